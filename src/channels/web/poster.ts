import qrcode from 'qrcode';
import type { Program } from '../../rules/program.ts';
import type { Language } from '../../texts/message.ts';
import { type Html, html, markupOf, textOf } from './html.ts';
import { readable } from './voice.ts';
import { pageWords } from './words/table.ts';

export type Source = Program['sources'][number];

/** Where one can join: the bot's address (https://t.me/…), a number that takes SMS. */
export type PosterDoors = { readonly telegramUrl?: string; readonly smsNumber?: string; readonly startPrefix?: string };

/** A name that would take more than two lines in large letters. */
const LONG_NAME_CHARACTERS = 30;

/** One page to print, A4: how to join by this source, in the shop's languages, the default one first. It loads nothing from anywhere. */
export async function posterOf(
  program: Program,
  source: Source,
  { telegramUrl, smsNumber, startPrefix = '' }: PosterDoors,
): Promise<string> {
  const { name, languages, defaultLanguage } = program.shop;
  const spoken = [defaultLanguage, ...languages.filter((language) => language !== defaultLanguage)];
  const doors = [
    ...(telegramUrl === undefined ? [] : [await telegramDoor(`${telegramUrl}?start=${startPrefix}s_${source.name}`, spoken)]),
    ...(smsNumber === undefined ? [] : [await smsDoor(smsNumber, source, spoken)]),
  ];
  return `<!doctype html>\n${textOf(html`<html lang="${defaultLanguage}">
<head>
<meta charset="utf-8">
<title>${name}: ${source.name}</title>
<style>${markupOf(style)}</style>
</head>
<body>
<main>
<h1 class="${name.length > LONG_NAME_CHARACTERS ? 'long' : ''}">${name}</h1>
${spoken.map((language) => html`<p class="lead" lang="${language}">${pageWords[language].welcome.lead}${giftIn(program, language)}</p>\n`)}
<div class="doors doors-${doors.length}">
${doors}
</div>
</main>
</body>
</html>`)}\n`;
}

const giftIn = ({ points }: Program, language: Language): Html | undefined => {
  const words = pageWords[language];
  return points.welcome === 0 ? undefined : html` <b>${words.welcome.welcome(words.points(points.welcome))}.</b>`;
};

const telegramDoor = async (url: string, spoken: readonly Language[]): Promise<Html> => html`<section>
<h2>Telegram</h2>
${await codeOf(url)}
${spoken.map((language) => html`<p lang="${language}">${pageWords[language].posterScan}</p>\n`)}
<p class="address">@${new URL(url).pathname.slice(1)}</p>
</section>`;

const smsDoor = async (number: string, source: Source, spoken: readonly Language[]): Promise<Html> => html`<section>
<h2>SMS</h2>
${await codeOf(`SMSTO:${number}:${joiningText(source, spoken[0]!)}`)}
${spoken.map(
  (language) => html`<p lang="${language}">${pageWords[language].welcome.smsText(joiningText(source, language), readable(number))}</p>\n`,
)}
</section>`;

const codeOf = async (text: string): Promise<Html> =>
  html`<div class="code" role="img" aria-label="QR">${markupOf(await qrcode.toString(text, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' }))}</div>`;

/** "JOIN POSTER", "DOŁĄCZ PLAKAT", "СТАРТ ПЛАКАТ": the source by a word of that language's letters, where the program has one. */
export const joiningText = (source: Source, language: Language): string =>
  `${pageWords[language].keywords.join} ${wordIn(source, language).toLocaleUpperCase(language)}`;

function wordIn({ name, words }: Source, language: Language): string {
  if (language === 'en') return name;
  return words.find((word) => /\p{Script=Cyrillic}/u.test(word) === (language === 'ru')) ?? name;
}

const style = `
@page { size: A4; margin: 0 }
* { box-sizing: border-box; margin: 0 }
body { font-family: system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; color: #101820; background: #fff; -webkit-print-color-adjust: exact; print-color-adjust: exact }
main { width: 210mm; min-height: 297mm; margin: 0 auto; padding: 12mm 16mm; border-top: 12mm solid #0f3d3e; text-align: center; display: flex; flex-direction: column }
h1 { font-size: 42pt; line-height: 1.1; margin-bottom: 8mm; overflow-wrap: anywhere }
h1.long { font-size: 26pt }
.lead { font-size: 15pt; line-height: 1.35; margin: 0 auto 4mm; max-width: 160mm; color: #33424d; text-wrap: balance }
.lead:first-of-type { font-size: 21pt; color: #101820 }
.lead:first-of-type b { display: block }
.doors { display: grid; gap: 12mm; margin: auto 0; padding-top: 4mm }
.doors-2 { grid-template-columns: 1fr 1fr }
section { border: .6mm solid #b9d3cf; border-radius: 6mm; padding: 7mm 6mm 5mm }
.doors-1 section { width: 120mm; margin: 0 auto }
h2 { font-size: 22pt; margin-bottom: 8mm; color: #0f3d3e }
.code svg { display: block; width: 56mm; height: 56mm; margin: 0 auto 8mm }
.doors-1 .code svg { width: 70mm; height: 70mm }
section p { font-size: 13pt; line-height: 1.35; margin-bottom: 2mm; text-wrap: balance }
.doors-1 section p { font-size: 15pt }
section .address { font-size: 11pt; color: #33424d; overflow-wrap: anywhere }
`;
