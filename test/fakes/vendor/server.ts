import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** How an answer reaches its client, or does not. */
export type Manner =
  | 'whole'
  /** The connection ends before a byte of the answer. */
  | 'connection_cut'
  /** It ends in the middle of the body. */
  | 'body_cut'
  /** A byte of the status line and headers now and then, and never the end of them. */
  | 'slow_headers'
  /** Headers and half of the body, then silence. */
  | 'stalled_body'
  /** Silence from the beginning. */
  | 'never';

export interface VendorReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly manner?: Manner;
}

/** A request with its whole body. */
export interface VendorRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Resolves when the client goes away before it was answered in full; never otherwise. */
  readonly gone: Promise<void>;
}

const DRIP_MS = 40;

/** A real HTTP server that a vendor's fake answers by. What `answer` throws becomes a 500 and is kept in `faults`. */
export class VendorServer {
  readonly faults: unknown[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(answer: (request: VendorRequest) => VendorReply | Promise<VendorReply>) {
    this.#server = createServer((request, response) => {
      this.#serve(request, response, answer).catch((cause: unknown) => {
        this.faults.push(cause);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    });
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  /** The address, without a trailing slash. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return `http://127.0.0.1:${isInet(address) ? address.port : 0}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
    answer: (request: VendorRequest) => VendorReply | Promise<VendorReply>,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    const gone = new Promise<void>((resolve) => {
      response.on('close', () => {
        if (!response.writableFinished) resolve();
      });
    });
    const { method = 'GET', url = '/', headers } = request;
    const reply = await answer({ method, url, headers, body: Buffer.concat(chunks), gone });
    send(response, reply);
  }
}

function isInet(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

function send(response: ServerResponse, reply: VendorReply): void {
  const { status, headers = {}, body, manner = 'whole' } = reply;
  const bytes = Buffer.from(body);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  const all = { ...headers, 'content-length': String(bytes.length) };
  switch (manner) {
    case 'whole':
      response.writeHead(status, all).end(bytes);
      return;
    case 'connection_cut':
      response.socket?.destroy();
      return;
    case 'body_cut':
      response.writeHead(status, all);
      response.write(half, () => response.socket?.destroy());
      return;
    case 'slow_headers':
      drip(response, status, all);
      return;
    case 'stalled_body':
      response.writeHead(status, all);
      response.write(half);
      return;
    case 'never':
      return;
  }
}

function drip(response: ServerResponse, status: number, headers: object): void {
  const socket = response.socket;
  if (socket === null) return;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  const text = `HTTP/1.1 ${status} OK\r\n${lines.join('')}`;
  let at = 0;
  const timer = setInterval(() => {
    socket.write(text[at % text.length] ?? '');
    at += 1;
    // The last line is never finished.
    if (at >= text.length - 2) clearInterval(timer);
  }, DRIP_MS);
  socket.on('close', () => clearInterval(timer));
}
