import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { FakeS3, type FakeS3Options } from './fake-s3.ts';
import { raw, type RawCall } from './raw.ts';

async function start(options: FakeS3Options = {}): Promise<FakeS3> {
  const started = await FakeS3.start(options);
  onTestFinished(() => started.close());
  return started;
}

let fake: FakeS3;
beforeEach(async () => {
  fake = await start();
});

const put = (key: string, body: string, type = 'image/png') =>
  raw(fake, { method: 'PUT', key, body, headers: { 'content-type': type } });
const copy = (key: string, source: string) =>
  raw(fake, { method: 'PUT', key, headers: { 'x-amz-copy-source': source } });

describe('objects', () => {
  it('are kept with their type, and are gone once they are deleted', async () => {
    await put('a/1', 'hello', 'image/webp');
    const got = await raw(fake, { key: 'a/1' });
    expect(got).toMatchObject({ status: 200, text: 'hello' });
    expect(got.headers).toMatchObject({ 'content-type': 'image/webp', 'content-length': '5' });
    const head = await raw(fake, { method: 'HEAD', key: 'a/1' });
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers).toMatchObject({ 'content-type': 'image/webp', 'content-length': '5' });
    for (let n = 0; n < 2; n += 1) {
      expect((await raw(fake, { method: 'DELETE', key: 'a/1' })).status).toBe(204);
    }
    expect(await raw(fake, { key: 'a/1' })).toMatchObject({ status: 404, code: 'NoSuchKey' });
    expect(await raw(fake, { method: 'HEAD', key: 'a/1' })).toMatchObject({
      status: 404,
      text: '',
    });
  });

  it('are copied inside, with their type, and not onto themselves', async () => {
    await put('a/1 +(x)', 'hello', 'image/webp');
    expect((await copy('b', '/pictures/a/1%20%2B(x)')).text).toContain('<CopyObjectResult');
    expect(fake.bucket.get('b')).toMatchObject({ type: 'image/webp' });
    expect(await copy('a/1 +(x)', 'pictures/a/1%20%2B(x)')).toMatchObject({
      status: 400,
      code: 'InvalidRequest',
    });
  });

  it('are not found by a copy source that is not encoded, or is none', async () => {
    await put('a/1+1', 'hello');
    expect(await copy('b', 'pictures/a/1+1')).toMatchObject({ status: 404, code: 'NoSuchKey' });
    expect(await copy('b', 'pictures/a/100%')).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
    });
    expect(await copy('b', 'pictures')).toMatchObject({ status: 400, code: 'InvalidArgument' });
    expect(await copy('b', 'none/a')).toMatchObject({ status: 404, code: 'NoSuchBucket' });
  });
});

describe('a bucket', () => {
  it('is there, or not, or elsewhere', async () => {
    fake.addBucket('far', 'eu-west-1');
    const head = (bucket: string) => raw(fake, { method: 'HEAD', bucket });
    expect((await head('pictures')).status).toBe(200);
    expect((await head('none')).status).toBe(404);
    expect(await head('far')).toMatchObject({
      status: 301,
      headers: { 'x-amz-bucket-region': 'eu-west-1' },
    });
    expect(await raw(fake, { bucket: 'none', query: 'list-type=2' })).toMatchObject({
      status: 404,
      code: 'NoSuchBucket',
    });
    expect(await raw(fake, { bucket: 'far', query: 'list-type=2' })).toMatchObject({
      status: 301,
      code: 'PermanentRedirect',
    });
  });

  it('is listed in pages, by the bytes of its keys', async () => {
    fake.pageSize = 2;
    for (const key of ['b', 'a/\u{1f3a8}', 'a/\uffee', 'a/z']) await put(key, 'x');
    const first = await raw(fake, { query: 'list-type=2' });
    expect(keysOf(first.text)).toEqual(['a/z', 'a/\uffee']);
    expect(first.text).toContain('<KeyCount>2</KeyCount>');
    expect(first.text).toContain('<IsTruncated>true</IsTruncated>');
    const token = /<NextContinuationToken>(.*?)</.exec(first.text)?.[1] ?? '';
    const next = `continuation-token=${encodeURIComponent(token)}&list-type=2`;
    const second = await raw(fake, { query: next });
    expect(keysOf(second.text)).toEqual(['a/\u{1f3a8}', 'b']);
    expect(second.text).toContain('<IsTruncated>false</IsTruncated>');
    const other = await raw(fake, { query: `${next}&prefix=a` });
    expect(other).toMatchObject({ status: 400, code: 'InvalidArgument' });
    const nonsense = await raw(fake, { query: 'continuation-token=x&list-type=2' });
    expect(nonsense).toMatchObject({ status: 400, code: 'InvalidArgument' });
  });

  it('spells keys as XML, or as a URL when it is asked to', async () => {
    await put('a&<1> +\u0001', 'x');
    const plain = await raw(fake, { query: 'list-type=2' });
    expect(plain.text).toContain('<Key>a&amp;&lt;1&gt; +&#x1;</Key>');
    const url = await raw(fake, { query: 'encoding-type=url&list-type=2' });
    expect(url.text).toContain('<Key>a%26%3C1%3E+%2B%01</Key>');
  });

  it('gives as many keys as are wanted', async () => {
    for (const key of ['1', '2', '3']) await put(key, 'x');
    const one = await raw(fake, { query: 'list-type=2&max-keys=1' });
    expect(keysOf(one.text)).toEqual(['1']);
    const none = await raw(fake, { query: 'list-type=2&max-keys=0' });
    expect(none.text).toContain('<IsTruncated>false</IsTruncated>');
    const bad = await raw(fake, { query: 'list-type=2&max-keys=x' });
    expect(bad).toMatchObject({ status: 400, code: 'InvalidArgument' });
  });
});

