import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { birthdayRefusals } from '../../src/conversation/dialogues/birthday.ts';
import { phoneRefusals } from '../../src/conversation/dialogues/joining.ts';
import { claimRefusals } from '../../src/conversation/dialogues/receipts.ts';
import { castActions } from '../../src/greetings/broadcasts/desk.ts';
import type { TransferKind } from '../../src/ledger/book.ts';
import type { CodePurpose } from '../../src/members/member.ts';
import { closingReasons } from '../../src/surveys/case.ts';
import { catalog } from '../../src/texts/catalog.ts';
import { languages } from '../../src/texts/message.ts';
import { menuKeys } from '../../src/texts/render.ts';
import { textsOf } from './shape.ts';

const src = fileURLToPath(new URL('../../src', import.meta.url));
const sources = globSync('**/*.ts', { cwd: src, exclude: ['**/generated/**'] }).map((file) => readFileSync(`${src}/${file}`, 'utf8'));

/** Moves that a history tells: all but the half of a merge that the other half mirrors. A new kind does not compile until it is here. */
const told = {
  earn: true,
  welcome: true,
  gift: true,
  spend: true,
  correction: true,
  hold: true,
  capture: true,
  release: true,
  expire: true,
  forfeit: true,
  'take-back': true,
  'give-back': true,
  owe: true,
  remainder: true,
  refund: true,
  repay: true,
  'merge-in': true,
} satisfies Record<Exclude<TransferKind, 'merge-out'>, true>;

const codePurposes = { 'prove-phone': true, forget: true, 'my-data': true } satisfies Record<CodePurpose, true>;

/** The keys that a template in the code may become, by the template with its blanks as stars. */
const templates: Readonly<Record<string, readonly string[]>> = {
  'history-*': Object.keys(told).map((kind) => `history-${kind}`),
  'code-*': Object.keys(codePurposes).map((purpose) => `code-${purpose}`),
  'language-*': languages.map((language) => `language-${language}`),
  'join-welcome**': ['', '-nameless', '-no-bonus', '-nameless-no-bonus'].map((rest) => `join-welcome${rest}`),
  'case-reason-*': closingReasons.map((reason) => `case-reason-${reason}`),
  'broadcast-*': ['running', 'paused', 'cancelled', 'done'].map((state) => `broadcast-${state}`),
  'broadcast-button-*': [...castActions].map((action) => `broadcast-button-${action}`),
  'command-*': menuCommands().map((command) => `command-${command}`),
};

const written = new Set(textsOf(catalog.en).map(({ id }) => id));
const said = new Set([
  ...sources.flatMap(keysIn),
  ...Object.values(phoneRefusals),
  ...Object.values(claimRefusals),
  ...Object.values(birthdayRefusals),
  ...menuKeys.flat(),
]);

test('the code is read: it says most of what there is to say', () => expect(said.size).toBeGreaterThan(100));

test('every text that the code says is written', () => expect([...said].filter((key) => !written.has(key)).toSorted()).toEqual([]));

test('every text that is written is said somewhere', () => expect([...written].filter((key) => !said.has(key)).toSorted()).toEqual([]));

/** The keys in what is given to say, askAgain and textOf, or called a key, in code that has to do with texts. */
function keysIn(code: string): string[] {
  if (!/from '[^']*(?:\/texts\/|\.\/message|\/scene)/.test(code)) return [];
  return [...code.matchAll(/\b(?:say|askAgain|askForNumber|textOf|writeText)\(|\bkey(?:: | = )/g)].flatMap(({ index, 0: opening }) =>
    keysOf(expressionAt(code.slice(index + opening.length))),
  );
}

/** Up to the comma, bracket or semicolon that ends it. What stands in brackets of its own (the arguments of a call) is left out. */
function expressionAt(code: string): string {
  let depth = 0;
  let expression = '';
  for (const [token] of code.matchAll(/'(?:[^'\\\n]|\\.)*'|`[^`]*`|./gs)) {
    if (depth === 0 && /^[)\]},;]$/.test(token)) break;
    if (/^[([{]$/.test(token)) depth += 1;
    if (depth === 0) expression += token;
    if (/^[)\]}]$/.test(token)) depth -= 1;
  }
  return expression;
}

/** What is only compared with is no key. */
function keysOf(expression: string): string[] {
  const literals = expression.replaceAll(/[!=]== '[^']*'/g, '').matchAll(/'([a-z]+(?:-[a-z]+)*)'|`([^`]*)`/g);
  return [...literals].flatMap(([, key, template]) => (key !== undefined ? [key] : keysOfTemplate(template ?? '')));
}

function keysOfTemplate(template: string): readonly string[] {
  const shape = template.replaceAll(/\$\{[^}]*\}/g, '*');
  if (!/^[a-z][a-z*-]+$/.test(shape)) return [];
  return templates[shape] ?? expect.fail(`say in test/texts/keys.test.ts which keys \`${shape}\` may become`);
}

function menuCommands(): string[] {
  const list = sources.flatMap((code) => /const commands = \[([^\]]*)\] as const/.exec(code)?.[1] ?? []).join();
  return [...list.matchAll(/'(\w+)'/g)].map(([, command]) => command as string);
}
