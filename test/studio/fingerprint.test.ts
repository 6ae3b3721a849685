import { expect, it } from 'vitest';
import { fingerprintOf } from '../../src/core/studio/ask/fingerprint.ts';

const file = { name: 'a.png', bytes: 9, source: 'https://cdn.test/a?signed=1' };
const asked = { options: { prompt: 'a cat', size: 'square' }, attachments: [file] };
const of = (request: Parameters<typeof fingerprintOf>[0]) => fingerprintOf(request, String);

it.each([
  ['another prompt', { options: { ...asked.options, prompt: 'a dog' } }],
  ['another file', { attachments: [{ ...file, name: 'b.png' }] }],
  ['another size of a file', { attachments: [{ ...file, bytes: 8 }] }],
  ['no file', { attachments: [] }],
  ['images that were sent ahead', { attachments: () => [], sent: [{ id: 'a' }] }],
])('%s makes another request', (_what, change) => {
  expect(of({ ...asked, ...change })).not.toBe(of(asked));
});

it('another order, spelling or address of the same makes none', () => {
  const options = { lens: '', size: 'square', prompt: ' a cat\u200b' };
  const attachments = [{ ...file, source: 'https://cdn.test/a?signed=2' }];
  expect(of({ options, attachments })).toBe(of(asked));
});
