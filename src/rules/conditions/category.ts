import { labels } from '../fields.ts';
import { folded } from '../names.ts';
import { condition } from './condition.ts';

/** The rule concerns only lines of these categories, and there is one. */
export const category = condition({
  schema: labels.min(1).meta({ description: 'The rule concerns lines of these categories only' }),
  concerns: (wanted, line) => line.category !== undefined && wanted.map(folded).includes(folded(line.category)),
  miss: (wanted, { lines }) => (lines.length === 0 ? { categories: wanted } : undefined),
  words: (wanted) => `it has ${wanted.join(' or ')} (only that part counts)`,
});
