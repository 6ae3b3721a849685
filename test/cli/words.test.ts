import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { diptych } from '../diptych.ts';
import { tempFolder } from '../temp-folder.ts';

describe('a word of the command line', () => {
  it.each([
    ['modles', /^error: unknown command 'modles'\n\(Did you mean models\?\)\n/],
    ['help modles', /^error: unknown command 'modles'\n\(Did you mean models\?\)\n/],
    ['models lsit', /^error: unknown command 'lsit'\n\(Did you mean list\?\)\n/],
    ['plans 자동차', /^error: unknown command '자동차'\n\(Commands: list, set, give\.\)\n/],
    ['models --jsn', /^error: unknown option '--jsn'\n\(Did you mean --json\?\)\n/],
    ['generate a --tire x', /^error: unknown option '--tire'\n\(Did you mean --tier\?\)\n/],
    ['generate', /^error: missing required argument 'prompt'\n/],
  ])('that there is not is told with the nearest: diptych %s', async (words, said) => {
    const done = await diptych(words.split(' '));
    expect(done).toMatchObject({ code: 1, out: '' });
    expect(done.err).toMatch(said);
    expect(done.err).toContain('--help');
  });

  it('help says how a command is used', async () => {
    const { code, out } = await diptych(['help', 'models']);
    expect(code).toBe(0);
    expect(out).toContain('Usage: diptych models [command]');
    const all = await diptych(['help']);
    expect(all.out).toContain('npx diptych generate "a woman walking in Seoul"');
  });

  it('models, plans and others list alone, and take the options of list', async () => {
    const home = await tempFolder();
    const db = openDatabase(join(home, 'diptych.db'));
    seedStore(sqliteStore(db));
    db.close();
    const env = { DIPTYCH_HOME: home };
    for (const group of ['models', 'plans', 'text-models', 'providers', 'settings']) {
      const [alone, listed] = [await diptych([group], env), await diptych([group, 'list'], env)];
      expect(alone).toMatchObject({ code: 0, err: '' });
      expect(alone.out).toBe(listed.out);
    }
    const [alone, listed] = [
      ['models', '--json'],
      ['models', 'list', '--json'],
    ];
    const json = (await diptych(alone, env)).out;
    expect(JSON.parse(json.split('\n')[0] ?? '')).toMatchObject({ id: 'sample-basic' });
    expect((await diptych(listed, env)).out).toBe(json);
  });
});