describe('what the fake does not do', () => {
  it.each<[string, RawCall, number, string]>([
    ['a list of version 1', {}, 501, 'NotImplemented'],
    ['a list with a delimiter', { query: 'delimiter=%2F&list-type=2' }, 501, 'NotImplemented'],
    ['a list of buckets', { bucket: '' }, 501, 'NotImplemented'],
    ['deleting many', { method: 'POST', query: 'delete=' }, 501, 'NotImplemented'],
    ['making a bucket', { method: 'PUT', bucket: 'new' }, 501, 'NotImplemented'],
    ['a POST of an object', { method: 'POST', key: 'a' }, 405, 'MethodNotAllowed'],
    [
      'an upload in parts',
      { method: 'PUT', key: 'a', query: 'partNumber=1' },
      501,
      'NotImplemented',
    ],
    ['a part of an object', { key: 'a', headers: { range: 'bytes=0-1' } }, 501, 'NotImplemented'],
    [
      'a condition',
      { method: 'PUT', key: 'a', body: 'x', headers: { 'if-none-match': '*' } },
      501,
      'NotImplemented',
    ],
    [
      'a body in chunks',
      { method: 'PUT', key: 'a', body: 'x', headers: { 'content-encoding': 'aws-chunked' } },
      501,
      'NotImplemented',
    ],
    [
      'a checksum in a trailer',
      { method: 'PUT', key: 'a', body: 'x', headers: { 'x-amz-trailer': 'x-amz-checksum-crc32' } },
      501,
      'NotImplemented',
    ],
    ['an id of another operation', { key: 'a', query: 'x-id=PutObject' }, 400, 'InvalidArgument'],
    [
      'a key that is too long',
      { method: 'PUT', key: 'x'.repeat(1025), body: 'x' },
      400,
      'KeyTooLongError',
    ],
  ])('%s is refused', async (_, call, status, code) => {
    expect(await raw(fake, call)).toMatchObject({ status, code });
  });

  it('a PUT without a length is refused', async () => {
    const answer = await raw(fake, { method: 'PUT', key: 'a', body: 'x', chunked: true });
    expect(answer).toMatchObject({ status: 411, code: 'MissingContentLength' });
  });

  it('a path that cannot be read is refused', async () => {
    const answer = await raw(fake, { tamper: (sent) => ({ ...sent, url: '/pictures/%zz' }) });
    expect(answer).toMatchObject({ status: 400, code: 'InvalidURI' });
  });
});

describe('its faults', () => {
  it('happen as often as they were planned, to what they were planned for', async () => {
    fake.misbehave('GetObject', 'slow-down', 2);
    await put('a', 'x');
    const get = () => raw(fake, { key: 'a' });
    expect(await get()).toMatchObject({ status: 503, code: 'SlowDown' });
    expect(await get()).toMatchObject({ status: 503 });
    expect(await get()).toMatchObject({ status: 200 });
  });

  it('cut before anything is done, or after all of it', async () => {
    fake.misbehave('PutObject', 'cut');
    await expect(put('a', 'x')).rejects.toThrow('socket hang up');
    expect(fake.bucket.objects.has('a')).toBe(false);
    fake.misbehave('PutObject', 'cut-after');
    await expect(put('a', 'x')).rejects.toThrow('socket hang up');
    expect(fake.bucket.objects.has('a')).toBe(true);
  });

  it('break a body off', async () => {
    await put('a', 'hello');
    fake.misbehave('GetObject', 'cut-body');
    await expect(raw(fake, { key: 'a' })).rejects.toThrow('aborted');
  });

  it('hold an answer until it is released', async () => {
    const before = fake.hold('PutObject');
    const first = put('a', 'x');
    await before.reached;
    expect(fake.bucket.objects.has('a')).toBe(false);
    before.release();
    expect((await first).status).toBe(200);
    const after = fake.hold('PutObject', 'after');
    const second = put('b', 'x');
    await after.reached;
    expect(fake.bucket.objects.has('b')).toBe(true);
    after.release();
    expect((await second).status).toBe(200);
  });

  it('say an error with a 200, and copy nothing', async () => {
    await put('a', 'x');
    fake.misbehave('CopyObject', 'error-in-200');
    expect(await copy('b', 'pictures/a')).toMatchObject({ status: 200, code: 'InternalError' });
    expect(fake.bucket.objects.has('b')).toBe(false);
  });
});

it('counts what goes over its sockets, and remembers what was asked', async () => {
  await put('a', 'x'.repeat(100_000));
  expect(fake.bytesReceived).toBeGreaterThan(100_000);
  expect(fake.bytesSent).toBeLessThan(2_000);
  await copy('b', 'pictures/a');
  await raw(fake, { key: 'a' });
  expect(fake.bytesSent).toBeGreaterThan(100_000);
  expect(fake.operations.map(({ name, key, from }) => [name, key, from])).toEqual([
    ['PutObject', 'a', null],
    ['CopyObject', 'b', 'a'],
    ['GetObject', 'a', null],
  ]);
});

function keysOf(xml: string): string[] {
  return [...xml.matchAll(/<Key>(.*?)<\/Key>/g)].map((match) => match[1] ?? '');
}
