import { decodeAction } from '../../src/core/chat/action.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { ERROR_KINDS } from '../../src/core/domain/failure.ts';
import { aCaller } from '../values.ts';
import { BOSS, fail, runsOf, set, wait } from './acting.ts';
import { Hub, QUEUE_MS } from './hub.ts';

let hub: Hub;
beforeEach(async () => {
  hub = await new Hub().start();
});

const actOf = (pair: string) => hub.store.acts.get(hub.newest(pair, 'A').id);
const dueIn = (pair: string) => {
  const act = actOf(pair);
  return act === undefined ? null : act.dueAt - act.plannedAt;
};

describe('an automatic retry', () => {
  it('never happens while the setting is off', async () => {
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    await wait(hub, 30);
    expect(actOf(pair)).toBeUndefined();
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
    expect(hub.labels(hub.newest(pair, 'A').id)).toEqual(['Retry', 'Edit…', 'Details']);
  });

  it('is announced on the message, happens when it is due, and is marked as made by the setting', async () => {
    await set(hub, 'auto_retries', '3');
    const pair = await hub.generate();
    await fail(hub, 'A', 'provider_error');
    const { id } = hub.newest(pair, 'A');
    expect(hub.text(id)).toContain('Retrying by itself in 2 s (1 of 3)');
    expect(hub.text(id)).toContain('By the setting “Automatic retries”, which boss switched on.');
    expect(hub.labels(id)).toEqual(['Cancel', 'Retry', 'Edit…', 'Details']);
    expect(hub.text(pair)).toContain('retrying by itself soon (1 of 3)');
    await wait(hub, 1);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
    await wait(hub, 1);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed', 'auto_retry running']);
    expect(hub.text(id)).toContain(
      'Retried by itself (1 of 3). By the setting “Automatic retries”',
    );
    expect(hub.text(pair)).toContain('A · 2nd · making the image · retried by itself (1 of 3)');
    await hub.deliver('A');
    const second = hub.newest(pair, 'A');
    expect(hub.text(second.id)).toContain('Retried by itself (1 of 3). By the setting');
    expect(hub.text(pair)).toContain('· retried by itself (1 of 3)');
    expect(hub.text(id)).toContain('Tried again: A · 2nd · retried by itself (1 of 3)');
    expect(hub.store.acts.get(id)).toMatchObject({ state: 'done', why: null });
    expect(second).toMatchObject({ by: aCaller().person, origin: 'auto_retry', fromId: id });
  });

  it('says in Details which setting ran it, and who switched that on', async () => {
    await set(hub, 'auto_retries', '1');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    await wait(hub, 2);
    await hub.deliver('A');
    const reply = await hub.press({ type: 'details', generation: hub.newest(pair, 'A').id });
    expect(JSON.stringify(reply)).toContain(
      'Run by the setting “Automatic retries”, which boss switched on, for ana',
    );
  });

  it('costs one credit together with the run that it repeats', async () => {
    await set(hub, 'auto_retries', '2');
    const pair = await hub.generate();
    await fail(hub, 'A', 'timeout');
    await wait(hub, 2);
    expect(hub.newest(pair, 'A').recipeHash).toBe(hub.view(pair).generations[0]?.recipeHash);
    expect(hub.newest(pair, 'A').spec.seed).toBe(hub.view(pair).generations[0]?.spec.seed);
    await hub.deliver('A');
    expect(hub.store.credits.spent('web:ana', 0)).toBe(1);
  });

  it('waits twice as long each time, and ends after as many as the setting says', async () => {
    await set(hub, 'auto_retries', '3');
    const pair = await hub.generate();
    const waits = [];
    for (let run = 1; run <= 4; run += 1) {
      await fail(hub, 'A', 'network');
      waits.push(dueIn(pair));
      await wait(hub, 16);
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, null]);
    expect(runsOf(hub, pair, 'A')).toEqual([
      'first failed',
      'auto_retry failed',
      'auto_retry failed',
      'auto_retry failed',
    ]);
    expect(hub.labels(hub.newest(pair, 'A').id)).toEqual(['Retry', 'Edit…', 'Details']);
  });

  it('starts counting anew when a person runs the side', async () => {
    await set(hub, 'auto_retries', '1');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    await wait(hub, 2);
    await fail(hub, 'A', 'network');
    expect(actOf(pair)).toBeUndefined();
    await hub.press({ type: 'retry', generation: hub.newest(pair, 'A').id });
    await fail(hub, 'A', 'network');
    expect(actOf(pair)).toMatchObject({ kind: 'auto_retry', number: 1, total: 1 });
  });
});

const RETRIED = {
  safety_block: false,
  invalid_request: false,
  rate_limited: true,
  provider_error: true,
  network: true,
  timeout: true,
  queue_timeout: true,
  worker_lost: true,
  storage: true,
  auth: false,
  quota: false,
  model_gone: false,
} as const;

describe('the kinds that are retried', () => {
  it.each(ERROR_KINDS)('%s', async (kind) => {
    await set(hub, 'auto_retries', '3');
    const pair = await hub.generate();
    await fail(hub, 'A', kind);
    expect(actOf(pair)?.kind ?? null).toBe(RETRIED[kind] ? 'auto_retry' : null);
  });

  it('leave out a storage that is full: a paid image would be lost again', async () => {
    await set(hub, 'auto_retries', '3');
    const pair = await hub.generate();
    await fail(hub, 'A', { kind: 'storage', detail: 'no room', full: true });
    expect(actOf(pair)).toBeUndefined();
  });

  it('leave out what a person cancelled', async () => {
    await set(hub, 'auto_retries', '3');
    const pair = await hub.generate();
    await hub.press({ type: 'cancel', generation: hub.newest(pair, 'A').id });
    await wait(hub, 30);
    expect(runsOf(hub, pair, 'A')).toEqual(['first cancelled']);
  });
});

