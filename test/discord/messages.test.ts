import { describe, expect, it } from 'vitest';
import { SystemClock } from '../../src/system.ts';
import { FLAG } from '../fakes/discord/message.ts';
import { atDiscord, buttonOf, isHeader, isImage, labelsOf, privateText } from './kit.ts';

const DAY_MS = 86_400_000;

describe('an image’s message', () => {
  it('has the picture attached, words for who cannot see it, and two rows of buttons', async () => {
    const { ask, image, header } = await atDiscord();
    const sent = await ask('a woman walking');
    const shown = await image('A');
    expect(shown.files).toMatchObject([
      { type: 'image/png', description: 'Side A: a woman walking' },
    ]);
    expect(shown.components.map((row) => row.components?.map((one) => one.label))).toEqual([
      ['Re-roll', 'Edit…', 'Tone 100 %'],
      ['Feedback…', 'Promote…', 'Details', 'Delete'],
    ]);
    await header('Which is better?');
    expect(shown.reference?.message?.id).toBe(sent.answer?.message?.id);
    expect(shown.pings).toEqual([]);
    // A link in it must not grow into a second picture.
    expect(shown.has(FLAG.suppressEmbeds)).toBe(true);
  });

  it('keeps its picture through every edit', async () => {
    const { ask, image, person, discord } = await atDiscord();
    await ask('a chair');
    const shown = await image('A');
    await person('you').press(shown.id, buttonOf(shown, 'Tone 100 %')).answered;
    await discord.until(() => labelsOf(shown).includes('Regenerate'));
    expect(shown.edits).toBeGreaterThan(0);
    expect(shown.files).toHaveLength(1);
    const edits = discord.requests.filter(({ method }) => method === 'PATCH');
    expect(edits.flatMap(({ files }) => files)).toEqual([]);
  });

  it('is hidden where admins set the channel so, and only they can', async () => {
    const { ask, image, person, discord } = await atDiscord();
    const on = { spoiler: true };
    const ben = person('ben').slash('diptych', on, { subcommand: 'settings' });
    await ben.answered;
    expect(privateText(ben)).toBe('Only admins can do that.');
    const you = person('you').slash('diptych', on, { subcommand: 'settings' });
    await you.answered;
    expect(privateText(you)).toContain('pictures are hidden');
    await ask('a tree');
    const shown = await image('B');
    expect(shown.files[0]?.name).toMatch(/^SPOILER_diptych-/);
    await discord.until(() => discord.messages(shown.channel_id).filter(isImage).length === 2);
  });
});

describe('what people write', () => {
  it('pings nobody, forges nothing and stays in its message', async () => {
    const { ask, header, image, guild, person, discord } = await atDiscord();
    const ben = person('ben').user;
    const prompt = `@everyone @here <@${ben.id}> **x** ||y|| [z](https://evil.example) \`\`\`a`;
    const prompts = [
      prompt,
      `> q\n# h\n- l\n<@&${guild.id}>`,
      'x'.repeat(2_500),
      '\\*'.repeat(1_250),
    ];
    for (const one of prompts) await ask(one);
    await discord.until(
      () => discord.messages(person('you').channel.id).filter(isImage).length === 8,
    );
    for (const message of discord.messages(person('you').channel.id))
      expect(message.pings).toEqual([]);
    expect((await header('@everyone @here')).text).toContain(String.raw`\@everyone \@here \<\@`);
    await image('A');
  });

  it('that is too long for a private card comes whole in a file', async () => {
    const { ask, image, person, discord } = await atDiscord();
    await ask('_'.repeat(2_500));
    const shown = await image('A');
    const details = person('you').press(shown.id, buttonOf(shown, 'Details'));
    await discord.until(() =>
      privateText(details).includes('The whole text is in the attached file'),
    );
    const file = details.original?.files.find((one) => one.name === 'details.txt');
    expect(new TextDecoder().decode(file?.bytes)).toContain('_'.repeat(2_500));
  });
});

describe('private answers', () => {
  it('show pictures from our own store, five pairs a page, with links to the messages', async () => {
    const { ask, person, discord, images } = await atDiscord();
    for (let n = 0; n < 6; n += 1) {
      await ask(`a cat ${n}`);
      await discord.until(() => images().length === 2 * (n + 1));
    }
    const you = person('you');
    const history = you.slash('diptych', {}, { subcommand: 'history' });
    await discord.until(() => privateText(history).includes('a cat 5'));
    const card = history.original;
    if (card === undefined) throw new Error('no card');
    expect(card.files).toHaveLength(10);
    for (const { bytes, type } of card.files) {
      expect([type, bytes.length < 100_000]).toEqual(['image/webp', true]);
    }
    expect(card.text).toContain(`(https://discord.com/channels/${you.channel.guild?.id}/`);
    const more = you.press(card.id, buttonOf(card, 'More'));
    await more.answered;
    await discord.until(() => card.text.includes('a cat 0'));
    expect(card.text).not.toContain('a cat 5');
    expect(card.has(FLAG.ephemeral)).toBe(true);
  });

  it('hold a whole page of long prompts with all their pictures', async () => {
    const { ask, person, discord, images } = await atDiscord();
    for (let n = 0; n < 6; n += 1) {
      await ask(`${n} ${'long '.repeat(490)}`);
      await discord.until(() => images().length === 2 * (n + 1));
    }
    const history = person('you').slash('diptych', {}, { subcommand: 'history' });
    await discord.until(() => privateText(history).includes('…'));
    expect(history.original?.files).toHaveLength(10);
  });

  it('are seen by nobody else', async () => {
    const { ask, image, person, discord } = await atDiscord();
    await ask('a stone');
    const shown = await image('A');
    const details = person('ben').press(shown.id, buttonOf(shown, 'Details'));
    await discord.until(() => privateText(details).includes('Prompt as sent:'));
    expect(person('you').sees()).not.toContain(details.original);
    expect(details.original?.files.length).toBeGreaterThan(2);
  });
});

