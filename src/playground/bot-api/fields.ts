import type { Fields } from './objects.ts';

/** Fields of a form arrive as strings, of a JSON body as what they are; both mean the same. */
export const textField = (fields: Fields, name: string): string => {
  const value = fields[name];
  return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
};

export const numberField = (fields: Fields, name: string): number | undefined => {
  const value = Number(textField(fields, name) || Number.NaN);
  return Number.isSafeInteger(value) ? value : undefined;
};

export const flagField = (fields: Fields, name: string): boolean => ['true', 'yes', '1'].includes(textField(fields, name).toLowerCase());

/** A JSON-serialised field; `'broken'` when it cannot be read. */
export function jsonField(fields: Fields, name: string): unknown {
  const value = fields[name];
  if (typeof value !== 'string') return value;
  if (value === '') return;
  try {
    return JSON.parse(value);
  } catch {
    return 'broken';
  }
}
