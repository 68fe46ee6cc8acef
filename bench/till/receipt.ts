import { purchasesPath, tillKey } from './key.ts';
import { MEMBERS, phoneOf } from './members.ts';

const goods = [
  { sku: 'tea-oolong-100', name: 'Oolong tea 100 g', category: 'oolong' },
  { sku: 'tea-black-100', name: 'Black tea 100 g', category: 'tea' },
  { sku: 'honey-250', name: 'Honey 250 g', category: 'sweets' },
];

let receipts = 0;

/** A whole HTTP request: a receipt of three lines, sold to one of the members, told under a key of its own. */
export function nextPurchase(): string {
  receipts += 1;
  const lines = goods.map((good) => ({ ...good, quantity: 1 + below(3), amount: 100 * (50 + below(900)) }));
  const body = JSON.stringify({
    receiptId: `R-${receipts}`,
    store: 'pavilion-1',
    cashier: 'anna',
    phone: phoneOf(1 + below(MEMBERS)),
    at: new Date().toISOString(),
    currency: 'RUB',
    total: lines.reduce((sum, { amount }) => sum + amount, 0),
    lines,
  });
  return `${head}receipt-${receipts}\r\ncontent-length: ${body.length}\r\n\r\n${body}`; // all ASCII
}

const below = (most: number): number => Math.floor(Math.random() * most);

const head = [
  `POST ${purchasesPath} HTTP/1.1`,
  'host: 127.0.0.1',
  'content-type: application/json',
  'accept-language: ru',
  `authorization: Bearer ${tillKey.key}`,
  'idempotency-key: ',
].join('\r\n');
