import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/core/domain/person.ts';
import { UserError } from '../../src/core/words/user-error.ts';
import { say } from '../../src/core/words/words.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const admin = aCaller('boss', { admin: true });

async function heading(hub: Hub, word: string, rest = '', who: Caller = admin): Promise<string> {
  const reply = await hub.studio.menu.open(who, word, rest);
  return reply.type === 'card' ? reply.card.heading : reply.type;
}

describe('/diptych', () => {
  it.each([
    ['help', '', 'What Diptych does'],
    ['', '', 'What Diptych does'],
    ['credits', '', 'Your credits'],
    ['history', '', 'Your pairs'],
    ['likes', '', 'Images you like'],
    ['models', '', 'Models'],
    ['pool', '', 'Reference pool · all'],
    ['pool', 'mina', 'Reference pool · Person: Mina'],
    ['pool', '“mina”', 'Reference pool · Person: Mina'],
    ['pool', "'Mina'", 'Reference pool · Person: Mina'],
    ['costs', '', 'Provider costs · 30 days'],
    ['costs', '7', 'Provider costs · 7 days'],
    ['costs', '\u200b7', 'Provider costs · 7 days'],
    ['settings', '', 'Settings of this workspace'],
    ['settings', 'on', 'said'],
  ])('%s %s answers with “%s”', async (word, rest, expected) => {
    const hub = await new Hub().start();
    expect(await heading(hub, word, rest)).toBe(expected);
  });

  it.each([
    ['creditz', 'There is no “/diptych creditz”. Did you mean “/diptych credits”?'],
    ['hlep', 'There is no “/diptych hlep”. Did you mean “/diptych help”?'],
    ['nonsense', 'There is no “/diptych nonsense”. Known words: help, credits, history, likes,'],
    ['constructor', 'There is no “/diptych constructor”. Known words: help'],
    ['x'.repeat(10_000), `There is no “/diptych ${'x'.repeat(39)}…”. Known words: help`],
  ])('names the word %j, and the nearest one', async (word, said) => {
    const hub = await new Hub().start();
    const refused = await hub.studio.menu.open(aCaller(), word, '').catch((cause) => cause);
    expect(refused).toBeInstanceOf(UserError);
    expect(say(refused, 'en')).toContain(said);
  });

  it('refuses what its word does not know, and people whom the door does not let in', async () => {
    const hub = await new Hub().start();
    await expect(heading(hub, 'costs', 'never')).rejects.toThrow('days_invalid');
    await expect(heading(hub, 'costs', '', aCaller())).rejects.toThrow('not_admin');
    await expect(heading(hub, 'pool', 'nobody')).rejects.toThrow('shelf_unknown');
    hub.store.access.putRules('web', { roles: ['artists'], channels: [] });
    const words = [
      'nonsense',
      'help',
      'credits',
      'history',
      'likes',
      'models',
      'pool',
      'costs',
      'settings',
    ];
    for (const word of words) {
      await expect(heading(hub, word, '', aCaller())).rejects.toThrow('not_allowed_role');
    }
  });
});
