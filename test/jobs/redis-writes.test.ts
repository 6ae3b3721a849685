import { describe, expect, it } from 'vitest';
import { QueueAwayError } from '../../src/core/ports/render-queue.ts';
import { redisTrouble } from '../../src/jobs/redis-advice.ts';
import { writeRefusal } from '../../src/jobs/redis-writes.ts';

const FULL = "OOM command not allowed when used memory > 'maxmemory'.";
const DISK = 'MISCONF Errors writing to the AOF file: No space left on device';
const ALONE = 'NOREPLICAS Not enough good replicas to write.';

describe('what Redis says when it takes no writes', () => {
  it.each([
    ['of a command', new Error(FULL), FULL],
    ['of a script, without its name', new Error(`${FULL} script: 1b2, on @user_script:4.`), FULL],
    [
      'of a transaction',
      Object.assign(new Error('EXECABORT Transaction discarded because of previous errors.'), {
        previousErrors: [new Error(FULL)],
      }),
      FULL,
    ],
    ['behind another error', new QueueAwayError({ cause: new Error(FULL) }), FULL],
    ['of a disk that is full', new Error(DISK), DISK],
    ['of replicas that are missing', new Error(ALONE), ALONE],
  ])('is found, %s', (_where, cause, words) => {
    expect(writeRefusal(cause)).toBe(words);
  });

  it.each([
    new Error('NOPERM this user has no permissions to run the set command'),
    new Error('Connection is closed.'),
    new Error('BLOOM is no command'),
    'OOM command not allowed',
  ])('is told apart from other faults', (cause) => {
    expect(writeRefusal(cause)).toBeNull();
  });

  it('is a sentence of its own, and may pass', () => {
    const cause = new QueueAwayError({ cause: new Error(FULL) });
    expect(redisTrouble(cause, { url: 'redis://redis.example:6379', prefix: 'x' })).toEqual({
      sentence: `Redis at redis.example:6379 takes no writes (${FULL}): give it memory or disk, or name the primary in REDIS_URL.`,
      mayPass: true,
    });
  });
});
