import { describe, expect, it } from 'vitest';
import { imageTypeOf } from '../../src/core/domain/image-type.ts';
import { withParameters } from '../../src/providers/common/parameters.ts';
import { failureOf, type VendorRefusal } from '../../src/providers/common/refusal.ts';
import { retryAfterOf } from '../../src/providers/common/retry-after.ts';
import { cleanMessage } from '../../src/providers/common/clean-message.ts';
import { aPicture } from '../pictures.ts';
import { NOW } from '../values.ts';

function aRefusal(more: Partial<VendorRefusal>): VendorRefusal {
  return { status: 400, isJson: true, message: '', code: '', parameter: null, ...more };
}

describe('a refusal', () => {
  it.each<[string, Partial<VendorRefusal>, string]>([
    ['a 400 with a moderation code', { code: 'moderation_blocked' }, 'safety_block'],
    ['a 400 with safety wording', { message: 'Rejected by our safety system.' }, 'safety_block'],
    ['a 422 with a category', { status: 422, categories: ['violence'] }, 'safety_block'],
    ['a bare 422', { status: 422, message: 'Unprocessable' }, 'safety_block'],
    ['a 422 that names a parameter', { status: 422, parameter: 'size' }, 'invalid_request'],
    ['any other 400', { message: 'Unknown parameter: stile' }, 'invalid_request'],
    ['a 401', { status: 401 }, 'auth'],
    ['a 402', { status: 402 }, 'quota'],
    ['a 403', { status: 403 }, 'auth'],
    ['a 404 by code', { status: 404, code: 'model_not_found' }, 'model_gone'],
    ['a 404 by name', { status: 404, parameter: 'model' }, 'model_gone'],
    ['a 404 in words', { status: 404, message: 'The model `x` does not exist.' }, 'model_gone'],
    ['a 404 of a path', { status: 404, message: 'models/x is not found' }, 'model_gone'],
    ['a 404 of a use', { status: 404, message: 'This model is not supported' }, 'model_gone'],
    ['any other 404', { status: 404, message: 'Invalid URL (POST /x)' }, 'provider_error'],
    ['a bare 404', { status: 404 }, 'provider_error'],
    ['a 413', { status: 413 }, 'invalid_request'],
    ['a 429', { status: 429 }, 'rate_limited'],
    ['a 429 of an empty account', { status: 429, code: 'insufficient_quota' }, 'quota'],
    ['a 409', { status: 409 }, 'provider_error'],
    ['a 499', { status: 499 }, 'provider_error'],
    ['a 503', { status: 503 }, 'provider_error'],
    ['a page with status 400', { isJson: false }, 'provider_error'],
    ['a page with status 404', { status: 404, isJson: false }, 'provider_error'],
    ['a page with status 413', { status: 413, isJson: false }, 'invalid_request'],
    ['a page with status 403', { status: 403, isJson: false }, 'auth'],
  ])('%s', (_name, more, kind) => {
    expect(failureOf(aRefusal(more)).kind).toBe(kind);
  });

  it.each<[Partial<VendorRefusal>, string]>([
    [{ message: 'Not for safety_mode', parameter: 'safety_mode' }, 'invalid_request'],
    [{ message: 'Invalid value at safety_settings[0].category (x)' }, 'invalid_request'],
    [{ message: 'Invalid JSON payload. Unknown name "safety": no field' }, 'invalid_request'],
    [{ message: "Invalid value for 'moderation'" }, 'invalid_request'],
    [{ message: "Invalid value for 'prompt': against our content policy" }, 'safety_block'],
    [{ message: 'Our safety system says no', parameter: 'image[0]' }, 'safety_block'],
    [{ message: 'Our safety system says no', parameter: 'inputs.referenceImages' }, 'safety_block'],
    [{ message: 'Our safety system says no', parameter: 'contents[0].parts[1]' }, 'safety_block'],
    [{ message: 'unsafe', parameter: 'image_config.image_size' }, 'invalid_request'],
    [{ message: 'no', parameter: 'style', categories: ['sexual'] }, 'safety_block'],
  ])('of a field is no block, of what is asked for it is: %j', (more, kind) => {
    expect(failureOf(aRefusal(more)).kind).toBe(kind);
  });

  it('of a path asks for the address, in our words', () => {
    const status = 404;
    expect(failureOf(aRefusal({ status, message: 'No route' })).detail).toBe(
      'answered 404, is the address right? It says: No route',
    );
    expect(failureOf(aRefusal({ status })).detail).toBe('answered 404, is the address right?');
    expect(failureOf(aRefusal({ status, isJson: false })).detail).toBe(
      'answered 404, is the address right?',
    );
  });

  it('keeps the stage and the categories; the prompt is meant where no stage is named', () => {
    const code = 'moderation_blocked';
    expect(failureOf(aRefusal({ code, stage: 'output', categories: ['sexual'] }))).toMatchObject({
      stage: 'output',
      categories: ['sexual'],
    });
    expect(failureOf(aRefusal({ code }))).toMatchObject({ stage: 'input' });
  });

  it('keeps how long to wait, and always says something', () => {
    expect(failureOf(aRefusal({ status: 429, retryAfterMs: 3_000 }))).toEqual({
      kind: 'rate_limited',
      detail: 'answered 429 without a word',
      retryAfterMs: 3_000,
    });
  });
});