describe('the wait before a retry', () => {
  const limited = (retryAfterMs: number) =>
    ({ kind: 'rate_limited', detail: 'slow down', retryAfterMs }) as const;

  it.each([
    [0, [2_000, 4_000, 8_000]],
    [0.5, [3_000, 6_000, 12_000]],
    [0.999_999, [4_000, 8_000, 16_000]],
  ])('with chance %d', async (chance, waits) => {
    hub = await new Hub({ random: () => chance }).start();
    await set(hub, 'auto_retries', '3');
    const pair = await hub.generate();
    for (const expected of waits) {
      await fail(hub, 'A', 'network');
      expect(dueIn(pair)).toBe(expected);
      await wait(hub, 17);
    }
  });

  it('comes after the rest that a provider asks for', async () => {
    await set(hub, 'auto_retries', '1');
    const pair = await hub.generate();
    await fail(hub, 'A', limited(20_000));
    expect(dueIn(pair)).toBe(22_000);
  });

  it('is not made when the provider asks for more than a minute', async () => {
    await set(hub, 'auto_retries', '1');
    const pair = await hub.generate();
    await fail(hub, 'A', limited(60_001));
    expect(actOf(pair)).toBeUndefined();
    expect(hub.labels(hub.newest(pair, 'A').id)).toContain('Retry');
  });
});

describe('a retry that is announced', () => {
  it('is cancelled by the asker, and the card says by whom', async () => {
    await set(hub, 'auto_retries', '2');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    const { id } = hub.newest(pair, 'A');
    await hub.press({ type: 'act_cancel', generation: id });
    expect(hub.text(id)).toContain('Not retried by itself: ana cancelled it.');
    expect(hub.labels(id)).toEqual(['Retry', 'Edit…', 'Details']);
    await wait(hub, 30);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
    await expect(hub.press({ type: 'act_cancel', generation: id })).rejects.toMatchObject({
      code: 'already_ended',
    });
  });

  it('can be cancelled on the header, which says that it is coming', async () => {
    await set(hub, 'auto_retries', '2');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    expect(hub.text(pair)).toContain('retrying by itself soon (1 of 2)');
    expect(hub.labels(pair)).toEqual(['Cancel A', 'Cancel B', 'Details']);
    const [cancel] = hub.message(pair).card.rows.flat();
    const its = { type: 'act_cancel', generation: hub.newest(pair, 'A').id } as const;
    expect(decodeAction(cancel?.id ?? '')).toEqual(its);
    await hub.press(its);
    expect(hub.labels(pair)).toEqual(['Cancel B', 'Details']);
    await wait(hub, 30);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
  });

  it('is not made up for by a hub that was away longer than anybody waits in line', async () => {
    await set(hub, 'auto_retries', '2');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    const { id } = hub.newest(pair, 'A');
    await hub.studio.close();
    await hub.clock.jump(QUEUE_MS + 5_000);
    await hub.again();
    await wait(hub, 2);
    expect(hub.text(id)).toContain('Not retried by itself: the hub was away for too long.');
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
  });

  it('is needless once somebody presses Retry: the side runs once', async () => {
    await set(hub, 'auto_retries', '2');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    const { id } = hub.newest(pair, 'A');
    await hub.press({ type: 'retry', generation: id });
    expect(actOf(pair)).toBeUndefined();
    expect(hub.store.acts.get(id)).toMatchObject({ state: 'dropped', why: null });
    await wait(hub, 30);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed', 'retry running']);
  });

  it('comes too late for a Retry: that is told that the side runs', async () => {
    await set(hub, 'auto_retries', '2');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    const { id } = hub.newest(pair, 'A');
    await wait(hub, 2);
    await expect(hub.press({ type: 'retry', generation: id })).rejects.toMatchObject({
      code: 'not_available',
    });
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed', 'auto_retry running']);
  });

  it('waits until its message is there', async () => {
    await set(hub, 'auto_retries', '1');
    const pair = await hub.generate();
    hub.surface.fail('post', 'transient', { retryAfterMs: 9_000 });
    await fail(hub, 'A', 'network');
    await wait(hub, 7);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
    await wait(hub, 4);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed', 'auto_retry running']);
  });

  it('never comes where no message can be', async () => {
    await set(hub, 'auto_retries', '2');
    const pair = await hub.generate();
    hub.surface.fail('post', 'refused');
    await fail(hub, 'A', 'network');
    const { id } = hub.newest(pair, 'A');
    await wait(hub, 30);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
    expect(hub.store.acts.get(id)).toMatchObject({ state: 'dropped', why: null });
  });

  it('is not made for somebody who was blocked since', async () => {
    await set(hub, 'auto_retries', '2');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    hub.store.access.block('web:ana', BOSS.person.id, 'spam', 0);
    await wait(hub, 3);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
    expect(hub.text(hub.newest(pair, 'A').id)).toContain(
      'Not retried by itself: the asker cannot run it now.',
    );
  });
});
