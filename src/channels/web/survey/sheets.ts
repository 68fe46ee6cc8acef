import type { Program } from '../../../rules/program.ts';
import { choicesAfter, WORDS_CHARACTERS_MAX } from '../../../surveys/answer.ts';
import type { Asked } from '../../../surveys/asking.ts';
import { labelOf } from '../../../surveys/notes.ts';
import type { Language } from '../../../texts/message.ts';
import { type Html, html } from '../html.ts';
import { readable } from '../voice.ts';
import type { PageWords } from '../words/words.ts';
import { TRAP } from './form.ts';

/** A language ready to ask: its words, and the shop's. */
export type Asking = { readonly program: Program; readonly language: Language; readonly words: PageWords };

/** How a stranger may join and have the receipt's points. */
export type JoinWays = { readonly telegramUrl?: string; readonly smsNumber?: string; readonly code: string };

export const RATINGS = Array.from({ length: 11 }, (_, rating) => rating);

/** The first page: one question, and eleven buttons of which each sends the form. */
export const ratingSheet = ({ program, words: { survey } }: Asking, sealed: string, note?: string): Html => html`<h1>${survey.title}</h1>
${noteOf(note)}
<form method="post">
<fieldset class="rating">
<legend class="lead">${survey.question(program.shop.name)}</legend>
<div class="numbers">${RATINGS.map((rating) => html`<button name="rating" value="${rating}" aria-label="${survey.ofTen(rating)}">${rating}</button>`)}</div>
<p class="ends" aria-hidden="true"><span>0 – ${survey.least}</span> <span>10 – ${survey.most}</span></p>
</fieldset>
${hiddenPart(sealed)}
</form>`;

const noteOf = (note: string | undefined): Html | undefined =>
  note === undefined ? undefined : html`<p class="note" role="alert">${note}</p>`;

const hiddenPart = (sealed: string): Html => html`<input type="hidden" name="form" value="${sealed}">
<div class="hidden" aria-hidden="true"><label>Website <input name="${TRAP}" tabindex="-1" autocomplete="off"></label></div>`;

type Written = { readonly choices: readonly string[]; readonly words: string };

/** The second page: what was good or bad, and a few words. The rating is kept already. */
export function moreSheet(
  { program, language, words: { survey } }: Asking,
  rating: number,
  sealed: string,
  written: Written,
  note?: string,
): Html {
  const isBad = rating <= program.feedback.detractorUpTo;
  const choices = choicesAfter(program, rating);
  return html`<h1>${isBad ? survey.sorry : survey.thanks}</h1>
<p class="lead">${survey.rated(rating)}</p>
${noteOf(note)}
<form method="post">
${
  choices.length === 0
    ? undefined
    : html`<fieldset class="choices"><legend>${isBad ? survey.bad : survey.good}</legend>
${choices.map((choice) => html`<label><input type="checkbox" name="choice" value="${choice.name}"${written.choices.includes(choice.name) ? html` checked` : undefined}><span>${labelOf(choice, language)}</span></label>\n`)}</fieldset>`
}
<label class="words"><span>${isBad ? survey.wordsBad : survey.wordsGood}</span>
<textarea name="words" rows="4" maxlength="${WORDS_CHARACTERS_MAX}" enterkeyhint="send">
${written.words}</textarea></label>
${hiddenPart(sealed)}
<p><button class="button" name="send" value="yes">${survey.send}</button></p>
</form>`;
}

/** The last page, and what whoever answered sees when they open it again. */
export function saidSheet(asking: Asking, answer: NonNullable<Asked['answer']>, join: JoinWays | undefined): Html {
  const { program, language, words } = asking;
  const { survey } = words;
  const isBad = answer.rating <= program.feedback.detractorUpTo;
  const chosen = choicesAfter(program, answer.rating).filter(({ name }) => answer.choices.includes(name));
  return html`<h1>${survey.thanks}</h1>
<p class="lead">${isBad ? survey.thanksBad : survey.thanksGood}</p>
${answer.rewardPoints === 0n ? undefined : html`<p class="gift">${survey.reward(words.points(answer.rewardPoints))}</p>`}
<section class="said" aria-label="${survey.said}">
<p>${survey.rated(answer.rating)}${chosen.length === 0 ? undefined : html` ${chosen.map((choice) => labelOf(choice, language)).join(', ')}.`}</p>
${answer.words === undefined || answer.words === '' ? undefined : html`<blockquote>${answer.words}</blockquote>`}
</section>
${joinPart(asking, join)}`;
}

/** What others see who hold the same receipt: thanks, and not the words. */
export const othersSheet = (asking: Asking, join: JoinWays | undefined): Html => html`<h1>${asking.words.survey.thanks}</h1>
<p class="lead">${asking.words.survey.others}</p>
${joinPart(asking, join)}`;

export const lateSheet = (asking: Asking, join: JoinWays | undefined): Html => html`<h1>${asking.words.survey.late}</h1>
<p class="lead">${asking.words.survey.lateLead(asking.program.shop.contact)}</p>
${joinPart(asking, join)}`;

export const unknownSheet = ({ words: { survey } }: Asking): Html => html`<h1>${survey.unknown}</h1>
<p class="lead">${survey.unknownLead}</p>`;

function joinPart({ words: { survey, welcome } }: Asking, join: JoinWays | undefined): Html | undefined {
  if (join === undefined || (join.telegramUrl === undefined && join.smsNumber === undefined)) return undefined;
  const { telegramUrl, smsNumber, code } = join;
  return html`<section class="door">
<h2>${survey.join}</h2>
<p>${survey.joinLead}</p>
${telegramUrl === undefined ? undefined : html`<p><a class="button" href="${telegramUrl}">${welcome.telegramButton}</a></p>`}
${smsNumber === undefined ? undefined : html`<p><a href="sms:${smsNumber}?body=${code}">${welcome.smsText(code, readable(smsNumber))}</a></p>`}
</section>`;
}
