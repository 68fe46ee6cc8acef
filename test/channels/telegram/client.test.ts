import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GrammyError, HttpError, InputFile } from 'grammy';
import { afterEach, expect, test } from 'vitest';
import { createTelegramApi } from '../../../src/channels/telegram/client.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).map((close) => close()));

/** A Telegram that answers as it is told. */
async function telegram(answer: (body: Buffer, response: ServerResponse, request: IncomingMessage) => void) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    answer(Buffer.concat(chunks), response, request);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return createTelegramApi({ token: '77:abc', apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
}

test('a message goes out as JSON under the bot’s address, and its answer comes back however it was cut', async () => {
  const api = await telegram((body, response, request) => {
    const { chat_id, text } = JSON.parse(body.toString('utf8'));
    const answer = Buffer.from(JSON.stringify({ ok: true, result: { message_id: 5, text: `${request.url} ${chat_id} ${text}` } }));
    response.writeHead(200, { 'content-type': 'application/json' });
    for (const byte of answer) response.write(Buffer.of(byte));
    response.end();
  });
  expect(await api.sendMessage('42', 'Żółw, привет 🐢')).toMatchObject({
    message_id: 5,
    text: '/bot77:abc/sendMessage 42 Żółw, привет 🐢',
  });
});

test('a picture goes out as a form', async () => {
  const api = await telegram((body, response) =>
    response.end(JSON.stringify({ ok: true, result: { message_id: body.includes('card.png') ? 6 : 0 } })),
  );
  expect(await api.sendPhoto('42', new InputFile(Buffer.from('picture'), 'card.png'))).toMatchObject({ message_id: 6 });
});

test('a refusal is Telegram’s own, whatever the status', async () => {
  const api = await telegram((_, response) =>
    response.writeHead(429).end(JSON.stringify({ ok: false, error_code: 429, description: 'Too Many', parameters: { retry_after: 3 } })),
  );
  const refused = await api.sendMessage('42', 'hello').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(GrammyError);
  expect((refused as GrammyError).parameters.retry_after).toBe(3);
});

test('what is no JSON, a connection that breaks and one that is refused are troubles of the network', async () => {
  const garbled = await telegram((_, response) => response.writeHead(502).end('<html>Bad Gateway</html>'));
  await expect(garbled.sendMessage('42', 'hello')).rejects.toBeInstanceOf(HttpError);
  const broken = await telegram((_, response) => response.destroy());
  await expect(broken.sendMessage('42', 'hello')).rejects.toBeInstanceOf(HttpError);
  const nobody = createTelegramApi({ token: '77:abc', apiRoot: 'http://127.0.0.1:1' });
  await expect(nobody.sendMessage('42', 'hello')).rejects.toMatchObject({ error: { code: 'ECONNREFUSED' } });
});

test('whoever stops waiting is let go at once, and the connection is not used again', async () => {
  const gone = Promise.withResolvers<void>();
  const stopping = new AbortController();
  const api = await telegram((_, response) => {
    response.once('close', gone.resolve);
    stopping.abort();
  });
  await expect(api.getUpdates({}, stopping.signal as never)).rejects.toThrow();
  await gone.promise;
});
