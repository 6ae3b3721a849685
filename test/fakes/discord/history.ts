import type { FakeChannel } from './channel.ts';
import { badField, missingAccess } from './errors.ts';
import type { FakeMessage } from './message.ts';
import { PERMISSION } from './permissions.ts';
import { byAge } from './snowflakes.ts';

/** A number of the query between 1 and 100; 50035 otherwise. */
export function pageSize(query: URLSearchParams, usual: number): number {
  const limit = Number(query.get('limit') ?? usual);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100) return limit;
  throw badField(['limit'], 'NUMBER_TYPE_MAX', 'int value should be between 1 and 100.');
}

/** A page of a channel’s history, newest first. */
export function history(channel: FakeChannel, query: URLSearchParams): readonly FakeMessage[] {
  const limit = pageSize(query, 50);
  const [before, after, around] = ['before', 'after', 'around'].map((name) => query.get(name));
  if ([before, after, around].filter(Boolean).length > 1) {
    throw badField(['before'], 'BASE_TYPE_CHOICES', 'Only one of before, after and around');
  }
  if (!channel.botMay(PERMISSION.viewChannel)) throw missingAccess();
  // The service hides history without an error.
  if (!channel.botMay(PERMISSION.readMessageHistory)) return [];
  const all = channel.all.filter((one) => !one.deleted && one.ephemeralFor === undefined);
  if (before)
    return all
      .filter((one) => byAge(one.id, before) < 0)
      .slice(-limit)
      .toReversed();
  if (after)
    return all
      .filter((one) => byAge(one.id, after) > 0)
      .slice(0, limit)
      .toReversed();
  if (around) return middle(all, around, limit).toReversed();
  return all.slice(-limit).toReversed();
}

function middle(all: readonly FakeMessage[], id: string, limit: number): FakeMessage[] {
  const half = Math.floor(limit / 2);
  const older = all.filter((one) => byAge(one.id, id) < 0).slice(-half);
  return [...older, ...all.filter((one) => byAge(one.id, id) >= 0).slice(0, limit - older.length)];
}
