import type { FluentBundle, Message } from '@fluent/bundle';

type Shape = { readonly attributes: readonly string[]; readonly variables: readonly string[] };

/** The texts of a bundle, in the order of their names. */
export function textsOf(bundle: FluentBundle): Message[] {
  return [...bundle._messages.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** What a translation must share with the others: the wordings a text has, and the variables used in any of them. */
export function shapeOf(bundle: FluentBundle, id: string): Shape {
  const text = bundle.getMessage(id);
  if (text === undefined) return { attributes: [], variables: [] };
  const names = new Set<string>();
  collectVariables([text.value, ...Object.values(text.attributes)], bundle, names);
  return { attributes: Object.keys(text.attributes).toSorted(), variables: [...names].toSorted() };
}

/** Walks whatever a text is made of; what it borrows from other texts counts as its own. */
function collectVariables(part: unknown, bundle: FluentBundle, names: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  if ('type' in part && 'name' in part && part.type === 'var') names.add(String(part.name));
  if ('type' in part && 'name' in part && part.type === 'mesg')
    collectVariables(bundle.getMessage(String(part.name))?.value, bundle, names);
  for (const value of Object.values(part)) collectVariables(value, bundle, names);
}
