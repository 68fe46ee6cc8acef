import { z } from 'zod';
import { labels } from '../fields.ts';
import { folded } from '../names.ts';
import { sum } from '../spread.ts';
import { condition } from './condition.ts';

const onePiece = 1000n; // thousandths

/** The rule concerns only lines of these products, and there are enough of them. */
export const product = condition({
  schema: z
    .strictObject({ skus: labels.min(1), quantityFrom: z.int().min(1).max(10_000).default(1) })
    .meta({ description: 'The rule concerns these products only (the sku of a line), from this quantity' }),
  concerns: (wanted, line) => line.sku !== undefined && wanted.skus.map(folded).includes(folded(line.sku)),
  miss(wanted, { lines }) {
    const missing = BigInt(wanted.quantityFrom) * onePiece - sum(lines.map((line) => line.quantityThousandths ?? onePiece));
    return missing > 0n ? { products: wanted.skus, missingThousandths: String(missing) } : undefined;
  },
  words: ({ skus, quantityFrom }) => `it has ${quantityFrom} or more of ${skus.join(' or ')} (only that part counts)`,
});
