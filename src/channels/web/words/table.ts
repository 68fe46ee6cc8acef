import type { Language } from '../../../texts/message.ts';
import { en } from './en.ts';
import { pl } from './pl.ts';
import { ru } from './ru.ts';
import type { PageWords } from './words.ts';

export const pageWords: Readonly<Record<Language, PageWords>> = { en, pl, ru };
