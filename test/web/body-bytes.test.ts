import { expect, it } from 'vitest';
import { bodyBytes } from '../../src/bots/web/body-bytes.ts';
import { UserError } from '../../src/core/words/user-error.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

const MEGABYTE = 1024 * 1024;
const LIMITS = { maxBytes: 10, wholeMs: 15_000, stallMs: 5_000 };

it('of a body that is too large no more than 64 MB are read and dropped', async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      if (pulled > 200) controller.close();
      else controller.enqueue(new Uint8Array(MEGABYTE));
    },
  });
  const init = { method: 'POST', body, duplex: 'half' } as const;
  const request = new Request('http://hub.test', init);
  const tooLarge = new UserError('body_too_large', '10 B');
  await expect(bodyBytes(request, LIMITS, new FakeClock(), tooLarge)).rejects.toBe(tooLarge);
  expect(pulled).toBeGreaterThan(60);
  expect(pulled).toBeLessThan(70);
});
