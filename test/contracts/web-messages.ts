import { beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/core/chat/card.ts';
import type { WebMessages } from '../../src/bots/web/web-messages.ts';

function card(heading: string): Card {
  return { kind: 'header', heading, lines: [], badges: [], rows: [] };
}

function message(id: string, channel = 'general') {
  return { id, channel, nonce: `n-${id}`, replyTo: null, card: card(id), at: 1 };
}

/** What every keeper of the web chat's messages must do. */
export function webMessagesContract(name: string, make: () => WebMessages): void {
  describe(`${name}, as the web chat’s messages`, () => {
    let messages: WebMessages;
    beforeEach(() => {
      messages = make();
    });

    it('stores a nonce once, however often it is posted', () => {
      const first = messages.post(message('m1'));
      const second = messages.post({ ...message('m2'), nonce: 'n-m1' });
      expect(second).toEqual(first);
      expect(messages.page('general', null, 9)).toHaveLength(1);
      expect(messages.byNonce('n-m1')?.id).toBe('m1');
    });

    it('tells every change after a seq, in order, removals included', () => {
      messages.post(message('m1'));
      messages.post(message('m2'));
      messages.post(message('x', 'other'));
      const seq = messages.newestSeq();
      messages.update('m1', card('edited'));
      messages.remove('m2');
      const changes = messages.since('general', seq, 9);
      expect(changes.map((one) => [one.id, one.card?.heading])).toEqual([
        ['m1', 'edited'],
        ['m2', undefined],
      ]);
      expect(messages.since('general', messages.newestSeq(), 9)).toEqual([]);
    });

    it('tells a message that was touched, as it was and at its place', () => {
      const before = messages.post(message('m1'));
      messages.post(message('m2'));
      const seq = messages.newestSeq();
      const touched = messages.touch('m1');
      expect(touched).toEqual({ ...before, seq: seq + 1 });
      expect(messages.since('general', seq, 9)).toEqual([touched]);
      expect(messages.page('general', null, 9).map((one) => one.id)).toEqual(['m1', 'm2']);
    });

    it('gives what was posted, with a seq of its own that rises with every change', () => {
      const posted = messages.post({ ...message('m1'), replyTo: 'm0', at: 7 });
      expect(posted).toEqual({
        id: 'm1',
        channel: 'general',
        nonce: 'n-m1',
        seq: 1,
        replyTo: 'm0',
        card: card('m1'),
        at: 7,
      });
      expect(messages.newestSeq()).toBe(1);
      expect(messages.touch('m1')).toMatchObject({ seq: 2, card: card('m1') });
      expect(messages.update('m1', card('x'))).toMatchObject({ seq: 3, card: card('x') });
      expect(messages.get('m1')).toMatchObject({ seq: 3, replyTo: 'm0', at: 7 });
      expect(messages.newestSeq()).toBe(3);
    });

    it('takes the card away with a message that is removed', () => {
      messages.post(message('m1'));
      messages.touch('m1');
      expect(messages.remove('m1')).toMatchObject({ seq: 3, card: null });
      // Removing it again changes nothing.
      expect(messages.remove('m1')?.seq).toBe(3);
      expect(messages.newestSeq()).toBe(3);
    });

    it('tells no more changes at once than it is asked for, the oldest first', () => {
      for (const id of ['m1', 'm2', 'm3']) messages.post(message(id));
      expect(messages.since('general', 0, 2).map(({ id }) => id)).toEqual(['m1', 'm2']);
      expect(messages.since('general', 2, 2).map(({ id }) => id)).toEqual(['m3']);
    });

    it('shows of a channel its own messages alone, and without removed ones a full page', () => {
      for (const id of ['m1', 'm2', 'm3', 'm4']) messages.post(message(id));
      messages.post(message('x', 'other'));
      messages.remove('m3');
      const ids = (before: string | null) =>
        messages.page('general', before, 2).map((one) => one.id);
      expect(ids(null)).toEqual(['m2', 'm4']);
      // A removed message still has its place.
      expect(ids('m3')).toEqual(['m1', 'm2']);
      expect(ids('m1')).toEqual([]);
    });

    it('keeps an edited message at its place', () => {
      for (const id of ['m1', 'm2', 'm3']) messages.post(message(id));
      messages.update('m1', card('edited'));
      const ids = (before: string | null) =>
        messages.page('general', before, 2).map((one) => one.id);
      expect(ids(null)).toEqual(['m2', 'm3']);
      expect(ids('m2')).toEqual(['m1']);
    });

    it('finds what a message answers, and itself for one that answers none', () => {
      messages.post(message('r1'));
      messages.post({ ...message('a1'), replyTo: 'r1' });
      expect(messages.rootOf('a1')?.id).toBe('r1');
      expect(messages.rootOf('r1')?.id).toBe('r1');
      expect(messages.rootOf('never')).toBeUndefined();
      messages.remove('a1');
      messages.remove('r1');
      expect(messages.rootOf('a1')).toMatchObject({ id: 'r1', card: null });
    });

    it('pages through what answers nothing, in both directions, and finds its answers', () => {
      for (const n of [1, 2, 3, 4]) {
        messages.post(message(`r${n}`));
        messages.post({ ...message(`a${n}`), replyTo: `r${n}` });
      }
      messages.post({ ...message('b1'), replyTo: 'r1' });
      messages.post(message('x', 'other'));
      messages.remove('r3');
      messages.remove('a4');
      const ids = (found: readonly { readonly id: string }[]) => found.map((one) => one.id);
      expect(ids(messages.rootsBefore('general', null, 2))).toEqual(['r2', 'r4']);
      expect(ids(messages.rootsBefore('general', 'r4', 9))).toEqual(['r1', 'r2']);
      expect(ids(messages.rootsBefore('general', 'r1', 9))).toEqual([]);
      expect(ids(messages.rootsAfter('general', 'r1', 1))).toEqual(['r2']);
      expect(ids(messages.rootsAfter('general', 'r2', 9))).toEqual(['r4']);
      expect(ids(messages.answersTo(['r1', 'r4', 'never']))).toEqual(['a1', 'b1']);
      expect(messages.answersTo([])).toEqual([]);
    });

    it('does nothing to a message that is gone', () => {
      messages.post(message('m1'));
      messages.remove('m1');
      expect(messages.remove('m1')?.card).toBeNull();
      expect(messages.update('m1', card('x'))).toBeUndefined();
      expect(messages.touch('m1')).toBeUndefined();
      expect(messages.remove('never')).toBeUndefined();
      expect(messages.page('general', null, 9)).toEqual([]);
    });
  });
}
