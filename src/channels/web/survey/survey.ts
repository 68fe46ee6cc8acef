import { createHash } from 'node:crypto';
import { mayClaim } from '../../../purchases/claiming.ts';
import type { Invitation } from '../../../purchases/purchase.ts';
import type { Program } from '../../../rules/program.ts';
import { type Standing, standingOf, tidied, WORDS_CHARACTERS_MAX } from '../../../surveys/answer.ts';
import type { More } from '../../../surveys/answering.ts';
import type { Asked } from '../../../surveys/asking.ts';
import type { RatingTold, Sheet } from '../../../surveys/page-turns.ts';
import { type Language, languages } from '../../../texts/message.ts';
import { createGuesses } from '../../guesses.ts';
import type { WebhookCall } from '../../webhook.ts';
import type { Html } from '../html.ts';
import { languageOf } from '../language.ts';
import { answerPage, type PageAnswer, rootOf } from '../page.ts';
import { footOf } from '../pages.ts';
import { pageWords } from '../words/table.ts';
import { answerCookie, fieldsOf, type ReadForm, readAnswerCookie, readForm, sealForm, TRAP } from './form.ts';
import { type Asking, type JoinWays, lateSheet, moreSheet, othersSheet, ratingSheet, saidSheet, unknownSheet } from './sheets.ts';

export type SurveyDeps = {
  readonly program: Program;
  /** Where this shop's pages stand: "" or "/playground". */
  readonly prefix: string;
  /** The key of keyed hashes. */
  readonly key: string;
  readonly clock: () => number;
  /** Who answered, as answers keep it. */
  readonly hashOf: (answerer: string) => string;
  readonly find: (token: string) => Promise<Asked | undefined>;
  readonly rate: (sheet: Sheet, rating: number) => Promise<RatingTold | undefined>;
  readonly add: (sheet: Sheet, more: More, digest: string) => Promise<RatingTold | undefined>;
  readonly joinWays: (invitation: Invitation) => JoinWays;
};

type Call = WebhookCall & { readonly params: Record<string, string>; readonly callerAddress: string };
export type SurveyRoute = { readonly method: 'GET' | 'POST'; readonly path: string; handle(call: Call): Promise<PageAnswer> };

/** Wrong links from one address in ten minutes: more than a torn receipt makes, far fewer than guessing needs. */
const MISSES = { misses: 20, minutes: 10 };
const BODY_BYTES_MAX = 64 * 1024;

/** The page of a receipt: looking at it changes nothing, and each step that is sent is kept. */
export function createSurvey(deps: SurveyDeps): SurveyRoute[] {
  const path = `${deps.prefix}/r/:invitation`;
  const guesses = createGuesses(MISSES);
  const askings = Object.fromEntries(
    languages.map((language) => [language, { program: deps.program, language, words: pageWords[language] }]),
  ) as Readonly<Record<Language, Asking>>;

  /** One call: what was asked for in which language, and who asks. */
  async function open(call: Call): Promise<Opened | PageAnswer> {
    const page = pageFor(deps, askings[languageOf(call, deps.program.shop.defaultLanguage)], rootOf(call.publicUrl, path));
    if (await guesses.areTooMany(call.callerAddress)) return page(429, unknownSheet, { 'retry-after': '600' });
    const token = call.params['invitation'] ?? '';
    const asked = await deps.find(token);
    if (asked !== undefined) return { page, token, asked, cookie: readAnswerCookie(call.headers['cookie']) };
    await guesses.missed(call.callerAddress);
    return page(404, unknownSheet);
  }

  return [
    {
      method: 'GET',
      path,
      async handle(call) {
        const opened = await open(call);
        return 'body' in opened ? opened : show(deps, opened, opened.cookie);
      },
    },
    {
      method: 'POST',
      path,
      async handle(call) {
        const opened = await open(call);
        return 'body' in opened ? opened : hear(deps, opened, call);
      },
    },
  ];
}

type Show = (status: number, sheet: (asking: Asking) => Html, headers?: Readonly<Record<string, string>>) => PageAnswer;
type Opened = { readonly page: Show; readonly token: string; readonly asked: Asked; readonly cookie: string | undefined };

const pageFor =
  ({ program }: SurveyDeps, asking: Asking, root: string): Show =>
  (status, sheet, headers = {}) => {
    const page = answerPage({
      status,
      language: asking.language,
      title: asking.words.survey.title,
      shopName: program.shop.name,
      root,
      main: sheet(asking),
      foot: footOf(program, asking, root),
      personal: true,
      switchesLanguage: true,
      form: true,
    });
    return { ...page, headers: { ...page.headers, ...headers } };
  };

const standingFor = (deps: SurveyDeps, { purchase, answer }: Asked, nonce: string | undefined, now: number): Standing =>
  standingOf(deps.program, purchase, answer, nonce === undefined ? {} : { hash: deps.hashOf(nonce) }, now);

