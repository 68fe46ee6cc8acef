import type { Member } from '../../members/member.ts';
import { type Message, say } from '../../texts/message.ts';
import type { Scene } from '../scene.ts';

/** The card for the till: a picture where the channel shows one, else the number and the address of its page. */
export const cardMessage = (scene: Scene, member: Member): Message => ({
  ...say('card', { card: spaced(member.card), url: scene.shop.cardUrl(member) }),
  card: { number: member.card, name: member.name },
});

/** "2912 3456 7890 5" is easier to read out than thirteen digits in a row. */
export const spaced = (card: string): string => card.replaceAll(/(\d{4})(?=\d)/g, '$1 ');
