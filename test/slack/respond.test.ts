import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { respond } from '../../src/bots/slack/respond.ts';

/** A server that answers so, and what was asked of it. */
async function answering(status: number, headers: Record<string, string>, body = '') {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    request.resume();
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/answer`, paths };
}

it('follows no redirect with a private answer', async () => {
  const { url, paths } = await answering(307, { location: '/elsewhere' });
  await expect(respond(url, { text: 'for your eyes' })).rejects.toThrow();
  expect(paths).toEqual(['/answer']);
});

it('says why Slack did not take a private answer', async () => {
  const refused = await answering(404, {}, '{"ok":false,"error":"used_url"}');
  await expect(respond(refused.url, {})).rejects.toThrow('404 to a private answer: used_url');
  const broken = await answering(502, {}, '<html>');
  await expect(respond(broken.url, {})).rejects.toThrow('502 to a private answer: no reason');
});
