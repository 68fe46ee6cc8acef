import { folded } from './names.ts';
import type { Program } from './program.ts';

/** The source that a word after JOIN or in a link names, by its name in the program; `undefined`: not one of ours. */
export const sourceOf = (program: Program, word: string): string | undefined =>
  program.sources.find(({ name, words }) => [name, ...words].map(folded).includes(folded(word)))?.name;
