import { hash } from 'node:crypto';
import { mayClaim } from '../../../purchases/claiming.ts';
import type { Invitation } from '../../../purchases/purchase.ts';
import type { Program } from '../../../rules/program.ts';
import { type Standing, standingOf, tidied, WORDS_CHARACTERS_MAX } from '../../../surveys/answer.ts';
import type { More } from '../../../surveys/answering.ts';
import type { Asked } from '../../../surveys/asking.ts';
import type { RatingTold, Sheet } from '../../../surveys/page-turns.ts';
import type { Language } from '../../../texts/message.ts';
import { createGuesses } from '../../guesses.ts';
import type { WebhookCall } from '../../webhook.ts';
import type { Html } from '../html.ts';
import { languageOf } from '../language.ts';
import { answerPage, type PageAnswer, rootOf } from '../page.ts';
import { footOf } from '../pages.ts';
import { pageWords } from '../words/table.ts';
import { answerCookie, fieldsOf, type ReadForm, readAnswerCookie, readForm, sealForm, TRAP } from './form.ts';
import { type Asking, type JoinWays, lateSheet, moreSheet, othersSheet, RATINGS, ratingSheet, saidSheet, unknownSheet } from './sheets.ts';

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
  /** `browser`: the one that answered, which the link then names. */
  readonly joinWays: (invitation: Invitation, browser?: string) => JoinWays;
};

type Call = WebhookCall & { readonly params: Record<string, string>; readonly callerAddress: string };
type SurveyAnswer = Omit<PageAnswer, 'body'> & { readonly body: string | Buffer };
export type SurveyRoute = { readonly method: 'GET' | 'POST'; readonly path: string; handle(call: Call): Promise<SurveyAnswer> };

/** Wrong links from one address in ten minutes: more than a torn receipt makes, far fewer than guessing needs. */
const MISSES = { misses: 20, minutes: 10 };
const BODY_BYTES_MAX = 64 * 1024;

/** The page of a receipt: looking at it changes nothing, and each step that is sent is kept. */
export function createSurvey(deps: SurveyDeps): SurveyRoute[] {
  const path = `${deps.prefix}/r/:invitation`;
  const guesses = createGuesses(MISSES);
  let printed: Readonly<Record<Language, Printed>> | undefined;

  /** The pages that are the same for everybody are written once: where this shop's pages begin is told by the first call. */
  function printedFor(call: Call): Printed {
    printed ??= printAll(deps, rootOf(call.publicUrl, path));
    return printed[languageIn(deps, call)];
  }

  /** The receipt that is asked for, or the answer to whoever guesses. */
  async function open(call: Call): Promise<Opened | PageAnswer> {
    const pages = printedFor(call);
    const { page } = pages;
    if (await guesses.areTooMany(call.callerAddress)) return page(429, unknownSheet, { 'retry-after': '600' });
    const token = call.params['invitation'] ?? '';
    const asked = await deps.find(token);
    if (asked !== undefined) return { ...pages, token, asked, cookie: readAnswerCookie(call.headers['cookie']) };
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
        const rated = await rateAtOnce(deps, printedFor(call), call);
        if (rated !== undefined) return rated;
        const opened = await open(call);
        return 'body' in opened ? opened : hear(deps, opened, call);
      },
    },
  ];
}

type Show = (status: number, sheet: (asking: Asking) => Html, headers?: Readonly<Record<string, string>>) => PageAnswer;

/** A language's pages, as far as they can be written before anybody asks. A page is cut where its seal goes. */
type Printed = {
  readonly page: Show;
  readonly rating: (sealed: string) => SurveyAnswer;
  readonly more: (rating: number, sealed: string, cookie: string) => SurveyAnswer;
};
type Opened = Printed & { readonly token: string; readonly asked: Asked; readonly cookie: string | undefined };

const SEAL = 'a-seal-goes-here';

function printAll(deps: SurveyDeps, root: string): Readonly<Record<Language, Printed>> {
  const print = (language: Language): Printed => {
    const page = pageFor(deps, { program: deps.program, language, words: pageWords[language] }, root);
    const cut = (sheet: (asking: Asking) => Html) => {
      const whole = page(200, sheet);
      const [before, after] = whole.body.split(SEAL).map((part) => Buffer.from(part)) as [Buffer, Buffer];
      return (sealed: string, headers?: Readonly<Record<string, string>>): SurveyAnswer => ({
        ...whole,
        body: Buffer.concat([before, Buffer.from(sealed, 'latin1'), after]),
        ...(headers === undefined ? {} : { headers: { ...whole.headers, ...headers } }),
      });
    };
    const rating = cut((asking) => ratingSheet(asking, SEAL));
    const more = RATINGS.map((rated) => cut((asking) => moreSheet(asking, rated, SEAL, nothingYet)));
    return { page, rating, more: (rated, sealed, cookie) => (more[rated] as (typeof more)[number])(sealed, { 'set-cookie': cookie }) };
  };
  return { en: print('en'), pl: print('pl'), ru: print('ru') };
}

