import { sha256Hex } from '../../src/digest.ts';
import type { Life } from './life.ts';
import type { Outside } from './outside.ts';
import { brokenByTexts } from './text-promises.ts';

/** What of the promises does not hold, once a process has recovered everything; empty when all do. */
export function brokenPromises(life: Life, outside: Outside): readonly string[] {
  return [
    ...unended(life, outside),
    ...messages(life, outside),
    ...money(life, outside),
    ...blobs(life, outside),
    ...brokenByTexts(life, outside),
    ...outside.told.flatMap(({ what, holds }) =>
      holds() ? [] : [`somebody was told, and it is not so: ${what}`],
    ),
  ];
}

function rows(life: Life, sql: string): readonly Record<string, unknown>[] {
  return life.db.prepare<[], Record<string, unknown>>(sql).all();
}

function unended(life: Life, { refused }: Outside): readonly string[] {
  const pairs = rows(life, `SELECT id, state FROM pairs WHERE state NOT IN ('planned', 'refused')`);
  const live = rows(
    life,
    `SELECT id, state FROM generations WHERE state NOT IN ('succeeded', 'cancelled', 'blocked')
       AND NOT (state = 'failed' AND json_extract(failure, '$.kind') = 'worker_lost')
     UNION SELECT id, state FROM candidates WHERE state IN ('waiting', 'running')`,
  );
  const blocked = rows(
    life,
    `SELECT id, spec ->> 'outputKey' AS key FROM generations WHERE state = 'blocked'`,
  ).filter(({ key }) => !refused.has(String(key)));
  return [...pairs, ...live, ...blocked].map(
    (one) => `it did not end truthfully: ${JSON.stringify(one)}`,
  );
}

/** Each message once, each image in a message, and every message as the database says that it is. */
function messages(life: Life, { chat }: Outside): readonly string[] {
  const posts = rows(life, 'SELECT id, kind, state, message_id, shown FROM posts');
  const wrong = posts.flatMap(({ id, kind, state, message_id: messageId, shown }) => {
    const found = chat.messages.filter(({ nonce }) => nonce === id);
    const [message] = found;
    if ((state === 'removed' || state === 'refused') && message === undefined) return [];
    if (state !== 'posted' || found.length !== 1 || message?.id !== messageId) {
      return [`the post of the ${String(kind)} is ${String(state)}, with ${found.length} messages`];
    }
    const shows = sha256Hex(JSON.stringify(message?.card));
    return shows === shown
      ? []
      : [`the ${String(kind)} shows something else than the database says`];
  });
  const unknown = chat.messages
    .filter(({ nonce }) => !posts.some(({ id }) => id === nonce))
    .map(({ card }) => `nobody knows the message of the ${card.kind}`);
  const unposted = rows(
    life,
    `SELECT id FROM generations WHERE state = 'succeeded' AND deleted_at IS NULL
       AND id NOT IN (SELECT id FROM posts WHERE state = 'posted' AND kind = 'image')`,
  ).map(({ id }) => `the image ${String(id)} is in no message`);
  return [...wrong, ...unknown, ...unposted];
}

/** No call is paid twice or unrecorded, and credits are what was delivered. */
function money(life: Life, { paid, images }: Outside): readonly string[] {
  const twice = paid.filter((key, index) => paid.indexOf(key) !== index);
  const closed = rows(
    life,
    `SELECT made.spec ->> 'outputKey' AS key
       FROM (SELECT id, spec FROM generations UNION ALL SELECT id, spec FROM candidates) made
       JOIN provider_calls c ON c.id = made.id WHERE c.outcome IS NOT NULL`,
  ).map(({ key }) => key);
  const unrecorded = paid.filter((key) => !closed.includes(key));
  const made = rows(life, 'SELECT id, side, recipe_hash, delivered_at FROM generations');
  const recipes = (those: (one: Record<string, unknown>) => boolean) =>
    new Set(made.filter(those).map((one) => JSON.stringify([one['side'], one['recipe_hash']])))
      .size;
  const charged = recipes((one) => one['delivered_at'] !== null);
  const delivered = recipes((one) => images.has(String(one['id'])));
  return [
    ...twice.map((key) => `paid twice: ${key}`),
    ...unrecorded.map((key) => `paid, and not in the ledger: ${key}`),
    ...(charged === delivered ? [] : [`${charged} credits for ${delivered} recipes`]),
  ];
}

/** Every image that can be seen or used has its blob, and no copy in the pool is forgotten. */
function blobs(life: Life, outside: Outside): readonly string[] {
  const held = new Set(outside.blobs.blobs.keys());
  const needed = rows(
    life,
    `SELECT image ->> 'key' AS key FROM generations WHERE image IS NOT NULL AND deleted_at IS NULL
     UNION SELECT key FROM pool_references WHERE purged_at IS NULL`,
  ).map(({ key }) => String(key));
  const known = new Set([...needed, ...life.store.unsettled.before(Infinity)]);
  const strays = [...held].filter((key) => key.startsWith('refs/') && !known.has(key));
  return [
    ...needed.filter((key) => !held.has(key)).map((key) => `the blob is gone: ${key}`),
    ...strays.map((key) => `nobody knows the copy: ${key}`),
  ];
}