describe('a picture larger than the server takes', () => {
  it('comes smaller, says so, and links to the original for an hour where that can be reached', async () => {
    const env = { PUBLIC_URL: 'https://art.example', API_TOKEN: 'x'.repeat(20) };
    const { ask, image, guild, hub, person, discord } = await atDiscord(env);
    guild.maxUpload = 150_000;
    await ask('a mountain');
    const shown = await image('A', 'Shown smaller: the original has');
    expect(shown.files[0]?.bytes.length).toBeLessThan(150_000);
    expect(shown.files[0]?.name).toMatch(/-preview\.webp$/);
    const link = /\(https:\/\/art\.example(\/images\/[^)]+)\)/.exec(shown.text)?.[1];
    expect((await fetch(`${hub.url}${link}`)).headers.get('content-type')).toBe('image/png');
    // Later edits say the same.
    await person('you').press(shown.id, buttonOf(shown, 'Tone 75 %')).answered;
    await discord.until(() => labelsOf(shown).includes('Regenerate'));
    expect(shown.text).toContain('Shown smaller');
    // A link that has died is had anew from Details.
    const details = person('you').press(shown.id, buttonOf(shown, 'Details'));
    await discord.until(() => privateText(details).includes('Open the original'));
  });

  it('says where the original is when it cannot be linked to', async () => {
    const { ask, image, guild } = await atDiscord();
    guild.maxUpload = 150_000;
    await ask('a mountain');
    const shown = await image('A', 'Shown smaller');
    expect(shown.text).toContain('The hub keeps the original as library/');
  });
});

describe('buttons', () => {
  it('work after a restart, and after 30 days', async () => {
    const { ask, image, hub, person, discord, header } = await atDiscord();
    await ask('a hill');
    const shown = await image('A');
    await header('Which is better?');
    await hub.restart(async () => {});
    const you = person('you');
    await discord.until(() => discord.gateway.connected === 1);
    await you.press(shown.id, buttonOf(shown, 'Re-roll')).answered;
    const second = await image('A', 'A · 2nd · 3 tones');
    await hub.restartWith({}, new LaterClock(30 * DAY_MS));
    await you.press(second.id, buttonOf(second, 'Re-roll')).answered;
    await image('A', 'A · 3rd · 3 tones');
    await discord.until(() => labelsOf(shown).includes('Edit…'));
    const edit = you.press(shown.id, buttonOf(shown, 'Edit…'));
    await edit.answered;
    await you.submit(edit, { prompt: 'a green hill' }).answered;
    await image('A', 'Edited: a green hill');
    await header('A · 4th');
  });

  it('of a form that was opened before a restart too', async () => {
    const { ask, ending, hub, person, discord, image } = await atDiscord();
    await ask('a cat #block-a');
    const blocked = await ending('A');
    const you = person('you');
    const opened = you.press(blocked.id, buttonOf(blocked, 'Edit…'));
    await opened.answered;
    await hub.restart(async () => {});
    await discord.until(() => discord.gateway.connected === 1);
    await you.submit(opened, { prompt: 'a calm cat' }).answered;
    await image('A', 'Edited: a calm cat');
  });

  it('that are not ours are told so', async () => {
    const { ask, header, person } = await atDiscord();
    await ask('a cat');
    const seen = await header();
    const forged = person('ben').press(seen.id, 'something:else');
    await forged.answered;
    expect(privateText(forged)).toContain('not one of ours');
  });
});

describe('a header', () => {
  it('is the answer itself, and is edited by the bot’s own token for ever', async () => {
    const { ask, header, discord } = await atDiscord();
    const sent = await ask('a cat #slow-a');
    expect(sent.answer).toMatchObject({ type: 4 });
    const seen = await header('A · ready');
    expect(seen).toBe(sent.answer?.message);
    expect(isHeader(seen)).toBe(true);
    const patched = discord.requests.filter(({ method }) => method === 'PATCH');
    expect(patched.every(({ path }) => path.startsWith('/channels/'))).toBe(true);
  });
});

/** The machine's clock, some time later. */
class LaterClock extends SystemClock {
  readonly #ms: number;

  constructor(ms: number) {
    super();
    this.#ms = ms;
  }

  override now(): number {
    return super.now() + this.#ms;
  }
}
