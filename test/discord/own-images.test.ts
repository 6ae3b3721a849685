import { describe, expect, it } from 'vitest';
import { aPicture } from '../pictures.ts';
import { atDiscord, buttonOf, privateText } from './kit.ts';

describe('images of one’s own', () => {
  it('are fetched from where Discord keeps them, and used', async () => {
    const { person, image, store, discord } = await atDiscord();
    const you = person('you');
    const bytes = await aPicture();
    const sent = you.slash(
      'generate',
      { prompt: 'a chair' },
      {
        attachments: {
          reference: { name: 'mine.png', bytes, type: 'image/png' },
          reference2: { name: 'again.png', bytes, type: 'image/png' },
        },
      },
    );
    await sent.answered;
    const shown = await image('A');
    const details = you.press(
      shown.id,
      shown.customIds.find((id) => id.includes(':details:')) ?? '',
    );
    await discord.until(() => privateText(details).includes('yours: mine.png'));
    const { pairs } = store();
    const workspace = you.channel.guild?.id ?? '';
    const [view] = pairs.history(`discord:${you.user.id}`, workspace, null, 1);
    // Links of Discord's die in a day: none is kept.
    expect(JSON.stringify([view, pairs.attachments(view?.pair.id ?? '')])).not.toContain(
      '/attachments/',
    );
  });

  it('may be left out of a side that was refused', async () => {
    const { person, ending, image, discord } = await atDiscord();
    const you = person('you');
    const bytes = await aPicture();
    const attachments = {
      reference: { name: 'street.png', bytes, type: 'image/png' },
      reference2: { name: 'face.png', bytes, type: 'image/png' },
    };
    await you.slash('generate', { prompt: 'a chair #block-a' }, { attachments }).answered;
    const blocked = await ending('A');
    const form = you.press(blocked.id, buttonOf(blocked, 'Edit…'));
    await form.answered;
    await you.submit(form, { prompt: 'a chair', keep: ['1'] }).answered;
    const shown = await image('A', 'Edited: a chair');
    const details = you.press(shown.id, buttonOf(shown, 'Details'));
    await discord.until(() => privateText(details).includes('yours: street.png'));
    expect(privateText(details)).not.toContain('face.png');
  });

  it.each([
    ['photo.jpeg', undefined],
    ['photo.jpeg', 'image/jpg'],
    ['photo', 'application/octet-stream'],
    ['photo.pdf', 'application/pdf'],
  ])('are what their bytes are: a JPEG that is called %s, of type %s', async (name, type) => {
    const { person, image, store } = await atDiscord();
    const you = person('you');
    const file = { name, bytes: await aPicture('jpeg'), ...(type !== undefined && { type }) };
    await you.slash('generate', { prompt: 'a' }, { attachments: { reference: file } }).answered;
    await image('A');
    const workspace = you.channel.guild?.id ?? '';
    const [view] = store().pairs.history(`discord:${you.user.id}`, workspace, null, 1);
    expect(view?.pair.own).toMatchObject([{ name, type: 'image/jpeg', width: 64, height: 48 }]);
  });

  it.each([
    ['plan.pdf', 'application/pdf', '%PDF-1.7\n'],
    ['notes.txt', 'text/plain', 'hello'],
    ['a.png', 'image/png', 'no picture'],
  ])('that are none turn the header into a refusal: %s', async (name, type, text) => {
    const { person, header } = await atDiscord();
    const file = { name, type, bytes: new TextEncoder().encode(text) };
    await person('you').slash('generate', { prompt: 'a' }, { attachments: { reference: file } })
      .answered;
    await header(`Refused: “${name}” is not a PNG, JPEG or WebP image.`);
  });
});
