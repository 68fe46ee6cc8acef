import { bot, webhookPath } from '../dialogue/bot.ts';
import { message } from '../dialogue/story.ts';

let chat = 50_000_000;

/** A whole HTTP request: "/start" from somebody who has never written before. */
export function nextPost(): string {
  chat += 1;
  const body = JSON.stringify(message(chat, { text: '/start', entities: [{ type: 'bot_command', offset: 0, length: 6 }] }));
  return `${head}${body.length}\r\n\r\n${body}`; // all ASCII
}

const head = [
  `POST ${webhookPath} HTTP/1.1`,
  'host: 127.0.0.1',
  'content-type: application/json',
  `x-telegram-bot-api-secret-token: ${bot.secret}`,
  'content-length: ',
].join('\r\n');
