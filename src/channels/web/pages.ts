import { readFileSync } from 'node:fs';
import type { MemberData } from '../../privacy/collecting.ts';
import type { Program } from '../../rules/program.ts';
import type { Language } from '../../texts/message.ts';
import { articleOf } from './article.ts';
import { cardOf, type ShownCard, unknownCard } from './card.ts';
import { dataDoor, dataGone, dataOf } from './data.ts';
import { type Html, html } from './html.ts';
import { languageOf } from './language.ts';
import { answerPage, answerRedirect, type Page, type PageAnswer, type Route, rootOf } from './page.ts';
import { privacySections } from './privacy.ts';
import { termsSections } from './terms.ts';
import { type Doors, type Voice, voiceFor } from './voice.ts';
import { welcomeOf } from './welcome.ts';

export type PagesDeps = {
  readonly program: Program;
  /** The card a link's token stands for; undefined for a token that is not ours, or not any more. */
  readonly findCard: (token: string) => Promise<ShownCard | undefined>;
  /** Links to all that is kept about a member: whether one can still be opened, and what is behind it, once. */
  readonly data?: {
    readonly isOpenable: (token: string) => Promise<boolean>;
    readonly open: (token: string) => Promise<MemberData | undefined>;
  };
  /** The address that opens the shop's bot: https://t.me/… */
  readonly telegramUrl?: string;
  /** E.164 or a short number. A sender's name, to which nobody can write, is passed over. */
  readonly smsNumber?: string;
  readonly playground: boolean;
};

type Call = Parameters<Route['handle']>[0];
type Told = Pick<Page, 'title' | 'main'> & Partial<Pick<Page, 'status' | 'personal' | 'home' | 'form'>>;

const TOKEN_CHARACTERS_MAX = 200;
const STYLESHEET_KEPT_SECONDS = 300;

/** The pages for shoppers: the shop's welcome, the terms, what is kept about members, a member's card. Each route is mounted as it is. */
export function createPages(deps: PagesDeps): Route[] {
  const { program } = deps;
  const { name, termsUrl, privacyUrl, defaultLanguage } = program.shop;
  const doors = doorsOf(deps);
  const voices: Readonly<Record<Language, Voice>> = {
    en: voiceFor(program, doors, 'en'),
    pl: voiceFor(program, doors, 'pl'),
    ru: voiceFor(program, doors, 'ru'),
  };

  type Tell = (voice: Voice, root: string, call: Call) => Told | Promise<Told>;
  const page = (path: string, tell: Tell, method: Route['method'] = 'GET'): Route => ({
    method,
    path,
    async handle(call) {
      const voice = voices[languageOf(call, defaultLanguage)];
      const root = rootOf(call.publicUrl, path);
      const told = await tell(voice, root, call);
      return answerPage({ status: 200, language: voice.language, shopName: name, root, foot: footOf(program, voice, root), ...told });
    },
  });

  return [
    page('/', async (voice, root) => ({ home: true, title: name, main: await welcomeOf(program, doors, voice, root) })),
    termsUrl === undefined ? page('/terms', (voice) => termsPage(program, voice)) : redirect('/terms', termsUrl),
    privacyUrl === undefined ? page('/privacy', (voice) => privacyPage(program, doors, voice)) : redirect('/privacy', privacyUrl),
    page('/c/:token', (voice, _root, call) => cardPage(deps, voice, call.params['token'] ?? '')),
    page('/d/:token', (voice, _root, call) => dataDoorPage(deps, voice, call.params['token'] ?? '')),
    page('/d/:token', (voice, _root, call) => dataPage(deps, voice, call.params['token'] ?? ''), 'POST'),
    { method: 'GET', path: '/page.css', handle: async () => stylesheet },
  ];
}

function doorsOf({ telegramUrl, smsNumber, playground }: PagesDeps): Doors {
  const number = smsNumber !== undefined && /^\+?\d+$/.test(smsNumber) ? smsNumber : undefined;
  const closed = telegramUrl === undefined && number === undefined;
  return {
    telegram: telegramUrl !== undefined || closed,
    sms: number !== undefined || closed,
    sendsSms: smsNumber !== undefined || closed,
    playground,
    ...(telegramUrl === undefined ? {} : { telegramUrl }),
    ...(number === undefined ? {} : { smsNumber: number }),
  };
}

function termsPage(program: Program, voice: Voice): Told {
  const { title, lead } = voice.words.terms;
  return { title, main: articleOf(title, lead(program.shop.name, program.shop.legalName), termsSections(program, voice)) };
}

function privacyPage(program: Program, doors: Doors, voice: Voice): Told {
  const { title, lead } = voice.words.privacy;
  return { title, main: articleOf(title, lead(program.shop.name), privacySections(program, doors, voice)) };
}

async function cardPage({ program, findCard }: PagesDeps, voice: Voice, token: string): Promise<Told> {
  const found = token.length > TOKEN_CHARACTERS_MAX ? undefined : await findCard(token);
  const { title, unknown } = voice.words.card;
  return found === undefined
    ? { status: 404, personal: true, title: unknown, main: unknownCard(voice) }
    : { personal: true, title, main: cardOf(found, program.shop.name, voice) };
}

async function dataDoorPage({ data }: PagesDeps, voice: Voice, token: string): Promise<Told> {
  const isOpenable = token.length <= TOKEN_CHARACTERS_MAX && (await data?.isOpenable(token));
  const { title, gone } = voice.words.data;
  return isOpenable
    ? { personal: true, form: true, title, main: dataDoor(voice) }
    : { status: 404, personal: true, title: gone, main: dataGone(voice) };
}

async function dataPage({ program, data }: PagesDeps, voice: Voice, token: string): Promise<Told> {
  const kept = token.length > TOKEN_CHARACTERS_MAX ? undefined : await data?.open(token);
  const { title, gone } = voice.words.data;
  return kept === undefined
    ? { status: 404, personal: true, title: gone, main: dataGone(voice) }
    : { personal: true, title, main: dataOf(program, kept, voice) };
}

/** What stands below every page. */
export const footOf = (
  { shop }: Program,
  { language, words: { foot } }: Pick<Voice, 'language' | 'words'>,
  root: string,
): Html => html`<nav>
<a href="${root}terms?lang=${language}">${foot.terms}</a>
<a href="${root}privacy?lang=${language}">${foot.privacy}</a>
</nav>
<p>${foot.contact}: ${shop.contact}</p>`;

const redirect = (path: string, location: string): Route => ({ method: 'GET', path, handle: async () => answerRedirect(location) });

const stylesheet: PageAnswer = {
  status: 200,
  contentType: 'text/css; charset=utf-8',
  body: readFileSync(new URL('page.css', import.meta.url), 'utf8'),
  headers: { 'cache-control': `public, max-age=${STYLESHEET_KEPT_SECONDS}`, 'x-content-type-options': 'nosniff' },
};
