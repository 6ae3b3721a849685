import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { webMessageRows } from '../../src/storage/web-message-rows.ts';
import { tempFolder } from '../temp-folder.ts';

it('a page of whole pairs reads only what is on it, however long the chat', async () => {
  const path = join(await tempFolder(), 'd.db');
  openDatabase(path).close();
  const statements: string[] = [];
  const db = new Database(path, { verbose: (sql) => statements.push(String(sql)) });
  onTestFinished(() => void db.close());
  const messages = webMessageRows(db);
  statements.length = 0;
  messages.rootsBefore('general', null, 21);
  messages.rootsBefore('general', 'm1', 21);
  messages.rootsAfter('general', 'm1', 21);
  messages.answersTo(['m1', 'm2']);
  messages.rootOf('m1');
  const steps = [...statements].flatMap((sql) =>
    db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(),
  );
  const read = steps.map(({ detail }) => detail).filter((one) => one.includes('web_messages'));
  expect(new Set(read.map((one) => one.replace(/\(.*\)$/, '').trim()))).toEqual(
    new Set([
      'SEARCH web_messages USING INDEX web_messages_roots',
      'SEARCH web_messages USING INDEX web_messages_answers',
      'SEARCH web_messages USING INDEX sqlite_autoindex_web_messages_1',
    ]),
  );
});
