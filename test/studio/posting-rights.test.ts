import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/core/chat/action.ts';
import { UserError } from '../../src/core/words/user-error.ts';
import { say } from '../../src/core/words/words.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const muted = aCaller('ana', { lacking: ['Send Messages', 'Attach Files'] });

describe('where the bot may not post', () => {
  it('no pair is accepted, and nothing is stored', async () => {
    const hub = await new Hub().start();
    const error = await hub.generate('a cat', muted).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'bot_needs', status: 403 });
    expect(error instanceof UserError && say(error, 'en')).toContain('Send Messages, Attach Files');
    expect(hub.store.pairs.history('web:ana', 'web', null, 9)).toEqual([]);
  });

  it('one missing right is enough to refuse', async () => {
    const hub = await new Hub().start();
    const blind = aCaller('ana', { lacking: ['Embed Links'] });
    await expect(hub.generate('a cat', blind)).rejects.toThrow('bot_needs');
    expect(hub.store.pairs.history('web:ana', 'web', null, 9)).toEqual([]);
  });

  it('no form for a pair is opened to people whom the door refuses', async () => {
    const hub = await new Hub().start();
    hub.store.access.block('web:ana', 'cli', '', hub.clock.now());
    const open = () => hub.studio.generate.form(aCaller('ana'), {}, { id: 100 });
    expect(open).toThrow('not_allowed_person');
  });

  it('no form for a pair is opened', async () => {
    const hub = await new Hub().start();
    expect(() => hub.studio.generate.form(muted, {}, { id: 100 })).toThrow('bot_needs');
    expect(hub.studio.generate.form(aCaller('ana'), {}, { id: 100 }).id).toBe('generate?');
  });

  it('a request that was accepted before is answered as it was', async () => {
    const hub = await new Hub().start();
    const input = { options: { prompt: 'a cat' }, attachments: [], requestKey: 'twice' };
    const ids = await hub.accept(aCaller('ana'), input);
    expect(await hub.accept(muted, input)).toEqual(ids);
  });

  it('whoever the door refuses is told that first', async () => {
    const hub = await new Hub().start();
    hub.store.access.block('web:ana', 'cli', '', hub.clock.now());
    await expect(hub.generate('a cat', muted)).rejects.toThrow('not_allowed_person');
    const press = hub.press({ type: 'example', number: 1 }, muted);
    await expect(press).rejects.toThrow('not_allowed_person');
  });

  it.each(['retry', 'reroll', 'regenerate', 'edit', 'repost'] as const)(
    '%s is refused, also before its form is opened',
    async (type) => {
      const hub = await new Hub().start();
      const pair = await hub.pairWithImages();
      const { id: generation } = hub.newest(pair, 'A');
      await expect(hub.press({ type, generation }, muted)).rejects.toThrow('bot_needs');
      expect(hub.newest(pair, 'A').id).toBe(generation);
    },
  );

  it('an example prompt is refused', async () => {
    const hub = await new Hub().start();
    await expect(hub.press({ type: 'example', number: 1 }, muted)).rejects.toThrow('bot_needs');
  });

  it.each<(generation: string, pair: string) => Action>([
    (generation) => ({ type: 'tone', generation, ratio: 25 }),
    (generation) => ({ type: 'feedback', generation }),
    (generation) => ({ type: 'details', generation }),
    (generation) => ({ type: 'delete', generation }),
    (_, pair) => ({ type: 'pair_details', pair }),
    () => ({ type: 'history', before: 'p1' }),
  ])('what posts nothing works (%#)', async (actionOn) => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const action = actionOn(hub.newest(pair, 'A').id, pair);
    expect(await hub.press(action, muted)).toMatchObject({ type: expect.any(String) });
  });
});
