import jsQR from 'jsqr';
import type { Page } from 'playwright-core';

type Seen = { readonly pixels: number[]; readonly width: number; readonly height: number };

/** What a camera reads off a picture: drawn by a browser, decoded by a library that is not the one that made it. */
export async function scan(page: Page, picture: Response): Promise<{ readonly text: string | undefined; readonly width: number }> {
  const type = picture.headers.get('content-type') ?? '';
  const address = `data:${type};base64,${Buffer.from(await picture.arrayBuffer()).toString('base64')}`;
  await page.goto('about:blank');
  const { pixels, width, height } = (await page.evaluate(`(async () => {
    const image = new Image();
    image.src = ${JSON.stringify(address)};
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth || 300, image.naturalHeight || 300];
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    return { pixels: [...data], width, height };
  })()`)) as Seen;
  const read = jsQR as unknown as (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
  return { text: read(Uint8ClampedArray.from(pixels), width, height)?.data, width };
}
