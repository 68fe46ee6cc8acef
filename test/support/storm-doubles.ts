import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BotApiAnswer } from '../../src/playground/bot-api/answers.ts';
import { answerBotCall } from '../../src/playground/bot-api/http.ts';
import { type BotApi, createBotApi } from '../../src/playground/bot-api.ts';
import { createSmsGateway, type SmsGateway } from '../../src/playground/sms-gateway.ts';
import { readBytes, signalOf, write } from '../playground/plain-http.ts';

export const token = '7700000001:storm-token';
export const twilio = { accountSid: 'AC00000000000000000000000000000009', authToken: 'storm-auth-token' };
export const shopNumber = '+79000000000';

/** What one sending meets instead of being taken at once; `afterwards`: it was taken, and only the answer is lost. */
type Trouble =
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number }
  | { readonly kind: 'slow'; readonly ms: number }
  /** Somebody in between answers in the carrier's place. */
  | { readonly kind: 'nonsense'; readonly body: unknown }
  | { readonly kind: 'server-error' | 'drop' | 'hang'; readonly afterwards?: boolean };

/** One sending as the carrier saw it, whatever became of it. */
type Sending = { readonly to: string; readonly at: number };

export type Doubles = {
  /** The address of both APIs. */
  readonly url: string;
  readonly botApi: BotApi;
  readonly smsGateway: SmsGateway;
  readonly sendings: Sending[];
  /** The next sendings to this chat or phone meet these, in this order. */
  trouble(to: number | string, ...troubles: Trouble[]): void;
  /** Every sending takes so long. */
  slowDown(ms: number): void;
  /** What a person does in their chat, as the updates that Telegram makes of it. */
  updatesOf(doing: () => void): Promise<Update[]>;
  close(): Promise<void>;
};

export type Update = { readonly update_id: number };

export type DoublesOptions = {
  /** The shop's public address, which a signature covers, and where that is really reached. */
  readonly publicUrl: string;
  readonly postTo: (publicUrl: string) => string;
};

/** The Bot API and the SMS gateway behind one port, for processes that call them over HTTP. Webhooks are the test's own business. */
export async function openDoubles({ publicUrl, postTo }: DoublesOptions): Promise<Doubles> {
  const botApi = createBotApi({ token, now: Date.now });
  const webhookUrl = `${publicUrl}/webhooks/sms/twilio`;
  const smsGateway = createSmsGateway({ ...twilio, shopNumber, webhookUrl, postTo, now: Date.now, deliveryMs: 5 });
  const troubles = new Map<string, Trouble[]>();
  const sendings: Sending[] = [];
  let slowMs = 0;
  let next = 0;

  async function meet<Answer>(
    to: string,
    answers: { run(): Promise<Answer>; tooMany(seconds: number): Answer; nonsense(body: unknown): Answer; broken: Answer },
  ): Promise<Answer> {
    sendings.push({ to, at: Date.now() });
    const trouble = troubles.get(to)?.shift();
    if (trouble === undefined) {
      if (slowMs > 0) await sleep(slowMs);
      return answers.run();
    }
    if (trouble.kind === 'too-many') return answers.tooMany(trouble.retryAfterSeconds);
    if (trouble.kind === 'nonsense') return answers.nonsense(trouble.body);
    if (trouble.kind === 'slow') await sleep(trouble.ms);
    if (trouble.kind === 'slow') return answers.run();
    if (trouble.afterwards) await answers.run();
    if (trouble.kind === 'server-error') return answers.broken;
    if (trouble.kind === 'hang') return new Promise(() => undefined);
    throw new Error('dropped on purpose');
  }

  const troubled: Pick<BotApi, 'handle'> = {
    async handle(call) {
      if (call.method === 'setWebhook') return { status: 200, body: { ok: true, result: true } };
      if (!call.method.startsWith('send')) return botApi.handle(call);
      return meet(String((call.body as { chat_id?: unknown }).chat_id), {
        run: () => botApi.handle(call),
        tooMany: (seconds) => ({ status: 429, body: tooManyRequests(seconds) }),
        nonsense: (body) => ({ status: 200, body: body as BotApiAnswer['body'] }),
        broken: { status: 502, body: { ok: false, error_code: 502, description: 'Bad Gateway' } },
      });
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const rawBody = await readBytes(request);
    const path = request.url ?? '/';
    if (path.startsWith('/bot')) {
      const contentType = request.headers['content-type'] ?? '';
      return write(response, await answerBotCall({ ...botApi, ...troubled }, { path, rawBody, contentType, signal: signalOf(response) }));
    }
    const call = { method: 'POST', path, headers: request.headers, rawBody };
    const outcome = await meet(new URLSearchParams(rawBody.toString()).get('To') ?? '', {
      run: () => smsGateway.handle(call),
      tooMany: (seconds) => ({ status: 429, contentType: 'application/json', body: '{}', headers: { 'retry-after': String(seconds) } }),
      nonsense: (body) => ({ status: 200, contentType: 'application/json', body: JSON.stringify(body) }),
      broken: { status: 502, contentType: 'text/plain', body: '' },
    });
    write(response, outcome);
  }

  const server = createServer((request, response) => void answer(request, response).catch(() => request.socket.destroy()));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    botApi,
    smsGateway,
    sendings,
    trouble: (to, ...more) => void troubles.set(String(to), [...(troubles.get(String(to)) ?? []), ...more]),
    slowDown(ms) {
      slowMs = ms;
    },
    async updatesOf(doing) {
      doing();
      const polled = botApi.handle({ method: 'getUpdates', body: { offset: next } });
      const { result } = (await polled).body as unknown as { result: Update[] };
      const made = result.filter((update) => update.update_id >= next); // who asked before has taken theirs
      next = Math.max(next, ...made.map((update) => update.update_id + 1));
      return made;
    },
    async close() {
      botApi.close();
      smsGateway.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const tooManyRequests = (seconds: number) =>
  ({ ok: false, error_code: 429, description: `Too Many Requests: retry after ${seconds}`, parameters: { retry_after: seconds } }) as const;