/** How things stand, for the browser with this number. */
function show(deps: SurveyDeps, { page, token, asked }: Opened, nonce: string | undefined): PageAnswer {
  const now = deps.clock();
  const { answer } = asked;
  const join = mayClaim(asked.purchase, 0, now) === undefined ? deps.joinWays(asked.purchase.invitation) : undefined;
  const standing = standingFor(deps, asked, nonce, now);
  if (standing === 'others') return page(200, (asking) => othersSheet(asking, join));
  if (standing === 'late') return page(410, (asking) => lateSheet(asking, join));
  if (standing === 'open' || answer === undefined) return page(200, (asking) => ratingSheet(asking, sealForm(deps.key, token, now)));
  if (answer.words !== undefined) return page(200, (asking) => saidSheet(asking, answer, join));
  const sealed = sealForm(deps.key, token, now, nonce);
  return page(200, (asking) => moreSheet(asking, answer.rating, sealed, { choices: answer.choices, words: '' }));
}

/** A form that came back: the rating of the first page, or what the second adds. */
async function hear(deps: SurveyDeps, opened: Opened, call: Call): Promise<PageAnswer> {
  const fields = call.rawBody.length > BODY_BYTES_MAX ? new URLSearchParams() : fieldsOf(call.rawBody);
  const form = readForm(deps.key, opened.token, fields.get('form') ?? '', deps.clock());
  const nonce = form.ok || form.reason === 'hasty' ? form.nonce : opened.cookie;
  const mistake = mistakeIn(fields, form);
  if (mistake !== undefined) return refuse(deps, opened, nonce, mistake, fields);
  const sheet: Sheet = { token: opened.token, hash: deps.hashOf(nonce as string), form: nonce as string, language: languageIn(deps, call) };
  return fields.has('rating')
    ? hearRating(deps, opened, call, sheet, Number(fields.get('rating')))
    : hearMore(deps, opened, call, sheet, { choices: fields.getAll('choice'), words: tidied(fields.get('words') ?? '') });
}

const languageIn = ({ program }: SurveyDeps, call: Call): Language => languageOf(call, program.shop.defaultLanguage);

type Mistake = 'hasty' | 'stale' | 'machine' | 'rating' | 'long';

function mistakeIn(fields: URLSearchParams, form: ReadForm): Mistake | undefined {
  if ((fields.get(TRAP) ?? '') !== '') return 'machine';
  if (!form.ok) return form.reason;
  if (fields.has('rating') && !/^(?:\d|10)$/.test(fields.get('rating') ?? '')) return 'rating';
  return tidied(fields.get('words') ?? '').length > WORDS_CHARACTERS_MAX ? 'long' : undefined;
}

/** Says what is wrong, and gives back what was written: nothing of it is lost. */
function refuse(deps: SurveyDeps, opened: Opened, nonce: string | undefined, mistake: Mistake, fields: URLSearchParams): PageAnswer {
  const { page, token, asked } = opened;
  const { answer } = asked;
  const now = deps.clock();
  const standing = standingFor(deps, asked, nonce, now);
  if (standing === 'open')
    return page(422, (asking) => ratingSheet(asking, sealForm(deps.key, token, now), asking.words.survey.mistakes[mistake]));
  if (standing !== 'mine' || answer === undefined || answer.words !== undefined) return show(deps, opened, nonce);
  const written = { choices: fields.getAll('choice'), words: fields.get('words') ?? '' };
  const sealed = sealForm(deps.key, token, now, nonce);
  return page(422, (asking) => moreSheet(asking, answer.rating, sealed, written, asking.words.survey.mistakes[mistake]));
}

/** The answer carries the second form, so that a browser without cookies can go on as well. */
async function hearRating(deps: SurveyDeps, opened: Opened, call: Call, sheet: Sheet, rating: number): Promise<PageAnswer> {
  const { page, token } = opened;
  const told = await deps.rate(sheet, rating);
  if (told?.told !== 'rated') return showAgain(deps, opened, told?.told === 'others' ? opened.cookie : sheet.form);
  const sealed = sealForm(deps.key, token, deps.clock(), sheet.form);
  const headers = { 'set-cookie': answerCookie(sheet.form, new URL(call.publicUrl)) };
  return page(200, (asking) => moreSheet(asking, rating, sealed, { choices: [], words: '' }), headers);
}

async function hearMore(
  deps: SurveyDeps,
  opened: Opened,
  call: Call,
  sheet: Sheet,
  more: Required<Omit<More, 'picture'>>,
): Promise<PageAnswer> {
  const digest = createHash('sha256').update(JSON.stringify(more)).digest('base64url').slice(0, DIGEST_CHARACTERS);
  await deps.add(sheet, more, digest);
  const page = await showAgain(deps, opened, sheet.form);
  return { ...page, headers: { ...page.headers, 'set-cookie': answerCookie(sheet.form, new URL(call.publicUrl)) } };
}

const DIGEST_CHARACTERS = 16;

/** As it is now, after what was just sent. */
async function showAgain(deps: SurveyDeps, opened: Opened, nonce: string | undefined): Promise<PageAnswer> {
  const asked = await deps.find(opened.token);
  return show(deps, asked === undefined ? opened : { ...opened, asked }, nonce);
}
