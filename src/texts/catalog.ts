import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Language } from './message.ts';

/** Every text in every language, read and checked once, when the program starts. */
export const catalog: Readonly<Record<Language, FluentBundle>> = {
  en: loadBundle('en'),
  pl: loadBundle('pl'),
  ru: loadBundle('ru'),
};

function loadBundle(language: Language): FluentBundle {
  const file = `${language}.ftl`;
  return parseTexts(language, readFileSync(new URL(file, import.meta.url), 'utf8'), file);
}

/** The texts of one language. Throws, naming the file and the text, when one is broken or given twice: the parser would pass over it in silence. */
export function parseTexts(language: Language, source: string, file: string): FluentBundle {
  const bundle = new FluentBundle(language, { useIsolating: false });
  const resource = new FluentResource(source);
  const problems = [...brokenTexts(source, resource), ...bundle.addResource(resource).map((error) => error.message)];
  if (problems.length > 0) throw new Error(`${file}: ${problems.join('; ')}`);
  return bundle;
}

function brokenTexts(source: string, resource: FluentResource): string[] {
  const parsed = new Map<string, number>();
  for (const { id } of resource.body) parsed.set(id, (parsed.get(id) ?? 0) + 1);

  const problems: string[] = [];
  for (const [index, line] of source.split(/\r?\n/).entries()) {
    const id = /^(-?[a-zA-Z][\w-]*) *=/.exec(line)?.[1];
    if (id === undefined) {
      if (!/^(#|\s|\}|$)/.test(line)) problems.push(`line ${index + 1} belongs to no text (is it indented?)`);
      continue;
    }
    const left = parsed.get(id) ?? 0;
    if (left === 0) problems.push(`the text "${id}" in line ${index + 1} is broken`);
    parsed.set(id, left - 1);
  }
  return problems;
}
