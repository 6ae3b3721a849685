import { describe, expect, it } from 'vitest';
import { type ActionType, encodeAction } from '../../src/core/chat/action.ts';
import { draftOf, FILM } from './promoting.ts';
import {
  admin,
  aWorld,
  CALLERS,
  failed,
  NAMED,
  newestA,
  newestPairOf,
  onImage,
  pressing,
  ready,
  refused,
  retrying,
  rewritten,
  running,
  side,
  stateOf,
  undelivered,
  uninvited,
  type World,
  type Does,
} from './press-worlds.ts';

/** What the action needs to be there, and the press itself. */
const ACTIONS: Record<ActionType, readonly [(world: World) => Promise<unknown>, Does]> = {
  cancel: [running, pressing((world) => ({ type: 'cancel', generation: newestA(world) }))],
  retry: [failed, pressing((world) => ({ type: 'retry', generation: newestA(world) }))],
  act_cancel: [retrying, pressing((world) => ({ type: 'act_cancel', generation: newestA(world) }))],
  reroll: [ready, onImage('reroll')],
  edit: [ready, pressing(({ a }) => ({ type: 'edit', generation: a }), { prompt: 'a man' })],
  rewrite: [refused, pressing((world) => ({ type: 'rewrite', generation: newestA(world) }))],
  rewrite_send: [
    rewritten,
    pressing((world) => ({ type: 'rewrite_send', generation: newestA(world) })),
  ],
  rewrite_edit: [
    rewritten,
    pressing((world) => ({ type: 'rewrite_edit', generation: newestA(world) }), {
      prompt: 'a man',
    }),
  ],
  rewrite_discard: [
    rewritten,
    pressing((world) => ({ type: 'rewrite_discard', generation: newestA(world) })),
  ],
  regenerate: [
    ({ hub, a }) => hub.press({ type: 'tone', generation: a, ratio: 25 }),
    pressing(({ a }) => ({ type: 'regenerate', generation: a })),
  ],
  feedback: [ready, onImage('feedback', { rating: 5 })],
  details: [ready, onImage('details')],
  delete: [ready, onImage('delete')],
  delete_confirm: [ready, onImage('delete_confirm')],
  repost: [undelivered, pressing((world) => ({ type: 'repost', generation: newestA(world) }))],
  promote: [ready, onImage('promote')],
  promote_other: [
    ready,
    pressing(({ a }) => ({ type: 'promote_other', generation: a }), { kind: 'tone', name: 'New' }),
  ],
  promote_to: [ready, pressing(({ a }) => ({ type: 'promote_to', generation: a, target: FILM }))],
  promote_confirm: [
    ready,
    async ({ hub, a }, who) => {
      const asked = await hub.press({ type: 'promote_to', generation: a, target: FILM }, admin);
      return hub.press({ type: 'promote_confirm', draft: draftOf(asked) }, who);
    },
  ],
  pool: [ready, pressing(() => ({ type: 'pool', page: 0, shelf: { of: 'all' } }))],
  pool_entry: [ready, pressing(() => ({ type: 'pool_entry', reference: 't00' }))],
  pool_remove: [ready, pressing(() => ({ type: 'pool_remove', reference: 't00' }))],
  pool_restore: [
    ({ hub }) => hub.press({ type: 'pool_remove', reference: 't00' }, admin),
    pressing(() => ({ type: 'pool_restore', reference: 't00' })),
  ],
  tone: [ready, pressing(({ a }) => ({ type: 'tone', generation: a, ratio: 25 }))],
  angle: [ready, pressing(({ a }) => ({ type: 'angle', generation: a, ratio: 25 }))],
  ask_again: [uninvited, pressing(({ hub }) => ({ type: 'ask_again', pair: newestPairOf(hub) }))],
  pair_details: [ready, pressing(({ pair }) => ({ type: 'pair_details', pair }))],
  likes: [ready, pressing(() => ({ type: 'likes', before: 'none' }))],
  history: [ready, pressing(() => ({ type: 'history', before: 'none' }))],
  review: [ready, pressing(() => ({ type: 'review', before: 'none' }))],
  setting: [ready, pressing(() => ({ type: 'setting', name: 'auto_retries', value: '2' }))],
  costs: [ready, pressing(() => ({ type: 'costs', days: 7 }))],
  example: [ready, pressing(() => ({ type: 'example', number: 1 }))],
  vote: [
    ready,
    pressing(({ a, b }) => ({ type: 'vote', generationA: a, generationB: b, choice: 'A' })),
  ],
};

const FORMS = {
  'the form of edit': [ready, pressing(({ a }) => ({ type: 'edit', generation: a }))],
  'the form of rewrite_edit': [
    rewritten,
    pressing((world) => ({ type: 'rewrite_edit', generation: newestA(world) })),
  ],
  'the form of feedback': [ready, onImage('feedback')],
  'the form of promote_other': [
    ready,
    pressing(({ a }) => ({ type: 'promote_other', generation: a })),
  ],
} satisfies Record<string, readonly [(world: World) => Promise<unknown>, Does]>;

const settledOf: Does = ({ hub, pair }, who) =>
  hub.studio.press.settled(
    who,
    encodeAction({ type: 'rewrite', generation: hub.newest(pair, 'A').id }),
  );

