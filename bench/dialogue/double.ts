import { createServer, type IncomingMessage } from 'node:http';

/** What a chat has been sent. */
type Heard = { replies: number; button: string; readonly waiting: (() => void)[] };

/** As little of the Bot API as answers a bot: the same for both sides. It keeps only the chats it was told of. */
export type Double = {
  meet(chat: number): void;
  /** Resolves when this chat has had so many replies since it was met. */
  heard(chat: number, replies: number): Promise<void>;
  /** What the first button says that the chat was shown last. */
  buttonOf(chat: number): string;
  /** Forgets all chats, and tells how many replies they had between them. */
  forgetAll(): number;
  close(): void;
};

const CALL_BYTES_MAX = 4 * 1024 * 1024;

export function openDouble(port: number): Promise<Double> {
  const chats = new Map<number, Heard>();
  let messageId = 0;

  function sent(chat: number, button: string | undefined): object {
    messageId += 1;
    const heard = chats.get(chat);
    if (heard !== undefined) {
      heard.replies += 1;
      if (button !== undefined) heard.button = button;
      for (const look of heard.waiting.splice(0)) look();
    }
    return { message_id: messageId, date: 1_790_000_000, chat: { id: chat, type: 'private', first_name: 'Anna' } };
  }

  function call(method: string, body: Buffer): unknown {
    if (method === 'sendMessage') {
      const { chat_id, text, reply_markup } = JSON.parse(body.toString('utf8'));
      return { ...sent(Number(chat_id), reply_markup?.inline_keyboard?.[0]?.[0]?.callback_data), text };
    }
    return method === 'getMe' ? { id: 7700000001, is_bot: true, first_name: 'Bench', username: 'bench_bot' } : true;
  }

  const server = createServer(async (request, response) => {
    const body = await read(request);
    const method = (request.url ?? '').split('/').at(-1)?.split('?')[0] ?? '';
    const text = JSON.stringify({ ok: true, result: call(method, body) });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
  });
  server.keepAliveTimeout = 60_000;

  const double: Double = {
    meet: (chat) => void chats.set(chat, { replies: 0, button: '', waiting: [] }),
    heard: (chat, replies) =>
      new Promise((resolve) => {
        const heard = chats.get(chat) as Heard;
        const look = (): void => (heard.replies >= replies ? resolve() : void heard.waiting.push(look));
        look();
      }),
    buttonOf: (chat) => chats.get(chat)?.button ?? '',
    forgetAll: () => {
      const replies = [...chats.values()].reduce((sum, heard) => sum + heard.replies, 0);
      chats.clear();
      return replies;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(double)));
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > CALL_BYTES_MAX) throw new Error('a call of more than 4 MB');
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}
