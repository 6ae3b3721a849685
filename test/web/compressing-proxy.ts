import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createBrotliCompress, createGzip } from 'node:zlib';
import { onTestFinished } from 'vitest';

/** Types that compressors take. The middleware `compression` and nginx, when it is told, count event streams among them. */
const COMPRESSIBLE = /^(text\/|application\/json)/;

/** A proxy as people run one: it says whom it heard, and compresses what it may, without flushing. Its address. */
export async function compressingProxy(target: string): Promise<string> {
  const server = createServer((asked, answer) => {
    const headers = { ...asked.headers, 'x-forwarded-for': asked.socket.remoteAddress ?? '' };
    const { method = 'GET', url = '/' } = asked;
    const onward = request(`${target}${url}`, { method, headers }, (got) =>
      pass(asked, got, answer),
    );
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

function pass(asked: IncomingMessage, got: IncomingMessage, answer: ServerResponse): void {
  const encoding = encodingOf(asked, got);
  const { 'content-length': _length, ...headers } = got.headers;
  if (encoding === null) {
    answer.writeHead(got.statusCode ?? 502, got.headers);
    got.pipe(answer);
    return;
  }
  answer.writeHead(got.statusCode ?? 502, { ...headers, 'content-encoding': encoding });
  got.pipe(encoding === 'br' ? createBrotliCompress() : createGzip()).pipe(answer);
}

/** RFC 9110, 5.2.2.6: what says no-transform is passed on as it is. */
function encodingOf(asked: IncomingMessage, got: IncomingMessage): 'br' | 'gzip' | null {
  const accepted = asked.headers['accept-encoding'] ?? '';
  const mayNot = /\bno-transform\b/i.test(got.headers['cache-control'] ?? '');
  if (mayNot || !COMPRESSIBLE.test(got.headers['content-type'] ?? '')) return null;
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : null;
}
