import qrcode from 'qrcode';
import type { Program } from '../../rules/program.ts';
import { type TierTerms, termsOf } from '../../rules/terms.ts';
import { type Html, html, markupOf } from './html.ts';
import { type Doors, readable, type Voice } from './voice.ts';

/** The first page of the shop: what the programme gives and how to join. */
export async function welcomeOf(program: Program, doors: Doors, voice: Voice, root: string): Promise<Html> {
  const { welcome } = voice.words;
  const { telegramUrl, smsNumber, playground } = doors;
  const nowhere = telegramUrl === undefined && smsNumber === undefined && !playground;
  return html`<h1>${program.shop.name}</h1>
<p class="lead">${welcome.lead}</p>
<ul class="gifts">${giftsOf(program, voice).map((gift) => html`<li>${gift}</li>`)}</ul>
<section id="join">
<h2>${welcome.join}</h2>
<p>${welcome.joinLead}</p>
<div class="doors">
${telegramUrl === undefined ? undefined : await telegramDoor(telegramUrl, voice)}
${smsNumber === undefined ? undefined : await smsDoor(smsNumber, voice)}
${playground ? playgroundDoor(voice, root) : undefined}
${nowhere ? html`<p>${welcome.atTheTill(program.shop.contact)}</p>` : undefined}
</div>
</section>`;
}

function giftsOf(program: Program, { words, share, money }: Voice): string[] {
  const { welcome, points } = words;
  const tiers = termsOf(program).tiers.toSorted((a, b) => generosityOf(a) - generosityOf(b));
  const { worth, payableShare } = program.points;
  return [
    welcome.back(share(tiers[0]!.rate), share(tiers.at(-1)!.rate)),
    ...(program.points.welcome === 0 ? [] : [welcome.welcome(points(program.points.welcome))]),
    welcome.worth(points(worth.points), money(worth.money)),
    welcome.payable(share(payableShare)),
  ];
}

const generosityOf = ({ pointsPerMinorUnit: { numerator, denominator } }: TierTerms): number => Number(numerator) / Number(denominator);

const telegramDoor = async (url: string, { words: { welcome } }: Voice): Promise<Html> => html`<section class="door">
<h3>${welcome.telegram}</h3>
<p><a class="button" href="${url}">${welcome.telegramButton}</a></p>
${await codeOf(url, welcome.scan)}
</section>`;

/** "sms:" with a text (RFC 5724) and "SMSTO:" in a QR code both open a message that only has to be sent. */
const smsDoor = async (number: string, { words: { welcome, keywords } }: Voice): Promise<Html> => html`<section class="door">
<h3>${welcome.sms}</h3>
<p>${welcome.smsText(keywords.join, readable(number))}</p>
<p><a class="button" href="sms:${number}?body=${encodeURIComponent(keywords.join)}">${welcome.smsButton(keywords.join)}</a></p>
${await codeOf(`SMSTO:${number}:${keywords.join}`, welcome.scan)}
</section>`;

const codeOf = async (text: string, caption: string): Promise<Html> => html`<figure>
<div role="img" aria-label="QR">${markupOf(await qrcode.toString(text, { type: 'svg' }))}</div>
<figcaption>${caption}</figcaption>
</figure>`;

const playgroundDoor = ({ words: { welcome } }: Voice, root: string): Html => html`<section class="door">
<h3>${welcome.playground}</h3>
<p>${welcome.playgroundLead}</p>
<p><a class="button" href="${root}playground">${welcome.playgroundButton}</a></p>
</section>`;
