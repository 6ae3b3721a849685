import { isLive } from '../../src/core/domain/side.ts';
import type { Generation, PairView } from '../../src/core/domain/pair.ts';
import { sha256Hex } from '../../src/digest.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { webMessageRows } from '../../src/storage/web-message-rows.ts';
import { join } from 'node:path';
import { type PaidFleet, PERSON } from './paid-fleet.ts';

/** Everything that is left when the work has come to rest. */
interface Remains {
  readonly fleet: PaidFleet;
  readonly views: readonly PairView[];
  readonly generations: readonly Generation[];
}

/**
 * What contradicts the promises, in sentences, once all work has come to rest: nothing, whatever was killed, emptied or slow
 * before.
 */
export function brokenPromises(fleet: PaidFleet): readonly string[] {
  const views = fleet.views();
  const remains = { fleet, views, generations: views.flatMap((one) => one.generations) };
  return [
    ...lostPairs(remains),
    ...doubledPosts(remains),
    ...wrongCredits(remains),
    ...brokenByWork(fleet, views),
  ];
}

/** The same of what workers and vendor made, wherever it was asked for. */
export function brokenByWork(fleet: PaidFleet, views: readonly PairView[]): readonly string[] {
  const remains = { fleet, views, generations: views.flatMap((one) => one.generations) };
  return [...untrueEndings(remains), ...doubledPayments(remains)];
}

/** Every pair that was accepted is there, planned, and was run on both sides. */
function lostPairs({ fleet, views }: Remains): readonly string[] {
  const stored = new Set(views.map(({ pair }) => pair.id));
  return [
    ...fleet.accepted.filter((id) => !stored.has(id)).map((id) => `${id}: accepted and lost`),
    ...views
      .filter(({ pair }) => pair.state !== 'planned')
      .map(({ pair }) => `${pair.id}: ${pair.state}`),
    ...views
      .filter(({ generations }) => new Set(generations.map((one) => one.side)).size !== 2)
      .map(({ pair }) => `${pair.id}: has not two sides`),
  ];
}

/** Each side ended: with an image that is there, byte for byte, or with a reason, and neither is untrue. */
function untrueEndings({ fleet, generations }: Remains): readonly string[] {
  return generations.flatMap((one) => {
    const { id, state, image, failure } = one;
    if (isLive(state)) return [`${id}: ${state} for ever`];
    if ((state === 'succeeded') !== (image !== null)) return [`${id}: ${state}, and the image?`];
    if (state === 'failed' && failure === null) return [`${id}: failed for no reason`];
    if (image === null || one.deletedAt !== null) return [];
    const object = fleet.s3.bucket.objects.get(image.key);
    if (object === undefined) return [`${id}: its image is not in the bucket`];
    return sha256Hex(object.bytes) === image.sha256 ? [] : [`${id}: another image in the bucket`];
  });
}

/** Each pair has one header, each ending one message, and an image shows its own picture. */
function doubledPosts({ fleet, views, generations }: Remains): readonly string[] {
  const db = openDatabase(join(fleet.fleet.home, 'diptych.db'));
  const messages = webMessageRows(db).page('general', null, 100_000);
  db.close();
  const of = (nonce: string) => messages.filter((one) => one.nonce === nonce);
  const own = new Set([...views.map(({ pair }) => pair.id), ...generations.map(({ id }) => id)]);
  return [
    ...views
      .filter(({ pair }) => of(pair.id).length !== 1)
      .map(({ pair }) => `${pair.id}: ${of(pair.id).length} headers`),
    ...generations.flatMap((one) => {
      const found = of(one.id);
      if (found.length !== (one.deletedAt === null ? 1 : 0))
        return [`${one.id}: ${one.state}, ${found.length} messages`];
      const [shown] = found;
      if (one.image === null || shown === undefined) return [];
      return shown.card?.image?.key === one.image.key ? [] : [`${one.id}: shows another picture`];
    }),
    ...messages
      .filter(({ card }) => card?.lines.some(({ text }) => text.includes('making the image')))
      .map(({ nonce }) => `${nonce}: its message still says that it is being made`),
    ...messages
      .filter(({ card, nonce }) => card?.kind === 'image' && !own.has(nonce))
      .map(({ nonce }) => `${nonce}: a message of nothing`),
  ];
}

/** A credit for each side and recipe that was delivered, and for nothing else. */
function wrongCredits({ fleet, generations }: Remains): readonly string[] {
  const delivered = generations.filter((one) => one.deliveredAt !== null);
  const recipes = new Set(delivered.map((one) => one.pairId + one.side + one.recipeHash));
  const { spent, inFlight } = fleet.look(({ credits }) => ({
    spent: credits.spent(PERSON, 0),
    inFlight: credits.inFlight(PERSON),
  }));
  const unpaid = generations.filter(
    (one) => one.state === 'succeeded' && one.deletedAt === null && one.deliveredAt === null,
  );
  return [
    ...(spent === recipes.size ? [] : [`${spent} credits for ${recipes.size} recipes`]),
    ...(inFlight === 0 ? [] : [`${inFlight} credits in flight`]),
    ...unpaid.map(({ id }) => `${id}: an image that was never delivered`),
  ];
}

/** No generation was called for twice, and each call has one row in the ledger, which is closed. */
function doubledPayments({ fleet, generations }: Remains): readonly string[] {
  const calls = fleet.calls();
  const known = new Map(generations.map((one) => [one.spec.outputKey, one]));
  const paid = Map.groupBy(fleet.vendor.calls, (call) => callKey(call.prompt, call.parameters));
  const begun = Map.groupBy(
    calls.flatMap((key) => known.get(key) ?? []),
    callOf,
  );
  const made = generations.filter(({ image }) => image !== null);
  return [
    ...calls.filter((key, index) => calls.indexOf(key) < index).map((key) => `${key}: paid twice`),
    ...calls.filter((key) => !known.has(key)).map((key) => `${key}: paid for nothing known`),
    ...[...paid]
      .filter(([key, seen]) => seen.length > (begun.get(key)?.length ?? 0))
      .map(([key, seen]) => `${key}: the vendor was asked ${seen.length} times`),
    ...made
      .filter((one) => !calls.includes(one.spec.outputKey))
      .map(({ id }) => `${id}: an image that nobody made`),
    // A call that was begun and cancelled may never have come to the vendor; one that has an image did.
    ...[...Map.groupBy(made, callOf)]
      .filter(([key, images]) => images.length > (paid.get(key)?.length ?? 0))
      .map(([key, images]) => `${key}: ${images.length} images, and not of this vendor`),
    ...fleet.look((store) =>
      generations.flatMap(({ id, spec }) => {
        const rows = store.calls.of(id);
        const open = rows.filter((one) => one.outcome === null);
        if (calls.includes(spec.outputKey) && rows.length !== 1)
          return [`${id}: ${rows.length} rows in the ledger`];
        return open.map(() => `${id}: its row in the ledger is open`);
      }),
    ),
  ];
}

/** What the vendor is sent of a generation. */
function callOf({ spec }: Generation): string {
  return callKey(spec.prompt, { seed: 1 + (spec.seed % (2 ** 31 - 1)) });
}

function callKey(prompt: string, { seed }: Readonly<Record<string, unknown>>): string {
  return `${prompt} (seed ${String(seed)})`;
}
