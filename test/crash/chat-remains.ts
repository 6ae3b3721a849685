import { expect, it } from 'vitest';
import type { Generation, PairView, Post } from '../../src/core/domain/pair.ts';
import { isLive } from '../../src/core/domain/side.ts';
import type { Store } from '../../src/core/ports/store.ts';
import type { CrashChat, StandingMessage } from './crash-chat.ts';

/** What is left of hubs and their work when all has come to rest. */
export interface ChatRemains {
  readonly views: readonly PairView[];
  readonly generations: readonly Generation[];
  readonly posts: readonly Post[];
  readonly messages: readonly StandingMessage[];
  /** Output keys of all calls that were begun. */
  readonly calls: readonly string[];
  readonly rowsOfCalls: readonly number[];
  readonly spent: number;
  readonly inFlight: number;
}

/** Everybody's pairs, also those whose commands were never answered. */
export function allViews(chat: CrashChat, { pairs }: Store): readonly PairView[] {
  return chat.people.flatMap((id) => pairs.history(id, chat.workspace, null, 100_000));
}

export function remainsOf(chat: CrashChat, store: Store, calls: readonly string[]): ChatRemains {
  const views = allViews(chat, store);
  const sum = (of: (id: string) => number) => chat.people.reduce((all, id) => all + of(id), 0);
  return {
    views,
    generations: views.flatMap((view) => view.generations),
    posts: views.flatMap((view) => view.posts),
    messages: chat.messages(),
    calls,
    rowsOfCalls: calls.map((key) => {
      const id = key.split('/').at(-1)?.split('.')[0] ?? '';
      return store.calls.of(id).length;
    }),
    spent: sum((id) => store.credits.spent(id, 0)),
    inFlight: sum((id) => store.credits.inFlight(id)),
  };
}

/** Expects that no promise is broken. At least `answered` commands were answered in public. */
export function chatKeepsItsPromises(
  chat: () => CrashChat,
  remains: () => ChatRemains,
  answered: number,
): void {
  /** Messages that stand and were made for this pair or generation. */
  const messagesOf = (id: string) =>
    remains().messages.filter((message) => message.owners.includes(id));

  it('no accepted pair is lost, and each has exactly one header', () => {
    const stored = remains().views.map((view) => view.pair.id);
    const shown = chat().answered();
    expect(shown.length).toBeGreaterThanOrEqual(answered);
    expect(stored).toEqual(expect.arrayContaining([...shown]));
    expect(stored.filter((id) => messagesOf(id).length !== 1)).toEqual([]);
    expect(remains().views.filter((view) => view.generations.length < 2)).toEqual([]);
  });

  it('every image stands once with its own picture, and every other ending has one card', () => {
    for (const one of remains().generations) {
      const own = messagesOf(one.id);
      expect(own).toHaveLength(one.deletedAt === null ? 1 : 0);
      const isShown = one.image !== null && one.deletedAt === null;
      const file = `diptych-${one.pairId}-${one.side}${one.number}.`;
      expect(own.flatMap(({ pictures }) => pictures)).toEqual(
        isShown ? [expect.stringContaining(file)] : [],
      );
    }
  });

  it('every message is known: the hub never lost sight of one', () => {
    const known = remains().posts.flatMap((one) =>
      one.state === 'posted' ? (one.messageId ?? []) : [],
    );
    expect(
      remains()
        .messages.map((one) => one.id)
        .toSorted(),
    ).toEqual(known.toSorted());
    const states = new Set(remains().posts.map((post) => post.state));
    expect([...states].filter((state) => state !== 'posted' && state !== 'removed')).toEqual([]);
  });

  it('nothing is left waiting, nor says that it is', () => {
    expect(remains().views.filter((view) => view.pair.state !== 'planned')).toEqual([]);
    expect(remains().generations.filter((one) => isLive(one.state))).toEqual([]);
    const buttons = remains().messages.flatMap((one) => one.buttons);
    expect(buttons.filter((id) => id.startsWith('1:cancel:'))).toEqual([]);
  });

  it('no provider was called twice for one generation, nor without a row that says so', () => {
    expect(new Set(remains().calls).size).toBe(remains().calls.length);
    expect(remains().rowsOfCalls.filter((rows) => rows !== 1)).toEqual([]);
  });

  it('one credit a delivered side and recipe, no more', () => {
    const delivered = remains().generations.filter((one) => one.deliveredAt !== null);
    const recipes = new Set(delivered.map((one) => one.pairId + one.side + one.recipeHash));
    expect([remains().spent, remains().inFlight]).toEqual([recipes.size, 0]);
  });

  it('nothing was asked of the chat that it refuses, and nobody was pinged', () => {
    expect(chat().faults()).toEqual([]);
  });
}
