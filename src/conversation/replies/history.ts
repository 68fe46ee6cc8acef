import type { HistoryLine } from '../../ledger/history.ts';
import type { Member } from '../../members/member.ts';
import { day, type Facts, type Message, points } from '../../texts/message.ts';
import type { Scene } from '../scene.ts';

/** The last moves of points, the newest first: what, how many, when. */
export function historyMessage(scene: Scene, member: Member): Message {
  const lines = scene.known.ledger.history.get(member.id) ?? [];
  if (lines.length === 0) return { parts: [{ key: 'history-empty' }] };
  const shown = scene.incoming.channel === 'sms' ? SMS_LINES_MAX : CHAT_LINES_MAX;
  return {
    parts: [{ key: 'history' }, ...lines.slice(0, shown).map((line) => ({ key: `history-${line.kind}`, facts: factsOf(scene, line) }))],
    dense: true,
  };
}

const SMS_LINES_MAX = 4;
const CHAT_LINES_MAX = 10;

const factsOf = (scene: Scene, line: HistoryLine): Facts => ({
  points: points(line.points),
  on: day(line.happenedAt, scene.shop.program.shop.timeZone),
});
