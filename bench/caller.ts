import { connect } from 'node:net';

/**
 * A connection over which whole HTTP requests go, one after another. Plain sockets, because a load generator that costs as much as the server
 * would hide the difference between two servers.
 */
export type Caller = {
  /** The one before must have been answered. */
  post(request: string, answered: (status: number, body: string) => void): void;
  end(): void;
};

/** Resolves once connected; a connection that breaks later ends the program. */
export function openCaller(port: number): Promise<Caller> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let answered: (status: number, body: string) => void = () => {};
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
      const body = bodyOf(text);
      if (body === undefined) return;
      const status = Number(text.slice(9, 12));
      text = '';
      answered(status, body);
    });
    socket.on('error', (error) => {
      throw error;
    });
    socket.on('connect', () =>
      resolve({
        post(request, then) {
          answered = then;
          socket.write(request);
        },
        end: () => void socket.end(),
      }),
    );
  });
}

/** "HTTP/1.1 200 OK", headers, an empty line, and as many bytes as were announced; nothing while some are missing. */
function bodyOf(text: string): string | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const announced = /\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? '0';
  return text.length >= end + 4 + Number(announced) ? text.slice(end + 4) : undefined;
}
