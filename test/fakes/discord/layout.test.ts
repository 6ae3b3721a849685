import { describe, expect, test } from 'vitest';
import { seat } from './kit.ts';
import { V2, button, file, gallery, many, row, section, text } from './samples.ts';

describe('Components V2', () => {
  test.each([
    ['content', { content: 'x', components: [text('a')] }],
    ['embeds', { embeds: [{ title: 'x' }], components: [text('a')] }],
    ['over 40 components', { components: [{ type: 17, components: many(20) }, ...many(20)] }],
    [
      'over 4000 characters in all',
      { components: [text('x'.repeat(2001)), text('x'.repeat(2000))] },
    ],
    ['a section of four texts', { components: [section(4)] }],
    ['a section without an accessory', { components: [{ type: 9, components: many(1) }] }],
    [
      'a gallery of eleven',
      { components: [gallery(Array.from({ length: 11 }, () => 'https://a.example/b.png'))] },
    ],
    ['media that is not uploaded', { components: [gallery(['attachment://a.png'])] }],
    ['media at an odd address', { components: [gallery(['ftp://a.example/b.png'])] }],
    ['a file at a link', { components: [{ type: 13, file: { url: 'https://a.example/b.png' } }] }],
    ['an empty text', { components: [text(' ')] }],
    [
      'a description over 1024',
      { components: [gallery(['https://a.example/b.png'], 'x'.repeat(1025))] },
    ],
    [
      'a container in a container',
      { components: [{ type: 17, components: [{ type: 17, components: many(1) }] }] },
    ],
    [
      'a repeated custom id',
      { components: [row([button('a')]), { type: 17, components: [row([button('a')])] }] },
    ],
  ])('refuses %s', async (_what, body) => {
    const { post } = await seat();
    expect(await post({ ...body, flags: V2 })).toMatchObject({ status: 400, code: 50035 });
  });

  test('needs its flag, and a component', async () => {
    const { post } = await seat();
    expect((await post({ components: [text('a')] })).code).toBe(50035);
    expect((await post({ flags: V2 })).code).toBe(50006);
  });

  test('shows uploads in its components and no attachments', async () => {
    const { post } = await seat();
    const { json } = await post({ flags: V2, components: [gallery(['attachment://a.png'])] }, [
      file('a.png'),
    ]);
    expect(json.attachments).toEqual([]);
    const [{ media }] = json.components[0].items;
    expect(json.components[0].id).toBe(1);
    expect((await fetch(media.url)).status).toBe(200);
  });

  test('stays once it is there', async () => {
    const { discord, channel, post, edit } = await seat();
    const { json } = await post({ content: 'old' });
    const components = [text('new')];
    expect((await edit(json.id, { flags: V2, components })).code).toBe(50035);
    expect((await edit(json.id, { flags: V2, components, content: null, embeds: [] })).status).toBe(
      200,
    );
    expect((await edit(json.id, { content: 'old', components: [] })).code).toBe(50035);
    expect((await edit(json.id, { flags: 0 })).code).toBe(50035);
    expect((await edit(json.id, { components: [text('newer')] })).json.flags).toBe(V2);
    expect(discord.messages(channel.id)).toMatchObject([{ text: 'newer', edits: 2 }]);
  });

  test('takes no earlier upload by name in an edit', async () => {
    const { post, edit } = await seat();
    const components = [gallery(['attachment://a.png'])];
    const { json } = await post({ flags: V2, components }, [file('a.png')]);
    expect((await edit(json.id, { components })).code).toBe(50035);
    expect((await edit(json.id, { components }, [file('a.png')])).status).toBe(200);
  });
});
