import { expect, it } from 'vitest';
import { readFields } from '../../src/cli/model-fields.ts';
import { readNote } from '../../src/cli/refs/notes.ts';
import { readJson } from '../../src/cli/refs/sidecar-formats.ts';
import { loadConfig } from '../../src/config.ts';
import { ModelKeeper } from '../../src/core/studio/rows/model-keeper.ts';
import { UserError } from '../../src/core/words/user-error.ts';
import { say } from '../../src/core/words/words.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { VALIDATOR } from '../validator-words.ts';

/** Values that some field or setting refuses. */
const TEXTS = ['', ' ', 'x', '-1', '1.5', '1e400', '99999999999', '[]', '{}', '{"a":{}}', 'null'];
const VALUES: readonly unknown[] = [7, true, null, [], [7], {}, 'x'.repeat(9_000), ['x', {}]];

/** The sentence that `work` throws; undefined when it does not. */
function sentenceOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return say(error, 'en');
    return error instanceof Error ? error.message : String(error);
  }
  return undefined;
}

function expectPlain(sentences: readonly (string | undefined)[], least: number): void {
  const said = sentences.filter((one) => one !== undefined);
  expect(said.length).toBeGreaterThanOrEqual(least);
  expect(
    said.filter((one) => VALIDATOR.test(one) || /: ?[.;]|\n {2}\w+ ?(\n|$)/.test(one)),
  ).toEqual([]);
}

it('every field of a model is refused in plain words', () => {
  const store = sqliteStore(openDatabase(':memory:'));
  seedStore(store);
  const keeper = new ModelKeeper(store);
  const list =
    sentenceOf(() => readFields(['x']))
      ?.split('Fields: ')[1]
      ?.replace(/\.$/, '') ?? '';
  const fields = list.split(', ');
  expect(fields).toHaveLength(24);
  const words = fields.flatMap((field) => TEXTS.map((text) => `${field}=${text}`));
  const sentences = words.map((word) =>
    sentenceOf(() => keeper.set('sample-basic', readFields([word]))),
  );
  expectPlain(sentences, 100);
  const half = sentenceOf(() => keeper.add({ id: 'half' }));
  expectPlain([half], 1);
  expect(half).toContain('provider is missing; model is missing; display_name is missing');
});

it('every setting is refused in plain words', () => {
  const names = [
    'DIPTYCH_HOME, HOST, PORT, PUBLIC_URL, API_TOKEN, LINK_SECRET, ADMIN_USERS, POOL, QUEUE_BUDGET_MS',
    'SIDE_BUDGET_MS, PROVIDER_TIMEOUT_MS, TIME_ZONE, WORKER_CONCURRENCY, LOG_LEVEL, DISCORD_TOKEN',
    'DISCORD_GUILD_ID, DISCORD_API_URL, S3_BUCKET, AWS_REGION, AWS_ENDPOINT_URL_S3, AWS_ACCESS_KEY_ID',
    'OPENAI_API_KEY, OPENAI_BASE_URL, GEMINI_API_KEY, GOOGLE_GEMINI_BASE_URL, RUNWARE_API_KEY',
  ].flatMap((line) => line.split(', '));
  const sentences = names.flatMap((name) =>
    TEXTS.map((text) => sentenceOf(() => loadConfig({ S3_BUCKET: 'pictures', [name]: text }))),
  );
  expectPlain(sentences, 100);
});

it('every field of a sidecar is refused in plain words', () => {
  const fields = ['kind', 'location', 'tags', 'caption'];
  const wrong = fields.flatMap((field) => VALUES.map((value) => readNote({ [field]: value })));
  const whole = VALUES.map(readNote);
  const sentences = [...wrong, ...whole].flatMap((one) => ('wrong' in one ? one.wrong : []));
  expectPlain(sentences, 20);
  const files = [
    { references: 7 },
    { references: [], name: 7 },
    { tags: 7, references: [] },
    {},
    7,
  ];
  expectPlain(
    files.map((file) => sentenceOf(() => readJson(JSON.stringify(file)))),
    5,
  );
});
