import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { pinoLog } from '../src/log.ts';
import { newSeed, RandomIds, SystemClock } from '../src/system.ts';
import { FakeClock } from './fakes/fake-clock.ts';

function logged(level: 'info' | 'warn' | 'silent', fields: Record<string, unknown>) {
  const stream = new PassThrough();
  const log = pinoLog(level, { destination: stream });
  log.info(fields, 'said');
  log.warn(fields, 'warned');
  log.error(fields, 'failed');
  const text = String(stream.read() ?? '');
  return { text, messages: [...text.matchAll(/"msg":"(\w+)"/g)].map(([, message]) => message) };
}

describe('the log', () => {
  it.each(['token', 'apiToken', 'apiKey', 'authorization', 'cookie', 'secret'])(
    'hides what is called %s, by itself and one level down',
    (name) => {
      const { text } = logged('info', { [name]: 'sesame', inside: { [name]: 'sesame', port: 1 } });
      expect(text).not.toContain('sesame');
      expect(text).toContain('[secret]');
      expect(text).toContain('"port":1');
    },
  );

  it('has what its level asks for, and nothing of the machine', () => {
    expect(logged('info', {}).messages).toEqual(['said', 'warned', 'failed']);
    expect(logged('warn', {}).messages).toEqual(['warned', 'failed']);
    expect(logged('silent', {}).messages).toEqual([]);
    expect(logged('info', {}).text).not.toMatch(/"(pid|hostname)"/);
  });
});

describe('ids', () => {
  it('begin with the moment at which they were made', () => {
    const at = (now: number) => new RandomIds(new FakeClock(now)).next().slice(0, 8);
    // 62 to the power of n has a one at the place n, counted from the right.
    expect([at(1), at(61), at(62), at(3_844)]).toEqual([
      '00000001',
      '0000000z',
      '00000010',
      '00000100',
    ]);
  });

  it('sort by the time of making also over a clock that goes back', async () => {
    const clock = new FakeClock(5_000);
    const ids = new RandomIds(clock);
    const before = [ids.next(), ids.next()];
    const back = new FakeClock(1_000);
    clock.now = () => back.now();
    const after = ids.next();
    expect([...before, after]).toEqual([...before, after].toSorted());
  });
});

describe('the machine', () => {
  it('has seeds of 32 bits, of which two are hardly ever equal', () => {
    const seeds = Array.from({ length: 200 }, newSeed);
    for (const seed of seeds) {
      expect(Number.isInteger(seed) && seed >= 0 && seed <= 4_294_967_295).toBe(true);
    }
    expect(new Set(seeds).size).toBeGreaterThan(190);
    expect(Math.max(...seeds)).toBeGreaterThan(2 ** 31);
  });

  it('has a clock whose alarms can be taken back', async () => {
    const clock = new SystemClock();
    const heard: string[] = [];
    const rung = new Promise<void>((resolve) => {
      clock.after(0, () => heard.push('taken back'))();
      clock.after(5, () => {
        heard.push('rung');
        resolve();
      });
    });
    await rung;
    expect(heard).toEqual(['rung']);
  });
});