const nothingYet = { choices: [], words: '' };

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

/**
 * A rating on a form of ours: the form was sealed for this receipt, so that nothing need be looked up before it is kept. Nothing where there is
 * more to be said about it.
 */
async function rateAtOnce(deps: SurveyDeps, { more }: Printed, call: Call): Promise<SurveyAnswer | undefined> {
  const fields = call.rawBody.length > BODY_BYTES_MAX ? new URLSearchParams() : fieldsOf(call.rawBody);
  const token = call.params['invitation'] ?? '';
  const form = readForm(deps.key, token, fields.get('form') ?? '', deps.clock());
  if (!form.ok || !fields.has('rating') || mistakeIn(fields, form) !== undefined) return undefined;
  const { nonce } = form;
  const rating = Number(fields.get('rating'));
  const told = await deps.rate({ token, hash: deps.hashOf(nonce), form: nonce, language: languageIn(deps, call) }, rating);
  // The answer carries the second form, so that a browser without cookies can go on as well.
  return told?.told === 'rated'
    ? more(rating, sealForm(deps.key, token, deps.clock(), nonce), answerCookie(nonce, new URL(call.publicUrl)))
    : undefined;
}

const standingFor = (deps: SurveyDeps, { purchase, answer }: Asked, nonce: string | undefined, now: number): Standing =>
  standingOf(deps.program, purchase, answer, nonce === undefined ? {} : { hash: deps.hashOf(nonce) }, now);

/** How things stand, for the browser with this number. */
function show(deps: SurveyDeps, { page, rating, token, asked }: Opened, nonce: string | undefined): SurveyAnswer {
  const now = deps.clock();
  const { answer } = asked;
  const standing = standingFor(deps, asked, nonce, now);
  const mine = standing === 'mine' ? nonce : undefined;
  const join = mayClaim(asked.purchase, 0, now) === undefined ? deps.joinWays(asked.purchase.invitation, mine) : undefined;
  if (standing === 'others') return page(200, (asking) => othersSheet(asking, join));
  if (standing === 'late') return page(410, (asking) => lateSheet(asking, join));
  if (standing === 'open' || answer === undefined) return rating(sealForm(deps.key, token, now));
  if (answer.words !== undefined) return page(200, (asking) => saidSheet(asking, answer, join));
  const sealed = sealForm(deps.key, token, now, nonce);
  return page(200, (asking) => moreSheet(asking, answer.rating, sealed, { choices: answer.choices, words: '' }));
}

/** A form that came back: the rating of the first page, or what the second adds. */
async function hear(deps: SurveyDeps, opened: Opened, call: Call): Promise<SurveyAnswer> {
  const fields = call.rawBody.length > BODY_BYTES_MAX ? new URLSearchParams() : fieldsOf(call.rawBody);
  const form = readForm(deps.key, opened.token, fields.get('form') ?? '', deps.clock());
  const nonce = form.ok || form.reason === 'hasty' ? form.nonce : opened.cookie;
  const mistake = mistakeIn(fields, form);
  if (mistake !== undefined) return refuse(deps, opened, nonce, mistake, fields);
  const sheet: Sheet = { token: opened.token, hash: deps.hashOf(nonce as string), form: nonce as string, language: languageIn(deps, call) };
  return fields.has('rating')
    ? showRated(deps, opened, sheet)
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
function refuse(deps: SurveyDeps, opened: Opened, nonce: string | undefined, mistake: Mistake, fields: URLSearchParams): SurveyAnswer {
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

/** A rating that was not taken: this browser gave one already, or somebody else did. */
async function showRated(deps: SurveyDeps, opened: Opened, sheet: Sheet): Promise<SurveyAnswer> {
  const isMine = opened.asked.answer?.answerer === sheet.hash;
  return showAgain(deps, opened, isMine ? sheet.form : opened.cookie);
}

async function hearMore(
  deps: SurveyDeps,
  opened: Opened,
  call: Call,
  sheet: Sheet,
  more: Required<Omit<More, 'picture'>>,
): Promise<SurveyAnswer> {
  const digest = hash('sha256', JSON.stringify(more), 'base64url').slice(0, DIGEST_CHARACTERS);
  await deps.add(sheet, more, digest);
  const page = await showAgain(deps, opened, sheet.form);
  return { ...page, headers: { ...page.headers, 'set-cookie': answerCookie(sheet.form, new URL(call.publicUrl)) } };
}

const DIGEST_CHARACTERS = 16;

/** As it is now, after what was just sent. */
async function showAgain(deps: SurveyDeps, opened: Opened, nonce: string | undefined): Promise<SurveyAnswer> {
  const asked = await deps.find(opened.token);
  return show(deps, asked === undefined ? opened : { ...opened, asked }, nonce);
}
