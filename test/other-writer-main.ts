/** A program beside the hub. Holds the write lock of the database in its argument, or only reads, until it is told to end. */
import Database from 'better-sqlite3';

const [path = '', how] = process.argv.slice(2);
const db = new Database(path, { timeout: 5_000 });
if (how === 'reads') db.exec('BEGIN; SELECT count(*) FROM sqlite_master');
else db.exec('BEGIN IMMEDIATE');
process.on('message', () => {
  db.exec('COMMIT');
  db.close();
  process.disconnect();
});
process.on('disconnect', () => process.exit(0));
process.send?.('held');
