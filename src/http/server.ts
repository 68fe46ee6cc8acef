import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { WebhookCall } from '../channels/webhook.ts';

/** What a room hands over to be mounted. `path` may hold `:names`, and end in `*`, which takes everything below it. */
export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  handle(call: Call): Promise<Answer>;
};
/** `callerAddress`: who called, behind trusted proxies the one they tell. For limits. */
export type Call = WebhookCall & { readonly params: Record<string, string>; readonly callerAddress: string; readonly signal?: AbortSignal };
export type Answer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Server-Sent Events: `open` answers a refusal, or what to start once the headers are sent: it writes until `closed` is aborted. */
type Stream = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  open(call: Call): Answer | { start(write: (chunk: string) => void, closed: AbortSignal): void };
};

export type ServerDeps = {
  readonly publicUrl: string;
  readonly trustedProxies: readonly string[];
  readonly routes: readonly Route[];
  readonly streams: readonly Stream[];
  readonly log: { error(about: object, text: string): void };
};

const BODY_BYTES_MAX = 1024 * 1024;
const UPLOAD_BYTES_MAX = 12 * 1024 * 1024;

/** The one server. It knows addresses and bytes; what they mean is the business of the rooms that handed the routes over. */
export function createServer(deps: ServerDeps): FastifyInstance {
  const app = Fastify({
    bodyLimit: BODY_BYTES_MAX,
    trustProxy: deps.trustedProxies.length === 0 ? false : [...deps.trustedProxies],
    forceCloseConnections: 'idle',
    logger: false,
    routerOptions: { ignoreTrailingSlash: true },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, _request, reply) => answerError(error, reply, deps.log));
  app.setNotFoundHandler((_request, reply) => send(reply, problem(404, 'Not Found', 'there is nothing at this address')));

  const base = deps.publicUrl.replace(/\/+$/, '');
  for (const route of deps.routes)
    app.route({
      method: route.method,
      url: route.path,
      ...(route.path.endsWith('*') ? { bodyLimit: UPLOAD_BYTES_MAX } : {}),
      handler: async (request, reply) => send(reply, await route.handle(new ReceivedCall(request, base, reply))),
    });
  const open = new Set<FastifyReply['raw']>();
  app.addHook('preClose', async () => {
    for (const raw of open) raw.end();
  });
  for (const stream of deps.streams)
    app.get(stream.path, (request, reply) => openStream(stream, reply, new ReceivedCall(request, base, reply), open));
  return app;
}

const nothing = Buffer.alloc(0);

/** A call as Fastify received it. Its class carries the getter: written into each object, it would give every call a hidden class of its own in V8. */
class ReceivedCall implements Call {
  readonly rawBody: Buffer;
  readonly headers: Call['headers'];
  readonly publicUrl: string;
  readonly params: Record<string, string>;
  readonly callerAddress: string;
  readonly #raw: FastifyReply['raw'];
  #gone: AbortController | undefined;

  constructor(request: FastifyRequest, base: string, reply: FastifyReply) {
    this.rawBody = Buffer.isBuffer(request.body) ? request.body : nothing;
    this.headers = request.headers;
    this.publicUrl = base + request.url;
    this.params = request.params as Record<string, string>;
    this.callerAddress = request.ip;
    this.#raw = reply.raw;
  }

  get signal(): AbortSignal {
    if (this.#gone === undefined) {
      const controller = new AbortController();
      this.#raw.once('close', () => controller.abort());
      this.#gone = controller;
    }
    return this.#gone.signal;
  }
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  reply.code(answer.status).type(answer.contentType);
  if (answer.headers !== undefined) reply.headers(answer.headers);
  return reply.send(answer.body);
}

/** A stream ends when its caller goes away, or when we close: it would hold the door open for ever. */
function openStream(stream: Stream, reply: FastifyReply, call: Call, open: Set<FastifyReply['raw']>): FastifyReply {
  const opened = stream.open(call);
  if (!('start' in opened)) return send(reply, opened);
  const closed = new AbortController();
  reply.hijack();
  reply.raw.writeHead(200, { ...stream.headers, connection: 'close' });
  open.add(reply.raw);
  reply.raw.once('close', () => {
    open.delete(reply.raw);
    closed.abort();
  });
  opened.start((chunk) => void reply.raw.write(chunk), closed.signal);
  return reply;
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
};

/** Errors of the caller are told; ours are logged and not told. */
function answerError(error: unknown, reply: FastifyReply, log: ServerDeps['log']): FastifyReply {
  const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (status < 500) return send(reply, problem(status, titles[status] ?? 'Bad Request', (error as Error).message));
  log.error({ err: error }, 'a call could not be answered');
  return send(reply, problem(500, 'Internal Server Error', 'something broke here; the same call may be made again'));
}

function problem(status: number, title: string, detail: string): Answer {
  return { status, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title, status, detail }) };
}
