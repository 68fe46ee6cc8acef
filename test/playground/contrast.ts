import type { Page } from 'playwright-core';

/** Every text that can be seen and is paler against its ground than WCAG AA allows (4.5, or 3 for large letters). */
export function paleTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Colour = readonly [number, number, number, number];
    const dom = globalThis as unknown as {
      document: { body: Node; createTreeWalker(root: Node, what: number): { nextNode(): Node | null } };
    } & {
      getComputedStyle(element: Element): Record<string, string>;
    };
    type Node = { textContent: string; parentElement: Element | null };
    type Element = Node & {
      closest(selector: string): Element | null;
      matches(selector: string): boolean;
      checkVisibility(options: object): boolean;
      getBoundingClientRect(): { width: number; height: number };
    };

    const read = (css: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (css.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, alpha];
    };
    const linear = (part: number) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
    const light = ([red, green, blue]: Colour) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    const ground = (element: Element | null): Colour => {
      if (!element) return [255, 255, 255, 1];
      const colour = read(dom.getComputedStyle(element)['backgroundColor'] ?? '');
      return colour[3] > 0.5 ? colour : ground(element.parentElement);
    };

    const pale: string[] = [];
    const walker = dom.document.createTreeWalker(dom.document.body, 4);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || node.textContent.trim() === '' || element.closest('.unseen, :disabled, script')) continue;
      const { width } = element.getBoundingClientRect();
      if (width < 2 || !element.checkVisibility({ visibilityProperty: true })) continue;
      const style = dom.getComputedStyle(element);
      const [one, other] = [light(read(style['color'] ?? '')), light(ground(element))];
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      const size = Number.parseFloat(style['fontSize'] ?? '');
      const isLarge = size >= 24 || (size >= 18.6 && Number(style['fontWeight']) >= 700);
      if (ratio < (isLarge ? 3 : 4.5)) pale.push(`${node.textContent.trim().slice(0, 40)}: ${ratio.toFixed(2)}`);
    }
    return pale;
  });
}
