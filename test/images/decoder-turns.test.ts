import { describe, expect, it, vi } from 'vitest';
import { BusyError, SlowError, type Turn, DecoderTurns } from '../../src/images/decoder-turns.ts';
import { PATIENT } from '../patient.ts';

const LARGE = 49_000_000;
const SMALL = 3_000;
/** Milliseconds that no test lasts. */
const NEVER = 1_000_000_000;

/** Decodings that end when a test says so, in the order in which they began. */
function controlled(turns = new DecoderTurns(NEVER)) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const start = (name: string, turn: Partial<Turn>) => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    ends.set(name, () => resolve(undefined));
    const run = turns.run({ work: SMALL, ...turn }, async () => {
      begun.push(name);
      await promise;
      return name;
    });
    // Those that a test leaves waiting are turned away later.
    run.catch(() => undefined);
    return run;
  };
  const has = async (...names: readonly string[]) => {
    await vi.waitFor(() => expect(begun).toEqual(names), PATIENT);
    // Nothing more begins.
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual(names);
  };
  return { start, has, end: (name: string) => ends.get(name)?.() };
}

describe('turns of decoders', () => {
  it('are two at a time, of which one is large', async () => {
    const { start, has, end } = controlled();
    for (const name of ['l1', 'l2']) void start(name, { work: LARGE });
    await has('l1');
    for (const name of ['s1', 's2', 's3']) void start(name, {});
    await has('l1', 's1');
    end('s1');
    await has('l1', 's1', 's2');
    end('l1');
    await has('l1', 's1', 's2', 's3');
    end('s2');
    await has('l1', 's1', 's2', 's3', 'l2');
  });

  it('are fair by person: a first picture goes before a second one', async () => {
    const { start, has, end } = controlled();
    for (const name of ['a1', 'a2', 'a3', 'a4']) void start(name, { by: 'ana' });
    await has('a1', 'a2');
    void start('b1', { by: 'ben' });
    void start('b2', { by: 'ben' });
    end('a1');
    await has('a1', 'a2', 'b1');
    end('a2');
    await has('a1', 'a2', 'b1', 'b2');
    end('b1');
    await has('a1', 'a2', 'b1', 'b2', 'a3');
  });

  it('go first to what nobody waits for in person, such as an image that was paid', async () => {
    const { start, has, end } = controlled();
    for (const name of ['a1', 'a2', 'a3']) void start(name, { by: 'ana' });
    void start('c1', { by: 'cem' });
    void start('paid', {});
    await has('a1', 'a2');
    end('a1');
    await has('a1', 'a2', 'paid');
  });

  it('turn a person away who has 32 pictures there, and nobody else', async () => {
    const { start, end } = controlled();
    for (let index = 0; index < 32; index += 1) void start(`a${index}`, { by: 'ana' });
    await expect(start('a32', { by: 'ana' })).rejects.toThrow(BusyError);
    const other = start('b1', { by: 'ben' });
    for (const name of ['a0', 'a1']) end(name);
    end('b1');
    expect(await other).toBe('b1');
    const again = start('a33', { by: 'ana' });
    for (let index = 0; index < 34; index += 1) end(`a${index}`);
    expect(await again).toBe('a33');
  });

  it('turn people away when 256 pictures are there, and never our own work', async () => {
    const { start, end, has } = controlled();
    for (let index = 0; index < 256; index += 1) void start(`p${index}`, { by: `p${index}` });
    await expect(start('late', { by: 'late' })).rejects.toThrow(BusyError);
    void start('paid', {});
    await has('p0', 'p1');
    end('p0');
    await has('p0', 'p1', 'paid');
  });

  it('are given up while they wait, with the reason', async () => {
    const { start, has, end } = controlled();
    for (const name of ['a1', 'a2']) void start(name, {});
    const stop = new AbortController();
    const waiting = start('a3', { signal: stop.signal, by: 'ana', work: LARGE });
    const rejected = expect(waiting).rejects.toThrow('the pair is refused');
    stop.abort(new Error('the pair is refused'));
    await rejected;
    void start('l1', { work: LARGE });
    end('a1');
    await has('a1', 'a2', 'l1');
  });

  it('that were given are not taken back by the signal', async () => {
    const { start, has } = controlled();
    const stop = new AbortController();
    for (const name of ['a1', 'a2']) void start(name, { signal: stop.signal });
    await has('a1', 'a2');
    stop.abort();
    void start('a3', {});
    await has('a1', 'a2');
  });

  it('end for the caller at their limit, and for the others when the decoder ends', async () => {
    const { start, has, end } = controlled(new DecoderTurns(1));
    const slow = [start('a1', {}), start('a2', {})];
    for (const one of slow) await expect(one).rejects.toThrow(SlowError);
    void start('a3', {});
    await has('a1', 'a2');
    end('a1');
    await has('a1', 'a2', 'a3');
  });

  it('are free again when a decoder fails', async () => {
    const turns = new DecoderTurns(NEVER);
    const fail = () => turns.run({ work: LARGE }, () => Promise.reject(new Error('damaged')));
    for (let index = 0; index < 4; index += 1) await expect(fail()).rejects.toThrow('damaged');
  });
});
