import { expect, it, vi } from 'vitest';
import type { FakeInteraction } from '../fakes/discord/interaction.ts';
import { PATIENT } from '../patient.ts';
import { type AtDiscord, atDiscord, buttonOf, privateText } from './kit.ts';

const BLOCKED = 'You cannot use Diptych here: an admin has blocked this account.';

async function answered(at: AtDiscord, sent: FakeInteraction): Promise<string> {
  await sent.answered;
  return at.discord.until(() => privateText(sent) || undefined);
}

it('who is blocked gets the refusal at every door of Discord', async () => {
  const at = await atDiscord();
  const ana = at.person('ana');
  await at.ask('a tree', ana);
  const [image, header] = [await at.image('A'), await at.header('Which is better?')];
  const form = ana.press(image.id, buttonOf(image, 'Edit…'));
  await form.answered;
  const empty = ana.slash('generate', {});
  await empty.answered;
  at.store().access.block(`discord:${ana.user.id}`, 'cli', 'a test', 0);

  const typed = ana.autocomplete('generate', {}, 'tier');
  await typed.answered;
  expect(typed.answer?.choices).toEqual([]);
  const doors: readonly (readonly [string, () => FakeInteraction])[] = [
    ['a command', () => ana.slash('generate', { prompt: 'a cat' })],
    ['the empty command', () => ana.slash('generate', {})],
    ['a word', () => ana.slash('diptych', {}, { subcommand: 'help' })],
    ['the form of the command', () => ana.submit(empty, { prompt: 'a cat' })],
    ['a form of a button', () => ana.submit(form, { prompt: 'a cat' })],
    ['a button', () => ana.press(image.id, buttonOf(image, 'Re-roll'))],
    ['a vote', () => ana.press(header.id, buttonOf(header, 'Tie'))],
    ['a menu of a message', () => ana.menu('Diptych details', image.id)],
  ];
  for (const [door, act] of doors) {
    expect([door, await answered(at, act())]).toEqual([door, BLOCKED]);
  }
  expect(at.images()).toHaveLength(2);
  expect(at.headers()).toHaveLength(1);
});

it('reactions of who is blocked are neither stored nor taken back; those of others are', async () => {
  const at = await atDiscord();
  const [ana, ben] = [at.person('ana'), at.person('ben')];
  await at.ask('a tree');
  const image = await at.image('A');
  await at.header('A · ready');
  const id = buttonOf(image, 'Details').split(':')[2] ?? '';
  const rows = at.store();
  const kept = () => rows.reactions.of(id).map((one) => `${one.personId} ${one.name}`);
  const until = (wanted: readonly string[]) =>
    vi.waitFor(() => expect(kept().toSorted()).toEqual(wanted.toSorted()), PATIENT);
  const [hers, his] = [`discord:${ana.user.id}`, `discord:${ben.user.id}`];
  ana.react(image.id, '❤️');
  ben.react(image.id, '🔥');
  await until([`${hers} heart`, `${his} fire`]);
  rows.access.block(hers, 'cli', 'a test', 0);
  ana.unreact(image.id, '❤️');
  ana.react(image.id, '👎');
  // Events are read in their order.
  ben.unreact(image.id, '🔥');
  ben.react(image.id, '🎉');
  await until([`${hers} heart`, `${his} tada`]);
  // Others may take back theirs where roles are asked for: the event does not name roles.
  rows.access.putRules(at.guild.id, { roles: ['1'], channels: [] });
  ben.unreact(image.id, '🎉');
  await until([`${hers} heart`]);
});
