import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { fillLine, IN_LINE } from '../long-line.ts';
import { tempFolder } from '../temp-folder.ts';
import { aCaller, aModel, NOW } from '../values.ts';
import { Hub } from './hub.ts';

const OWNER = aCaller('q1');

/** A hub with this many waiting generations and no free slot, which has seen its line; and the statements that it runs. */
async function behind(waiting: number) {
  const path = join(await tempFolder(), 'd.db');
  openDatabase(path).close();
  const statements: string[] = [];
  const db = new Database(path, { verbose: (sql) => statements.push(String(sql)) });
  const store = sqliteStore(db);
  seedStore(store);
  store.models.put(aModel({ typicalMs: 10 }));
  fillLine(db, waiting, NOW);
  const hub = await new Hub({ store, slots: 0 }).start();
  await hub.advance(2_000);
  // Until the first headers show their places.
  for (let before = 0; before < statements.length; ) {
    before = statements.length;
    await hub.settle();
  }
  onTestFinished(async () => {
    await hub.studio.close();
    db.close();
  });
  /** The statements of `act`, and of all that follows in the same moment. */
  const during = async (act: () => unknown) => {
    statements.length = 0;
    await act();
    await hub.settle();
    return statements.map((one) => one.replace(/\s+/g, ' ').trim());
  };
  return { hub, db, during };
}

const ACTS = {
  'a command': ({ hub }) => hub.generate('a dog', aCaller('newcomer')),
  'a cancel': ({ hub }) => hub.press({ type: 'cancel', generation: IN_LINE.generation }, OWNER),
  'a free slot': ({ hub }) => {
    hub.queue.slots = 1;
    hub.studio.dispatcher.wake();
  },
  'six free slots': ({ hub }) => {
    hub.queue.slots = 6;
    hub.studio.dispatcher.wake();
  },
  'a second in which nothing happens': ({ hub }) => hub.advance(1_000),
  'a status': ({ hub }) => hub.studio.lookup.pair(OWNER, IN_LINE.pair),
} satisfies Record<string, (at: Awaited<ReturnType<typeof behind>>) => unknown>;

it.each(Object.entries(ACTS))(
  '%s runs no more statements behind 2,000 that wait than behind 20',
  async (_what, act) => {
    const few = await behind(20);
    const many = await behind(2_000);
    const short = await few.during(() => act(few));
    const long = await many.during(() => act(many));
    expect(short).not.toEqual([]);
    // A look at a short line is made anew more often. In a long one more people wait: six slots go to six pairs instead of five,
    // and each is read and marked.
    expect(long.length).toBeLessThanOrEqual(short.length + 2);
  },
);

it.each(Object.entries(ACTS))(
  '%s reads no more of a long line than of a short one',
  async (_what, act) => {
    const at = await behind(2_000);
    const statements = await at.during(() => act(at));
    const whole = statements.flatMap((sql) => plan(at.db, sql)).filter(readsLine);
    expect(whole).toEqual([]);
  },
);

it('the whole line is read without its rows, in the order of an index', async () => {
  const { hub, db, during } = await behind(2_000);
  const statements = await during(() => hub.store.line.waiting());
  expect(statements.flatMap((sql) => plan(db, sql))).toEqual([
    'SCAN generations USING COVERING INDEX generations_line',
  ]);
});

/** How SQLite runs a statement: a line for each table it reads. */
function plan(db: Database.Database, sql: string): string[] {
  if (!/^(SELECT|UPDATE|INSERT|DELETE)/i.test(sql)) return [];
  const steps = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
  return steps.map(({ detail }) => detail);
}

/** Whether a step goes through all that waits. */
function readsLine(step: string): boolean {
  const isOfLine = /(generations|waiting|its)\b/.test(step);
  const isOfRunning = step.includes('generations_running');
  return isOfLine && !isOfRunning && (step.startsWith('SCAN') || step.includes('generations_line'));
}
