import { createServer, type ServerResponse } from 'node:http';
import { StartupError } from '../core/base/startup-error.ts';
import type { MetricsSettings } from './settings.ts';

/** Milliseconds for a request: those who watch send a line or two. */
const REQUEST_MS = 5_000;
const MAX_CONNECTIONS = 64;

export interface Watched {
  /** Prometheus' text. */
  readonly metrics: () => Promise<string>;
  /** Null while the worker takes jobs, else a sentence that says why not. */
  readonly notReady: () => string | null;
}

export interface WorkerPort {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Listens for machines that watch a worker: /healthz, /readyz and /metrics, which hold counts alone. Throws a `StartupError` when the
 * address cannot be used.
 */
export async function openWorkerPort(
  { host, port }: MetricsSettings,
  watched: Watched,
): Promise<WorkerPort> {
  const limits = { headersTimeout: REQUEST_MS, requestTimeout: REQUEST_MS };
  const server = createServer(limits, ({ method, url = '' }, response) => {
    if (method !== 'GET' && method !== 'HEAD') return json(response, 405, { status: 'GET only' });
    answer(url.split('?', 1)[0] ?? '', response, watched).catch(() => {
      json(response, 500, { status: 'the metrics cannot be read' });
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(asStartupError(cause, host, port)));
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(path: string, response: ServerResponse, watched: Watched): Promise<void> {
  switch (path) {
    case '/healthz':
      return json(response, 200, { name: 'diptych', status: 'ok' });
    case '/readyz': {
      const detail = watched.notReady();
      if (detail !== null) return json(response, 503, { status: 'not ready', detail });
      return json(response, 200, { status: 'ready' });
    }
    case '/metrics': {
      const text = await watched.metrics();
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
      response.end(text);
      return;
    }
    default:
      return json(response, 404, { status: 'not here: /healthz, /readyz, /metrics' });
  }
}

function json(response: ServerResponse, status: number, body: Readonly<Record<string, string>>) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function asStartupError(cause: NodeJS.ErrnoException, host: string, port: number): StartupError {
  const why =
    cause.code === 'EADDRINUSE'
      ? `Port ${port} is in use: stop what uses it, or set METRICS_PORT.`
      : `The worker cannot listen on ${host}:${port} (${cause.message}): set METRICS_HOST and METRICS_PORT.`;
  return new StartupError(why, { cause });
}