/** What is named rather than pressed: a message's menus, and what programs ask for. */
const NAMED_ONES = {
  'Details of a message': [
    ready,
    ({ hub, a }, who) => hub.studio.press.detailsOf(who, hub.message(a).id),
  ],
  'Promote… of a message': [
    ready,
    ({ hub, a }, who) => hub.studio.press.promoteOf(who, hub.message(a).id),
  ],
  'what becomes of a rewriting': [rewritten, settledOf],
  'promoting by name': [ready, ({ hub, a }, who) => hub.studio.press.promoteNamed(who, a, NAMED)],
  'a side run again': [ready, side({})],
  'a failed side run again': [failed, side({})],
  'a side run with another prompt': [ready, side({ prompt: 'a man' })],
  'a side run with another ratio': [ready, side({ toneRatio: 25 })],
} satisfies Record<string, readonly [(world: World) => Promise<unknown>, Does]>;

/** What each hears: `yes` when let through, else the code of the refusal. */
const TABLE = [
  ['cancel', 'yes', 'not_asker', 'yes', 'gone'],
  ['act_cancel', 'yes', 'not_asker', 'yes', 'gone'],
  ['retry', 'yes', 'not_asker', 'yes', 'gone'],
  ['reroll', 'yes', 'not_asker', 'yes', 'gone'],
  ['edit', 'yes', 'not_asker', 'yes', 'gone'],
  ['the form of edit', 'yes', 'not_asker', 'yes', 'gone'],
  ['rewrite', 'yes', 'not_asker', 'yes', 'gone'],
  ['rewrite_send', 'yes', 'not_asker', 'yes', 'gone'],
  ['rewrite_edit', 'yes', 'not_asker', 'yes', 'gone'],
  ['the form of rewrite_edit', 'yes', 'not_asker', 'yes', 'gone'],
  ['rewrite_discard', 'yes', 'not_asker', 'yes', 'gone'],
  ['what becomes of a rewriting', 'yes', 'not_asker', 'yes', 'gone'],
  ['regenerate', 'yes', 'not_asker', 'yes', 'gone'],
  ['tone', 'yes', 'not_asker', 'yes', 'gone'],
  ['angle', 'yes', 'not_asker', 'yes', 'gone'],
  ['delete', 'yes', 'not_asker', 'yes', 'gone'],
  ['delete_confirm', 'yes', 'not_asker', 'yes', 'gone'],
  ['repost', 'yes', 'not_asker', 'yes', 'gone'],
  ['feedback', 'yes', 'yes', 'yes', 'gone'],
  ['the form of feedback', 'yes', 'yes', 'yes', 'gone'],
  ['vote', 'yes', 'yes', 'yes', 'gone'],
  ['details', 'yes', 'yes', 'yes', 'gone'],
  ['ask_again', 'yes', 'not_asker', 'not_asker', 'gone'],
  ['pair_details', 'yes', 'yes', 'yes', 'gone'],
  ['promote', 'not_admin', 'not_admin', 'yes', 'gone'],
  ['promote_to', 'not_admin', 'not_admin', 'yes', 'gone'],
  ['promote_other', 'not_admin', 'not_admin', 'yes', 'gone'],
  ['the form of promote_other', 'not_admin', 'not_admin', 'yes', 'gone'],
  ['promote_confirm', 'not_admin', 'not_admin', 'yes', 'gone'],
  ['pool', 'yes', 'yes', 'yes', 'yes'],
  ['pool_entry', 'yes', 'yes', 'yes', 'yes'],
  ['pool_remove', 'not_admin', 'not_admin', 'yes', 'yes'],
  ['pool_restore', 'not_admin', 'not_admin', 'yes', 'yes'],
  ['likes', 'yes', 'yes', 'yes', 'yes'],
  ['history', 'yes', 'yes', 'yes', 'yes'],
  ['review', 'not_admin', 'not_admin', 'yes', 'yes'],
  ['costs', 'not_admin', 'not_admin', 'yes', 'yes'],
  ['setting', 'not_admin', 'not_admin', 'yes', 'yes'],
  ['example', 'yes', 'yes', 'yes', 'yes'],
  ['Details of a message', 'yes', 'yes', 'yes', 'not_our_message'],
  ['Promote… of a message', 'not_admin', 'not_admin', 'yes', 'not_our_message'],
  ['promoting by name', 'not_admin', 'not_admin', 'yes', 'gone'],
  ['a side run again', 'yes', 'not_asker', 'yes', 'gone'],
  ['a failed side run again', 'yes', 'not_asker', 'yes', 'gone'],
  ['a side run with another prompt', 'yes', 'not_asker', 'yes', 'gone'],
  ['a side run with another ratio', 'yes', 'not_asker', 'yes', 'gone'],
] as const;

const ALL = { ...ACTIONS, ...FORMS, ...NAMED_ONES };

const NAMES = ['asker', 'other', 'admin', 'elsewhere', 'surface', 'blocked'] as const;

async function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'yes',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
}

describe('who may press what', () => {
  it('is told of every action there is', () => {
    expect(TABLE.map(([what]) => what).toSorted()).toEqual(Object.keys(ALL).toSorted());
  });

  it.each(TABLE)('%s', async (what, asker, other, boss, elsewhere) => {
    const [prepare, act] = ALL[what];
    const outcomes: Record<string, unknown> = {};
    let world: World | undefined;
    for (const name of NAMES) {
      if (world === undefined) await prepare((world = await aWorld()));
      const before = stateOf(world);
      outcomes[name] = await outcomeOf(act(world, CALLERS[name]));
      if (outcomes[name] === 'yes') world = undefined;
      else expect(stateOf(world)).toBe(before);
    }
    const blocked = 'not_allowed_person';
    const expected = { asker, other, admin: boss, elsewhere, surface: elsewhere, blocked };
    expect(outcomes).toEqual(expected);
  });
});
