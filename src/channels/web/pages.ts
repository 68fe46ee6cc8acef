import { readFileSync } from 'node:fs';
import type { Program } from '../../rules/program.ts';
import type { Language } from '../../texts/message.ts';
import { articleOf } from './article.ts';
import { cardOf, type ShownCard, unknownCard } from './card.ts';
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
  /** The address that opens the shop's bot: https://t.me/… */
  readonly telegramUrl?: string;
  /** E.164 or a short number. A sender's name, to which nobody can write, is passed over. */
  readonly smsNumber?: string;
  readonly playground: boolean;
};

type Call = Parameters<Route['handle']>[0];
type Told = Pick<Page, 'title' | 'main'> & Partial<Pick<Page, 'status' | 'personal' | 'home'>>;

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

  const page = (path: string, tell: (voice: Voice, root: string, call: Call) => Told | Promise<Told>): Route => ({
    method: 'GET',
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
