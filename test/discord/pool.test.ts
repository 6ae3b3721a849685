import { describe, expect, it } from 'vitest';
import type { FakeInteraction } from '../fakes/discord/interaction.ts';
import type { FakeMessage } from '../fakes/discord/message.ts';
import { COMPONENT } from '../fakes/discord/component.ts';
import { added, aReference } from '../values.ts';
import { type AtDiscord, atDiscord, buttonOf, labelsOf, privateText } from './kit.ts';

/** The private card that answers, once it says so. */
async function cardOf(at: AtDiscord, sent: FakeInteraction, text: string): Promise<FakeMessage> {
  await sent.answered;
  return at.discord.until(() => {
    const card = sent.original;
    return card !== undefined && privateText(sent).includes(text) ? card : undefined;
  });
}

/** The id of a card's list that has such a choice, with the choice's value. */
function choiceOf(card: FakeMessage, label: string): readonly [string, string] {
  for (const id of card.customIds) {
    const found = card.component(id)?.options?.find((one) => one.label.startsWith(label));
    if (found !== undefined) return [id, found.value];
  }
  throw new Error(`there is no choice ${label}`);
}

describe('Promote… in Discord', () => {
  it('is one private card from the picture to the end, found under Apps too', async () => {
    const at = await atDiscord();
    const you = at.person('you');
    await at.ask('a paper boat');
    const shown = await at.image('A');
    await at.header('Which is better?');
    const card = await cardOf(at, you.menu('Diptych promote', shown.id), 'Pick a person');
    expect(card.files).toHaveLength(1);
    expect(card.ephemeralFor).toBe(you.user);
    const [list, value] = choiceOf(card, 'Person: Mina');
    const chosen = you.choose(card.id, list, [value]);
    expect(await cardOf(at, chosen, 'As a picture of Mina?')).toBe(card);
    expect(card.files).toHaveLength(1);
    const confirm = you.press(card.id, buttonOf(card, 'Promote'));
    expect(await cardOf(at, confirm, 'In the pool ✓ Mina')).toBe(card);
    expect(labelsOf(card)).toEqual([]);
    await at.image('A', 'In the pool ✓');
    expect(at.store().promotions.of(buttonOf(shown, 'Details').split(':')[2] ?? '')).toHaveLength(
      1,
    );
  });

  it('goes back, asks for a typed name in a form, and asks before anything is made', async () => {
    const at = await atDiscord();
    const you = at.person('you');
    await at.ask('a paper boat');
    const shown = await at.image('A');
    const card = await cardOf(
      at,
      you.press(shown.id, buttonOf(shown, 'Promote…')),
      'Pick a person',
    );
    const form = you.press(card.id, buttonOf(card, 'Other…'));
    await form.answered;
    const sent = you.submit(form, { kind: 'tone', name: '네온 밤' });
    expect(await cardOf(at, sent, 'As a tone of 네온 밤?')).toBe(card);
    const back = you.press(card.id, buttonOf(card, 'Pick another'));
    expect(await cardOf(at, back, 'Pick a person')).toBe(card);
    expect(
      at
        .store()
        .pool.categories()
        .map((one) => one.slug),
    ).not.toContain('neon-bam');
  });

  it('shows 25 of many targets, the most promoted to first; the rest are typed', async () => {
    const at = await atDiscord();
    const { pool } = at.store();
    for (let n = 0; n < 60; n += 1) {
      const persona = `person-${n}`;
      pool.putPersona({ slug: persona, displayName: `Person ${n}`, tags: [] });
      const id = `m${n}`;
      const reference = aReference(id, {
        kind: 'model',
        category: null,
        persona,
        key: `refs/${id}`,
      });
      pool.insert(reference, added({ source: n === 42 ? 'promotion' : 'import' }));
    }
    await at.ask('a paper boat');
    const shown = await at.image('A');
    const sent = at.person('you').press(shown.id, buttonOf(shown, 'Promote…'));
    const card = await cardOf(at, sent, 'Pick a person');
    const [list] = card.customIds;
    const options = card.component(list ?? '')?.options ?? [];
    expect(options).toHaveLength(25);
    expect(options[0]?.label).toBe('Person: Person 42');
  });

  it('is refused to members, on messages without an image, and by a choice that is forged', async () => {
    const at = await atDiscord();
    const [you, ben] = [at.person('you'), at.person('ben')];
    const asked = await at.ask('a paper boat');
    const shown = await at.image('A');
    const said = async (sent: FakeInteraction) => {
      await sent.answered;
      return privateText(sent);
    };
    expect(await said(ben.press(shown.id, buttonOf(shown, 'Promote…')))).toBe(
      'Only admins can do that.',
    );
    expect(await said(ben.menu('Diptych promote', shown.id))).toBe('Only admins can do that.');
    const header = asked.answer?.message?.id ?? '';
    expect(await said(you.menu('Diptych promote', header))).toContain('shows no image of mine');
    const card = await cardOf(
      at,
      you.press(shown.id, buttonOf(shown, 'Promote…')),
      'Pick a person',
    );
    const [list, value] = choiceOf(card, 'Person: Mina');
    expect(card.component(list)?.type).toBe(COMPONENT.stringSelect);
    const forged = ben.press(shown.id, value);
    expect(await said(forged)).toBe('Only admins can do that.');
  });
});

describe('/diptych pool in Discord', () => {
  it('is browsed with pictures, narrowed while one types, and taken out of by admins', async () => {
    const at = await atDiscord();
    const [you, ben] = [at.person('you'), at.person('ben')];
    const more = { subcommand: 'pool' };
    const typed = ben.autocomplete('diptych', { of: 'nat' }, 'of', more);
    await typed.answered;
    expect(typed.answer?.choices).toEqual([
      { name: 'Tone: Natural film', value: 'tone.a(natural,film)' },
    ]);
    const page = await cardOf(at, ben.slash('diptych', {}, more), '1–8 of 60');
    expect(page.files).toHaveLength(8);
    const next = ben.press(page.id, buttonOf(page, 'More'));
    expect(await cardOf(at, next, '9–16 of 60')).toBe(page);
    const [list, people] = choiceOf(page, 'people');
    await cardOf(at, ben.choose(page.id, list, [people]), '1–4 of 4');
    const [entries, mina] = choiceOf(page, 'Mina');
    const entry = await cardOf(
      at,
      ben.choose(page.id, entries, [mina]),
      'Part of the starter pool',
    );
    expect(labelsOf(entry)).toEqual(['Back to the pool']);
    const mine = await cardOf(at, you.slash('diptych', { of: 'Mina' }, more), 'Mina · person');
    const opened = you.choose(mine.id, ...asArguments(choiceOf(mine, 'Mina')));
    const story = await cardOf(at, opened, 'Part of the starter pool');
    await cardOf(
      at,
      you.press(story.id, buttonOf(story, 'Remove from the pool')),
      'Removed by you',
    );
    expect(
      at
        .store()
        .pool.available('model')
        .map((one) => one.persona),
    ).not.toContain('mina');
    await cardOf(at, you.press(story.id, buttonOf(story, 'Put back')), 'Part of the starter pool');
  });
});

function asArguments([list, value]: readonly [string, string]): [string, readonly string[]] {
  return [list, [value]];
}
