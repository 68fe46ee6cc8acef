import { cardSvg } from '../card-picture.ts';
import { type Html, html, markupOf } from './html.ts';
import type { Voice } from './voice.ts';

export type ShownCard = { readonly number: string; readonly name: string };

/** The card for the till: as large as the phone allows and always black on white, because scanners and the sun want it so. */
export function cardOf({ number, name }: ShownCard, shopName: string, { words: { card } }: Voice): Html {
  return html`<h1 class="hidden">${card.title}</h1>
<div class="card" role="img" aria-label="${card.picture(number)}">${markupOf(cardSvg({ number, name, shopName }))}</div>
<p class="lead">${card.show}</p>
<p>${card.bright}</p>
<p>${card.keep}</p>`;
}

export function unknownCard({ words: { card }, ways }: Voice): Html {
  return html`<h1>${card.unknown}</h1>
<p class="lead">${card.unknownLead}</p>
<p>${card.unknownHow(ways('/card', 'card'))}</p>`;
}
