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

/** Chooses the page's language: labels change in place, whatever was drawn with words is told. */
export function speak(chosen) {
  language = languages.includes(chosen) ? chosen : 'en';
  document.documentElement.lang = language;
  document.title = word('title');
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll('[data-word-label]')) element.setAttribute('aria-label', word(element.dataset.wordLabel));
  for (const element of document.querySelectorAll('[data-word-placeholder]')) element.placeholder = word(element.dataset.wordPlaceholder);
  for (const element of document.querySelectorAll('[data-word-title]')) element.title = word(element.dataset.wordTitle);
  for (const listener of listeners) listener();
}

/** A word of the page in its language; `facts` fill the braces, and `count` chooses the plural. */
export function word(key, facts = {}) {
  const entry = words[language][key];
  const template = typeof entry === 'string' ? entry : (entry[new Intl.PluralRules(language).select(facts.count)] ?? entry.other);
  const shown = { ...facts, ...('count' in facts && { count: new Intl.NumberFormat(language).format(facts.count) }) };
  return template.replace(/\{(\w+)\}/g, (_, name) => shown[name]);
}

export const chipWords = () => words[language].chips;

export const clock = (ms) => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms);

/** "+79001234567" as people read it. */
export const readable = (phone) => phone.replace(/^\+?7(\d{3})(\d{3})(\d\d)(\d\d)$/, '+7 $1 $2-$3-$4');
