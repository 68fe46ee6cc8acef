import type { z } from 'zod';

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

/** Words for a mistake that the field itself has no words for. The owner of a shop reads them, not a programmer. */
export function plainWords(issue: RawIssue): string {
  if (issue.input === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `is not ${kinds[issue.expected] ?? `a ${issue.expected}`}`;
    case 'too_small':
      return `is too ${sizes[issue.origin] ?? 'small'}: at least ${issue.minimum}${issue.inclusive === false ? ', and more than that' : ''}`;
    case 'too_big':
      return `is too ${sizes[issue.origin]?.replace('short', 'long') ?? 'large'}: at most ${issue.maximum}`;
    default:
      return 'is not understood';
  }
}

const kinds: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text; put it in quotes',
  array: 'a list: [one, two]',
  object: 'a group of settings',
  record: 'a group of settings',
  boolean: 'true or false',
};

const sizes: Readonly<Record<string, string>> = { string: 'short', array: 'short' };
