import { en } from './words/en.js';
import { pl } from './words/pl.js';
import { ru } from './words/ru.js';

/** The page's own words. What the shop says comes from the shop. */
const words = { en, pl, ru };

export const languages = Object.keys(words);
export const languageNames = { en: 'English', pl: 'Polski', ru: 'Русский' };

let language = 'en';
const listeners = new Set();

export const currentLanguage = () => language;
export const onLanguage = (listener) => listeners.add(listener);

/** The first of the browser's languages that the page speaks. */
export const ofBrowser = () => navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => languages.includes(tag));

/** Chooses the page's language: labels change in place, whatever was drawn with words is told. */
export function speak(chosen) {
  language = languages.includes(chosen) ? chosen : 'en';
  document.documentElement.lang = language;
  document.title = word('title');
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll('[data-word-label]')) element.setAttribute('aria-label', word(element.dataset.wordLabel));
  for (const element of document.querySelectorAll('[data-word-placeholder]')) element.placeholder = word(element.dataset.wordPlaceholder);
  for (const listener of listeners) listener();
}

/** A word of the page in its language, or in `speech`; `facts` fill the braces, and `count` chooses the plural. */
export function word(key, facts = {}, speech = language) {
  const entry = words[speech][key];
  const template = typeof entry === 'string' ? entry : (entry[new Intl.PluralRules(speech).select(facts.count)] ?? entry.other);
  const shown = { ...facts, ...('count' in facts && { count: number(facts.count) }) };
  return template.replace(/\{(\w+)\}/g, (_, name) => shown[name]);
}

export const number = (count) => new Intl.NumberFormat(language).format(count);
export const points = (count) => word('points', { count });

const time = (options, ms) => new Intl.DateTimeFormat(language, options).format(ms);
export const clockIn = (timeZone, ms) => time({ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, ms);
export const dayAndClockIn = (timeZone, ms) =>
  time({ timeZone, day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, ms);
export const dayWord = (ms, timeZone) => time({ timeZone, day: 'numeric', month: 'long' }, ms);

/** "+48601234567" as people read it: what country it is, the shop knows better. */
export const readable = (phone) =>
  phone
    .replace(/^\+?7(\d{3})(\d{3})(\d\d)(\d\d)$/, '+7 $1 $2-$3-$4')
    .replace(/^\+48(\d{3})(\d{3})(\d{3})$/, '+48 $1 $2 $3')
    .replace(/^\+44(\d{4})(\d{6})$/, '+44 $1 $2');

/** "tea-black" as people read it. */
export const categoryName = (name) => {
  const plain = name.replace(/[-_]+/g, ' ');
  return plain.charAt(0).toLocaleUpperCase(language) + plain.slice(1);
};
