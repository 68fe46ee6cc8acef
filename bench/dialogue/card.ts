import { randomInt } from 'node:crypto';
import { drawCard } from '../../src/channels/card-picture.ts';
import { newCardNumber } from '../../src/members/card.ts';

const WARM_UP_CARDS = 20;
const CARDS = 40;

/** What drawing one card picture costs, in milliseconds of processor time. The usual way sends none. */
export async function cardCostMs(): Promise<number> {
  await drawCards(WARM_UP_CARDS);
  const before = process.cpuUsage();
  await drawCards(CARDS);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / CARDS;
}

async function drawCards(count: number): Promise<void> {
  for (let card = 0; card < count; card += 1)
    await drawCard({ number: newCardNumber(() => randomInt(10)), name: 'Anna', shopName: 'Чайный павильон' });
}
