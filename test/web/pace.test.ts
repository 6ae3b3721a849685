import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { paced } from '../../src/bots/web/pace.ts';
import { Pace } from '../../src/core/base/pace.ts';
import { problemOf } from '../../src/bots/web/problem.ts';
import { SilentLog } from '../fakes/silent-log.ts';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('a pace', () => {
  it('lets so many begin in a turn of the event loop, in their order', async () => {
    const pace = new Pace(2);
    const begun: number[] = [];
    for (let n = 1; n <= 5; n += 1) void pace.turn().then(() => begun.push(n));
    await Promise.resolve();
    expect([begun, pace.waiting]).toEqual([[1, 2], 3]);
    await nextTurn();
    expect([begun, pace.waiting]).toEqual([[1, 2, 3, 4], 1]);
    await nextTurn();
    expect([begun, pace.waiting]).toEqual([[1, 2, 3, 4, 5], 0]);
  });

  it('lets nobody overtake those who wait', async () => {
    const pace = new Pace(1);
    const begun: string[] = [];
    const begin = (name: string) => void pace.turn().then(() => begun.push(name));
    for (const name of ['a', 'b']) begin(name);
    await nextTurn();
    begin('c');
    await Promise.resolve();
    expect(begun).toEqual(['a', 'b']);
    await nextTurn();
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('begins at once again after a pause', async () => {
    const pace = new Pace(1);
    await pace.turn();
    for (let turn = 0; turn < 3; turn += 1) await nextTurn();
    let begun = false;
    void pace.turn().then(() => {
      begun = true;
    });
    await Promise.resolve();
    expect(begun).toBe(true);
  });
});

describe('requests at a pace', () => {
  it('are refused when too many wait, and taken again later', async () => {
    const app = new Hono();
    app.onError((error, context) => problemOf(error, context, new SilentLog()));
    app.use(paced(1, 2));
    app.get('/', (context) => context.text('ok'));
    const statusOf = async () => (await app.request('/')).status;
    const answers = await Promise.all([statusOf(), statusOf(), statusOf(), statusOf()]);
    expect(answers).toEqual([200, 200, 200, 503]);
    expect(await statusOf()).toBe(200);
  });
});
