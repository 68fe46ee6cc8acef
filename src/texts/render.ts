import { FluentNumber } from '@fluent/bundle';
import { catalog } from './catalog.ts';
import { type Medium, writeFact } from './facts.ts';
import type { Fact, Facts, Language, Letter, Message } from './message.ts';

export type RenderOptions = {
  /** Facts that any text may use (the shop's name, its addresses); a message's own facts win. */
  readonly shared?: Facts;
};

/**
 * A message in the words of one language, for one channel. An SMS takes a text's `.sms` wording where there is one, and ends
 * with the choices, numbered. Throws, naming the text, when it does not exist in that language or lacks a fact.
 */
export function render(message: Message, language: Language, channel: 'telegram' | 'sms', options: RenderOptions = {}): Letter {
  const medium: Medium = channel === 'sms' ? 'sms' : 'chat';
  const shared = variablesOf(options.shared ?? {}, language, medium);
  const write = ({ key, facts = {} }: { key: string; facts?: Facts }) =>
    format(key, language, medium, { ...shared, ...variablesOf(facts, language, medium) });

  const parts = message.parts.map((part) =>
    'words' in part ? fillWords(part.words, language, medium, { ...options.shared, ...part.facts }) : write(part),
  );
  const choices = (message.choices ?? []).map((choice) => ({ label: toText(write(choice)), value: choice.value }));
  const keyboard = channel === 'telegram' ? keyboardOf(message, language) : undefined;
  const html = medium === 'chat' ? parts.join(message.dense ? '\n' : '\n\n') : [...parts, ...numbered(choices)].join('\n');
  return {
    language,
    text: toText(html),
    html,
    choices,
    ...(keyboard !== undefined && { keyboard }),
    ...(message.card !== undefined && { card: message.card }),
    ...(message.picture !== undefined && { picture: message.picture }),
  };
}

/** One text on its own, without tags: a button's label, a word of a page. */
export function textOf(key: string, language: Language, facts: Facts = {}, medium: Medium = 'chat'): string {
  return toText(writeText(key, language, medium, facts));
}

/** The everyday buttons, row by row. Their labels come back as texts, so the conversation hears each as a keyword. */
export const menuKeys = [
  ['menu-balance', 'menu-card'],
  ['menu-history', 'menu-help'],
] as const;

function keyboardOf({ keyboard }: Message, language: Language): Letter['keyboard'] {
  if (keyboard === undefined) return undefined;
  if (keyboard === 'none') return { remove: true };
  if (keyboard === 'reply') return { reply: true };
  if (keyboard === 'share-phone')
    return { sharePhone: textOf('button-share-phone', language), rows: [[textOf('button-without-phone', language)]] };
  return { rows: menuKeys.map((row) => row.map((key) => textOf(key, language))) };
}

/** "1 yes, 2 no": the answers of an SMS, in their order. */
function numbered(choices: Letter['choices']): string[] {
  return choices.length === 0 ? [] : [choices.map(({ label }, index) => `${index + 1} ${escaped(label)}`).join(', ')];
}

const writeText = (key: string, language: Language, medium: Medium, facts: Facts): string =>
  format(key, language, medium, variablesOf(facts, language, medium));

type Variables = Record<string, string | FluentNumber>;

function format(key: string, language: Language, medium: Medium, variables: Variables): string {
  const bundle = catalog[language];
  const found = bundle.getMessage(key);
  const pattern = (medium === 'sms' ? found?.attributes['sms'] : undefined) ?? found?.value;
  if (pattern === undefined || pattern === null) throw new Error(`there is no text "${key}" in ${language}.ftl`);

  const errors: Error[] = [];
  const written = bundle.formatPattern(pattern, variables, errors);
  if (errors[0] !== undefined) throw new Error(`the text "${key}" in ${language}.ftl: ${errors[0].message}`);
  return withEntities(medium === 'sms' ? withPlainSpaces(written) : written);
}

function variablesOf(facts: Facts, language: Language, medium: Medium): Variables {
  const variables: Variables = {};
  for (const [name, fact] of Object.entries(facts)) variables[name] = variableOf(fact, language, medium);
  return variables;
}

function variableOf(fact: Fact, language: Language, medium: Medium): string | FluentNumber {
  const written = writeFact(fact, language, medium);
  if (typeof fact === 'number') return countable(fact, written);
  if (typeof fact === 'object' && fact.kind === 'points') return countable(pluralTwin(BigInt(fact.points)), written);
  return escaped(written);
}

/** Where a fact stands in the shop's own words: "{name}". */
const placeholder = /\{([a-z]+)\}/gi;

/** The facts that words ask for, in their order. */
export const factsIn = (words: string): readonly string[] => [...words.matchAll(placeholder)].map(([, name = '']) => name);

/** The shop's own words are text, never markup. Points are counted: "{points}" reads "200 points". */
function fillWords(words: string, language: Language, medium: Medium, facts: Facts): string {
  const filled = escaped(withoutNameless(words, facts)).replace(placeholder, (_, name: string) => {
    const fact = facts[name];
    if (fact === undefined) throw new Error(`the shop's words ask for {${name}}, which is not known`);
    const isPoints = typeof fact === 'object' && fact.kind === 'points';
    return isPoints ? toText(writeText('points-counted', language, medium, { points: fact })) : escaped(writeFact(fact, language, medium));
  });
  return medium === 'sms' ? withPlainSpaces(filled) : filled;
}

/** Who was enrolled at the counter may have no name: "Hello, {name}!" becomes "Hello!", and "{name}, fresh tea" "Fresh tea". */
function withoutNameless(words: string, { name }: Facts): string {
  if (name !== '') return words;
  const [first = '', ...rest] = words.replaceAll(/,?\s*\{name\}/g, '').replace(/^[\s,.!:–—-]+/, '');
  return first.toLocaleUpperCase() + rest.join('');
}

/** Chooses plural forms as `value` does and reads as `written`, whatever its size. */
function countable(value: number, written: string): FluentNumber {
  return Object.assign(new FluentNumber(value), { toString: () => written });
}

/** A number that floats can hold and that takes the same plural form: in our languages the last digits decide. */
function pluralTwin(amount: bigint): number {
  const size = amount < 0n ? -amount : amount;
  return Number(size <= BigInt(Number.MAX_SAFE_INTEGER) ? size : 1_000_000n + (size % 1_000_000n));
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' } as const;
const characters: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(entities).map(([sign, entity]) => [entity, sign]));

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign as keyof typeof entities]);

/** A text may say "&" as it is: facts are escaped already, so what is bare is the text's own. */
const withEntities = (html: string): string => html.replace(/&(?!(?:amp|lt|gt|quot);)/g, '&amp;');

/** Without tags; a link keeps its address behind its words. */
function toText(html: string): string {
  return html
    .replace(/<\/?[bi]>/g, '')
    .replace(/<a href="([^"]*)">([^<]*)<\/a>/g, (_, address: string, words: string) =>
      words === address ? words : `${words} (${address})`,
    )
    .replace(/&(?:amp|lt|gt|quot);/g, (entity) => characters[entity] ?? entity);
}

/** No-break spaces of numbers would make a Latin SMS cost more than twice as much. */
const withPlainSpaces = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
