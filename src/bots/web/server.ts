import { getRequestListener } from '@hono/node-server';
import { createServer, type RequestListener } from 'node:http';
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

/** What answers a path in place of the web chat, and guards it by itself: no check of the web chat comes before it. */
export type Mounts = ReadonlyMap<string, RequestListener>;

export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly headersMs?: number;
  readonly mounts?: Mounts;
}

/** Listens. Throws a `StartupError` when the address cannot be used. */
export async function listen(
  app: ReturnType<typeof webApp>,
  { host, port, headersMs = HEADERS_MS, mounts = new Map() }: ListenOptions,
): Promise<WebServer> {
  const limits = {
    headersTimeout: headersMs,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: headersMs / 4,
  };
  const own = getRequestListener(app.fetch);
  const server = createServer(limits, (request, response) => {
    const mounted = mounts.get(pathOf(request.url));
    if (mounted === undefined) void own(request, response);
    else mounted(request, response);
  });
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

/** As it was sent: another spelling of a mounted path is not that path. */
function pathOf(url = ''): string {
  return url.split('?', 1)[0] ?? '';
}

function asStartupError(cause: NodeJS.ErrnoException, host: string, port: number): StartupError {
  const why =
    cause.code === 'EADDRINUSE'
      ? `Port ${port} is in use: stop what uses it, or set PORT.`
      : `The hub cannot listen on ${host}:${port} (${cause.message}): set HOST and PORT.`;
  return new StartupError(why, { cause });
}
