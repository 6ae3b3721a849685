import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/core/domain/failure.ts';
import { fetchImage } from '../../src/providers/common/image-address.ts';
import { isPrivateAddress, publicLookup } from '../../src/providers/common/private-address.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** The origin of a server that answers so. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

async function failureOf(address: string, own: string | null) {
  const cause: unknown = await fetchImage(address, own, new AbortController().signal).catch(
    (thrown: unknown) => thrown,
  );
  if (!(cause instanceof ProviderError)) throw new Error('it was fetched');
  return { kind: cause.failure.kind, why: cause.failure.detail.split('fetched: ')[1] };
}

describe('an image by its address', () => {
  const { signal } = new AbortController();

  it('is fetched from the vendor’s own address, without a key', async () => {
    const seen: string[] = [];
    const origin = await serve(({ headers, url }, response) => {
      seen.push(`${url} ${headers.authorization ?? 'no key'}`);
      response.end('picture');
    });
    const bytes = await fetchImage(`${origin}/files/1.png?x=1`, `${origin}/v1`, signal);
    expect(Buffer.from(bytes).toString()).toBe('picture');
    expect(seen).toEqual(['/files/1.png?x=1 no key']);
  });

  it('is not fetched from another port, name or scheme of this machine', async () => {
    const origin = await serve((_request, response) => void response.end('secret'));
    const other = await serve((_request, response) => void response.end('secret'));
    expect(await failureOf(`${other}/x.png`, origin)).toEqual({
      kind: 'provider_error',
      why: 'it is not on HTTPS',
    });
    const named = other.replace('http://127.0.0.1', 'https://localhost');
    expect(await failureOf(named, origin)).toEqual({
      kind: 'network',
      why: 'localhost is an address of a private network',
    });
    expect((await failureOf(`${origin}/x.png`, null)).kind).toBe('provider_error');
  });

  it('is not looked for where a redirect leads', async () => {
    const origin = await serve(({ url }, response) => {
      if (url === '/2.png') response.end('picture');
      else response.writeHead(302, { location: '/2.png' }).end();
    });
    expect(await failureOf(`${origin}/1.png`, origin)).toEqual({
      kind: 'provider_error',
      why: 'it answered 302',
    });
  });

  it('is read up to 100 MB', async () => {
    const part = Buffer.alloc(1024 * 1024);
    let sent = 0;
    const origin = await serve((_request, response) => {
      const send = () => {
        while (!response.destroyed && response.write(part)) sent += 1;
        response.once('drain', send);
      };
      send();
    });
    expect(await failureOf(`${origin}/1.png`, origin)).toEqual({
      kind: 'provider_error',
      why: 'it has more than 104857600 bytes',
    });
    expect(sent).toBeLessThan(200);
  });

  it('that ends too early is no image', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    expect((await failureOf(`${origin}/1.png`, origin)).kind).toBe('network');
  });

  it('that never comes is given up with the call', async () => {
    const asked = Promise.withResolvers<void>();
    const origin = await serve((_request, response) => {
      response.writeHead(200);
      response.write('half', () => asked.resolve());
    });
    const stop = new AbortController();
    const fetching = fetchImage(`${origin}/1.png`, origin, stop.signal);
    await asked.promise;
    stop.abort(new Error('too late'));
    await expect(fetching).rejects.toThrow('too late');
  });
});

describe('a private address', () => {
  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    'fd00::1',
    'fe80::1',
    'ff02::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::1',
  ])('is %s', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each([
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.167.1.1',
    '2606:4700::1111',
    '::ffff:1.1.1.1',
  ])('is not %s', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  const lookup = (found: LookupAddress[], all: boolean) =>
    new Promise<unknown>((resolve) => {
      const asked = publicLookup((_host, _options, done) => done(null, found));
      asked('images.example', { all }, (cause, address) => resolve(cause?.message ?? address));
    });
  const ONE = { address: '1.1.1.1', family: 4 };

  it('is never connected to, also when it is one of several of a name', async () => {
    const mixed = [ONE, { address: '10.0.0.1', family: 4 }];
    expect(await lookup(mixed, true)).toBe('images.example is an address of a private network');
    expect(await lookup([], true)).toBe('images.example has no address');
    expect(await lookup([ONE], true)).toEqual([ONE]);
    expect(await lookup([ONE], false)).toBe('1.1.1.1');
  });
});