describe('how long to wait', () => {
  const read = (headers: Record<string, string>) => retryAfterOf(new Headers(headers), NOW);
  it.each([
    [{ 'retry-after': '20' }, 20_000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': '1.00049' }, 1_000],
    [{ 'retry-after-ms': '99.6' }, 100],
    [{ 'retry-after-ms': '1500', 'retry-after': '20' }, 1_500],
    [{ 'retry-after': new Date(NOW + 30_000).toUTCString() }, 30_000],
    [{ 'retry-after': new Date(NOW - 30_000).toUTCString() }, 0],
    [{ 'retry-after': '86400' }, 86_400_000],
    [{ 'retry-after': '86401' }, 86_400_000],
    [{ 'retry-after': '-3' }, 0],
    [{ 'retry-after-ms': 'soon', 'retry-after': '20' }, 20_000],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('%j', (headers, ms) => {
    expect(read(headers)).toBe(ms);
  });
});

describe('a vendor’s words', () => {
  it('lose our key, whole or masked, and whatever looks like one', () => {
    const said = cleanMessage(
      'Bad key: my-very-own-key.\n sk-proj-ab***yz, AIzaSyD-1234, AQ.Ab8RN6, Bearer abcdef',
      'my-very-own-key',
    );
    expect(said).toBe('Bad key: [key]. [key], [key], [key], [key]');
  });

  it('lose names and passwords of addresses', () => {
    const said = cleanMessage('No: http://me:p@ss@host:8080/v1, HTTPS://me@host/a@b, ftp://x/', '');
    expect(said).toBe('No: http://host:8080/v1, HTTPS://host/a@b, ftp://x/');
  });

  it('are cut', () => {
    expect(cleanMessage('x'.repeat(500), 'k')).toBe('x'.repeat(500));
    expect(cleanMessage('x'.repeat(501), 'k')).toBe(`${'x'.repeat(499)}…`);
  });

  it('lose our key before they are cut, as often as it stands there', () => {
    expect(cleanMessage(`${'x'.repeat(495)} secret-key secret-key`, 'secret-key')).toBe(
      `${'x'.repeat(495)} [ke…`,
    );
    expect(cleanMessage('the-key, the-key', 'the-key')).toBe('[key], [key]');
  });

  it('are on one line, and whole where there is no key', () => {
    expect(cleanMessage('  It\n is\t\r\nwrong ', '')).toBe('It is wrong');
  });
});

describe('the parameters of a row', () => {
  it('go over what the adapter sends, and a null takes a field out', () => {
    const sent = withParameters({ seed: 7, n: 1, size: '1x1' }, { seed: null, quality: 'high' });
    expect(sent).toEqual({ n: 1, size: '1x1', quality: 'high' });
  });

  it('go as they are, also those that say no, nothing, or zero', () => {
    const parameters = { check: false, style: '', steps: 0, extra: {}, list: [] };
    expect(withParameters({}, parameters)).toEqual(parameters);
  });
});

describe('what bytes are', () => {
  it.each(['png', 'jpeg', 'webp'] as const)('%s is known by its content', async (format) => {
    expect(imageTypeOf(await aPicture(format))).toBe(`image/${format}`);
  });

  it('nothing else is', async () => {
    expect(imageTypeOf(await aPicture('gif'))).toBeUndefined();
    expect(imageTypeOf(Buffer.from('RIFF'))).toBeUndefined();
    expect(imageTypeOf(new Uint8Array())).toBeUndefined();
  });
});
