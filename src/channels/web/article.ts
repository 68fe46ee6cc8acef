import { type Html, html } from './html.ts';

/** A part of a long page, the same in every language: `id` is its anchor. */
export type Section = { readonly id: string; readonly heading: string; readonly blocks: readonly Block[] };

export type Block =
  | string
  | { readonly list: readonly string[] }
  | { readonly named: readonly { readonly name: string; readonly text: string }[] }
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };

export const articleOf = (title: string, lead: string, sections: readonly Section[]): Html => html`<article>
<h1>${title}</h1>
<p class="lead">${lead}</p>
${sections.map(
  ({ id, heading, blocks }) => html`<section id="${id}">
<h2>${heading}</h2>
${blocks.map(blockOf)}</section>
`,
)}</article>`;

function blockOf(block: Block): Html {
  if (typeof block === 'string') return html`<p>${block}</p>\n`;
  if ('list' in block) return html`<ul>${block.list.map((item) => html`<li>${item}</li>`)}</ul>\n`;
  if ('named' in block) return html`<dl>${block.named.map(({ name, text }) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>\n`;
  return html`<table>
<thead><tr>${block.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${block.rows.map(([first, ...others]) => html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
</table>
`;
}
