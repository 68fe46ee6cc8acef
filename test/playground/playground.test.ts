import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFakeShop } from './fake-shop.ts';

let shop: Awaited<ReturnType<typeof startFakeShop>>;
beforeAll(async () => {
  shop = await startFakeShop();
});
afterAll(() => shop.stop());

const shopper = '0123456789abcdef0123456789abcdef';
const act = (body: unknown, contentType = 'application/json') =>
  fetch(`${shop.root}/playground/act`, { method: 'POST', headers: { 'content-type': contentType }, body: JSON.stringify(body) });

test('the page forbids everything that does not come from this server', async () => {
  const page = await fetch(`${shop.root}/playground`);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'/);
  const html = await page.text();
  expect(html).not.toMatch(/<script(?![^>]*src=)|\sstyle=|\son\w+=|https?:\/\//);
});

test('the live stream begins with everything and goes on with what happens', async () => {
  const ended = new AbortController();
  const response = await fetch(`${shop.root}/playground/live?shopper=${shopper}&language=pl`, { signal: ended.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events = readEvents(response);
  expect(await events.next()).toMatchObject({
    value: {
      kind: 'everything',
      everything: { chat: [], texts: [], blocked: false, bot: { language: 'pl' }, shop: { name: 'Leaf & Steam' } },
    },
  });
  await act({ shopper, action: { kind: 'start' } });
  expect(await events.next()).toMatchObject({
    value: { kind: 'telegram', event: { kind: 'message', shown: { own: true, message: { text: '/start' } } } },
  });
  expect(await events.next()).toMatchObject({
    value: { event: { shown: { own: false, markup: { keyboard: [[{ request_contact: true }]] } } } },
  });
  await act({ shopper, action: { kind: 'text', text: 'JOIN' } });
  expect(await events.next()).toMatchObject({ value: { kind: 'sms', sms: { own: true, state: 'sending' } } });
  ended.abort();
});

test('the same browser is the same person after a restart', async () => {
  const other = await startFakeShop();
  const numbers = await Promise.all([shop, other].map(({ playground }) => playground.streams[0]!.open(callAs(shopper))).map(phoneIn));
  expect(numbers[0]).toMatch(/^\+7900\d{7}$/);
  expect(numbers[0]).toBe(numbers[1]);
  await other.stop();
});

test('what is not understood, not JSON, too long or not possible now is refused', async () => {
  expect((await act({ shopper, action: { kind: 'start' } }, 'text/plain')).status).toBe(415);
  expect((await act({ shopper, action: { kind: 'fly' } })).status).toBe(422);
  expect((await act({ shopper, action: { kind: 'send', text: ' ' } })).status).toBe(422);
  expect((await act({ shopper: 'short', action: { kind: 'start' } })).status).toBe(429);
  expect((await act({ shopper, action: { kind: 'tap', messageId: 999_999, data: 'x' } })).status).toBe(409);
  expect((await act({ shopper, action: { kind: 'manager-tap', messageId: 999_999, data: 'x' } })).status).toBe(409);
  expect((await act({ shopper, action: { kind: 'send', text: 'x'.repeat(20_000) } })).status).toBe(413);
  expect((await fetch(`${shop.root}/playground/live?shopper=no`)).status).toBe(429);
  expect((await fetch(`${shop.root}/playground/photo/none`)).status).toBe(404);
  expect((await fetch(`${shop.root}/playground/telegram/bot1:x/getMe`)).status).toBe(401);
});

async function* readEvents(response: Response) {
  let rest = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) if (part.startsWith('data: ')) yield JSON.parse(part.slice('data: '.length));
  }
}

const callAs = (id: string) => ({ rawBody: Buffer.alloc(0), headers: {}, publicUrl: `http://localhost/playground/live?shopper=${id}` });

function phoneIn(opened: object): string {
  let phone = '';
  const read = (chunk: string) => {
    phone ||= /"phone":"(\+7900[^"]+)"/.exec(chunk)?.[1] ?? '';
  };
  if ('start' in opened)
    (opened as { start(write: (chunk: string) => void, closed: AbortSignal): void }).start(read, AbortSignal.timeout(10));
  return phone;
}
