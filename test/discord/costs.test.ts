import { describe, expect, it } from 'vitest';
import { encodeAction } from '../../src/core/chat/action.ts';
import type { FakeInteraction } from '../fakes/discord/interaction.ts';
import { type AtDiscord, atDiscord, buttonOf, labelsOf, privateText, stands } from './kit.ts';

const more = { subcommand: 'costs' };

async function said(at: AtDiscord, sent: FakeInteraction, text: string): Promise<string> {
  await sent.answered;
  return at.discord.until(() => {
    const told = privateText(sent);
    return told.includes(text) ? told : undefined;
  });
}

describe('/diptych costs in Discord', () => {
  it('tells an admin of the server what its calls cost, and other periods by a press', async () => {
    const at = await atDiscord();
    const you = at.person('you');
    await at.ask('a paper boat');
    await stands(at);
    const sent = you.slash('diptych', { days: 7 }, more);
    const text = await said(at, sent, 'Provider costs · 7 days');
    expect(text).toContain('Total: $0.00 · 2 calls');
    expect(text).toContain('By person');
    const card = sent.original;
    if (card === undefined) throw new Error('there is no card');
    expect(card.ephemeralFor).toBe(you.user);
    expect(labelsOf(card)).toEqual(['30 days', '90 days', '366 days']);
    await said(at, you.press(card.id, buttonOf(card, '90 days')), 'Provider costs · 90 days');
    await said(at, you.slash('diptych', {}, more), 'Provider costs · 30 days');
  });

  it('counts another server’s calls for that server alone', async () => {
    const at = await atDiscord();
    await at.ask('a paper boat');
    await stands(at);
    const other = at.discord.addGuild({ name: 'Other' });
    const channel = other.addChannel({ name: 'pictures' });
    const boss = at.discord.addUser({ name: 'boss' });
    other.addMember(boss, { admin: true });
    const sent = at.discord.person(boss, channel).slash('diptych', {}, more);
    expect(await said(at, sent, 'Provider costs')).toContain('No provider was called.');
  });

  it('is refused to members, by the command and by a press that is forged', async () => {
    const at = await atDiscord();
    const ben = at.person('ben');
    await said(at, ben.slash('diptych', {}, more), 'Only admins can do that.');
    await at.ask('a paper boat');
    const shown = await at.image('A');
    const forged = encodeAction({ type: 'costs', days: 7 });
    await said(at, ben.press(shown.id, forged), 'Only admins can do that.');
    const wrong = encodeAction({ type: 'costs', days: 0 });
    await said(at, at.person('you').press(shown.id, wrong), 'a whole number from 1 to 366');
  });
});
