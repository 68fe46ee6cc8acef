import { createHmac } from 'node:crypto';
import { answerWithPosts } from '../durable/posting.ts';
import { gateway, smsPath } from './gateway.ts';

let number = 0;

/** A whole HTTP request: "JOIN" from a phone that has never written before, signed as the gateway signs. */
answerWithPosts((port) => {
  number += 1;
  const fields = {
    AccountSid: gateway.accountSid,
    Body: 'JOIN',
    From: `+7916${String(number).padStart(7, '0')}`,
    MessageSid: `SM${String(number).padStart(32, '0')}`,
    NumMedia: '0',
    To: gateway.from,
  };
  const body = new URLSearchParams(fields).toString();
  const signed = `http://127.0.0.1:${port}${smsPath}${Object.entries(fields).flat().join('')}`; // the names are in order
  const signature = createHmac('sha1', gateway.authToken).update(signed).digest('base64');
  return [
    `POST ${smsPath} HTTP/1.1`,
    'host: 127.0.0.1',
    'content-type: application/x-www-form-urlencoded',
    `x-twilio-signature: ${signature}`,
    `content-length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
});
