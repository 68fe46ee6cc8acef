/** What may stand between braces in a description's way of sending. */
export type Values = {
  /** As in E.164, and without the plus. */
  readonly to: string;
  readonly toDigits: string;
  readonly from: string;
  readonly fromDigits: string;
  readonly text: string;
  /** The text in UTF-16, big end first, in hex. */
  readonly textHex: string;
  /** The same when one text is sent again. */
  readonly key: string;
  readonly apiRoot: string;
  readonly statusUrl: string;
  readonly login: string;
  readonly password: string;
  /** `login:password` in base64. */
  readonly basic: string;
};

const names: ReadonlySet<string> = new Set(
  'to toDigits from fromDigits text textHex key apiRoot statusUrl login password basic'.split(' '),
);

/** Names between braces that there is no value for. Anything else between braces is left as it is. */
export function namesIn(value: unknown, at: readonly (string | number)[] = []): { at: readonly (string | number)[]; name: string }[] {
  if (typeof value === 'string')
    return [...value.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) => (names.has(name) ? [] : [{ at, name }]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'pattern' ? [] : namesIn(inner, [...at, key])));
}

/** Fills in a text. What is filled in is not looked at again. */
export const fill = (template: string, values: Values, encode = (value: string, _name: string): string => value): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => (names.has(name) ? encode(values[name as keyof Values], name) : whole));

/** The same in every text of a JSON value. */
export function fillJson(template: unknown, values: Values): unknown {
  if (typeof template === 'string') return fill(template, values);
  if (Array.isArray(template)) return template.map((inner) => fillJson(inner, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, inner]) => [key, fillJson(inner, values)]));
}

export type Fixed = Pick<Values, 'from' | 'apiRoot' | 'statusUrl' | 'login' | 'password'>;

export const valuesFor = (fixed: Fixed, phone: string, text: string, key: string): Values => ({
  ...fixed,
  fromDigits: fixed.from.replace(/^\+/, ''),
  to: phone,
  toDigits: phone.slice(1),
  text,
  textHex: Buffer.from(text, 'utf16le').swap16().toString('hex'),
  key,
  basic: Buffer.from(`${fixed.login}:${fixed.password}`).toString('base64'),
});
