import { expect, test } from 'vitest';
import { html, markupOf, textOf } from '../../../src/channels/web/html.ts';

test('a text is escaped, wherever it stands', () => {
  expect(textOf(html`<a title="${'"><script>'}">${"Tea & <b>'Co'</b>"}</a>`)).toBe(
    '<a title="&quot;&gt;&lt;script&gt;">Tea &amp; &lt;b&gt;&#39;Co&#39;&lt;/b&gt;</a>',
  );
});

test('markup is not escaped twice, alone and in lists', () => {
  const items = ['a', '<'].map((item) => html`<li>${item}</li>`);
  expect(textOf(html`<ul>${items}</ul>${undefined}${markupOf('<hr>')}`)).toBe('<ul><li>a</li><li>&lt;</li></ul><hr>');
});

test('a list of texts is escaped', () => {
  expect(textOf(html`${['<', 2]}`)).toBe('&lt;2');
});

test('an object that only looks like markup is not', () => {
  const forged = JSON.parse('{"markup":"<script>"}');
  expect(textOf(html`${forged}`)).not.toContain('<script>');
});
