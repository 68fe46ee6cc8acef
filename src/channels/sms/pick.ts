/** What stands at a path of names and places ("results.0.id"); `*` is the first member there is. Only what the value itself holds. */
export function pick(value: unknown, path: string): unknown {
  return path.split('.').reduce(step, value);
}

/** The same as a text; numbers, yes and no are written out. */
export function textAt(value: unknown, path: string): string | undefined {
  const found = pick(value, path);
  if (typeof found === 'string') return found;
  return typeof found === 'boolean' || (typeof found === 'number' && Number.isFinite(found)) ? String(found) : undefined;
}

function step(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (name === '*') return Object.values(value)[0];
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
