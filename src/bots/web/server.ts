import { createAdaptorServer } from '@hono/node-server';
import { Server } from 'node:http';
import { StartupError } from '../../core/base/startup-error.ts';
import type { webApp } from './app.ts';

/** Connections that wait to be accepted, up to the system's own limit: more are refused. */
const BACKLOG = 4_096;

/** A listening server. */
export interface WebServer {
  /** Its address on this machine. */
  readonly url: string;
  close(): Promise<void>;
}

/** Milliseconds for a request's headers, from when its connection was made. */
const HEADERS_MS = 20_000;
/** Milliseconds for a whole request: more than an upload may take with its wait for a turn. */
const REQUEST_MS = 300_000;
/** Connections at once. More are closed at once, so that files can still be opened. */
export const MAX_CONNECTIONS = 4_000;

export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly headersMs?: number;
}

/** Listens. Throws a `StartupError` when the address cannot be used. */
export async function listen(
  app: ReturnType<typeof webApp>,
  { host, port, headersMs = HEADERS_MS }: ListenOptions,
): Promise<WebServer> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      headersTimeout: headersMs,
      requestTimeout: REQUEST_MS,
      connectionsCheckingInterval: headersMs / 4,
    },
  });
  if (!(server instanceof Server)) throw new TypeError('an HTTP/1 server was expected');
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(asStartupError(cause, host, port)));
    server.listen({ port, host, backlog: BACKLOG }, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const name = host.includes(':') ? `[${host}]` : host;
  const shown = name === '0.0.0.0' || name === '[::]' ? '127.0.0.1' : name;
  return {
    url: `http://${shown}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // Cut off slow readers after a moment: a stop must end.
        setTimeout(() => server.closeAllConnections(), 500).unref();
      }),
  };
}

function asStartupError(cause: NodeJS.ErrnoException, host: string, port: number): StartupError {
  const why =
    cause.code === 'EADDRINUSE'
      ? `Port ${port} is in use: stop what uses it, or set PORT.`
      : `The hub cannot listen on ${host}:${port} (${cause.message}): set HOST and PORT.`;
  return new StartupError(why, { cause });
}
