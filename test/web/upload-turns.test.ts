import { describe, expect, it } from 'vitest';
import { UploadTurns } from '../../src/bots/web/upload-turns.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

/** Turns whose work lasts until it is ended by hand. */
function started() {
  const clock = new FakeClock();
  const turns = new UploadTurns(clock);
  const running: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (person: string, name: string) =>
    turns.run(person, async () => {
      running.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      running.splice(running.indexOf(name), 1);
      return name;
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await clock.advance(0);
  };
  return { clock, run, running, end };
}

describe('turns', () => {
  it('are two of one person and four of all at once, first come, first served', async () => {
    const { clock, run, running, end } = started();
    const all = ['a1', 'a2', 'a3', 'b1', 'c1', 'c2', 'd1'].map((name) => run(name[0] ?? '', name));
    await clock.advance(0);
    expect(running).toEqual(['a1', 'a2', 'b1', 'c1']);
    await end('b1');
    expect(running).toEqual(['a1', 'a2', 'c1', 'c2']);
    await end('c1');
    expect(running).toEqual(['a1', 'a2', 'c2', 'd1']);
    await end('a2');
    expect(running).toEqual(['a1', 'c2', 'd1', 'a3']);
    for (const name of ['a1', 'a3', 'c2', 'd1']) await end(name);
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'c2', 'd1']);
  });

  it('that do not come within a minute are refused, and take no place then', async () => {
    const { clock, run, running, end } = started();
    void run('a', 'a1');
    void run('a', 'a2');
    const late = run('a', 'a3').catch((error: unknown) => error);
    await clock.advance(59_999);
    void run('a', 'a4');
    await clock.advance(1);
    expect(await late).toMatchObject({ code: 'uploads_busy', status: 503 });
    await end('a1');
    expect(running).toEqual(['a2', 'a4']);
    await clock.advance(60_000);
    expect(running).toEqual(['a2', 'a4']);
  });

  it('that came in time take nobody else’s place when their minute is over', async () => {
    const { clock, run, running, end } = started();
    void run('a', 'a1');
    void run('a', 'a2');
    void run('a', 'a3');
    await clock.advance(30_000);
    await end('a1');
    expect(running).toEqual(['a2', 'a3']);
    void run('a', 'a4');
    await clock.advance(30_000);
    await end('a2');
    expect(running).toEqual(['a3', 'a4']);
  });

  it('are given on when the work fails', async () => {
    const { clock, run, running } = started();
    const turns = new UploadTurns(clock);
    const fails = () => Promise.reject(new Error('no'));
    for (let count = 0; count < 5; count += 1) {
      await expect(turns.run('a', fails)).rejects.toThrow('no');
    }
    void run('a', 'a1');
    expect(running).toEqual(['a1']);
  });

  it('are waited for by fourteen of one person and a hundred of all', async () => {
    const { clock, run } = started();
    const refusals: unknown[] = [];
    const ask = (person: string, count: number) => {
      for (let at = 0; at < count; at += 1) {
        run(person, `${person}${at}`).catch((error: unknown) => refusals.push(error));
      }
    };
    ask('a', 16);
    await clock.advance(0);
    expect(refusals).toEqual([]);
    ask('a', 1);
    await clock.advance(0);
    expect(refusals).toMatchObject([{ code: 'uploads_waiting', status: 429 }]);
    ask('b', 16);
    for (const person of ['c', 'd', 'e', 'f', 'g']) ask(person, 14);
    ask('h', 2);
    await clock.advance(0);
    expect(refusals).toHaveLength(1);
    ask('i', 1);
    await clock.advance(0);
    expect(refusals[1]).toMatchObject({ code: 'uploads_busy', status: 503 });
  });
});
