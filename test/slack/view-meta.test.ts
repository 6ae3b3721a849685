import { describe, expect, it } from 'vitest';
import { decodeMeta, encodeMeta, type ViewMeta } from '../../src/bots/slack/view-meta.ts';

const META: ViewMeta = {
  channel: 'C0123456789',
  thread: '1795000000.000100',
  responseUrl: 'https://hooks.slack.com/actions/T1/2/3',
  files: ['F0000000001', 'F0000000002'],
};

describe('what a form remembers', () => {
  it.each<[string, ViewMeta]>([
    ['everything', META],
    ['a channel alone', { channel: 'D1', thread: null, responseUrl: null }],
    ['no files', { ...META, files: [] }],
  ])('is read back: %s', (_what, meta) => {
    expect(decodeMeta(encodeMeta(meta))).toEqual(meta);
  });

  it('fits into what Slack keeps, with as many files as a request takes', () => {
    const text = encodeMeta({
      ...META,
      responseUrl: `https://hooks.slack.com/${'x'.repeat(900)}`,
      files: Array.from({ length: 100 }, (_, n) => `F${n}`),
    });
    expect(text.length).toBeLessThanOrEqual(3_000);
    expect(decodeMeta(text)?.files).toHaveLength(7);
  });

  it.each(['', '{', 'null', '[]', '{"channel":1}', JSON.stringify({ channel: 'C1' })])(
    'is nothing when the text is not ours: %j',
    (text) => {
      expect(decodeMeta(text)).toBeUndefined();
    },
  );
});
