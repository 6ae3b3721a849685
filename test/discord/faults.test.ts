import { describe, expect, it, vi } from 'vitest';
import { PERMISSION } from '../fakes/discord/permissions.ts';
import { PATIENT } from '../patient.ts';
import { atDiscord, buttonOf, labelsOf, privateText, says, stands } from './kit.ts';

const CALLBACK = /^\/interactions\//;
const POSTS = /^\/channels\/\d+\/messages$/;
const EDITS = /^\/channels\/\d+\/messages\/\d+$/;

describe('a first answer', () => {
  it('whose word is lost stands, and is found', async () => {
    const at = await atDiscord();
    at.discord.fail({ path: CALLBACK, how: 'cut-after' });
    const sent = await at.ask('a cat');
    await stands(at);
    expect(at.headers()[0]).toBe(sent.original);
  });

  it.each([['cut'], ['close'], ['close-after']] as const)(
    'of which nobody knows (%s) is looked for before a header is posted',
    async (how) => {
      const at = await atDiscord();
      at.discord.fail({ path: CALLBACK, how });
      at.person('you').slash('generate', { prompt: 'a cat' });
      await stands(at);
    },
    20_000,
  );

  it('that comes too late is made up for by a message of its own', async () => {
    const at = await atDiscord();
    at.discord.fail({ path: CALLBACK, how: { status: 404, code: 10_062 } });
    at.person('you').slash('generate', { prompt: 'a cat' });
    await stands(at);
    expect(
      at.discord.requests.filter(({ method, path }) => method === 'GET' && POSTS.test(path)),
    ).toEqual([]);
  });

  it('to a command that the gateway tells of twice is given once, for one pair', async () => {
    const at = await atDiscord();
    const sent = at.person('you').slash('generate', { prompt: 'a cat' });
    at.discord.gateway.redeliver(sent);
    await stands(at);
    expect(at.store().pairs.history(`discord:${sent.user.id}`, at.guild.id, null, 9)).toHaveLength(
      1,
    );
  });

  it('that refuses a command stays, also when the gateway delivers the command once more', async () => {
    const at = await atDiscord();
    const you = at.person('you');
    const asker = `discord:${you.user.id}`;
    at.store().access.block(asker, 'cli', 'a test', 0);
    const refused = await at.ask('a cat');
    expect(privateText(refused)).not.toBe('');
    at.store().access.unblock(asker);
    at.discord.gateway.redeliver(refused);
    // Commands are read in their order.
    const later = await at.ask('a dog');
    await stands(at);
    expect(at.headers()).toEqual([later.original]);
    const asked = at.store().pairs.history(asker, at.guild.id, null, 9);
    expect(asked.map(({ pair }) => pair.request.prompt)).toEqual(['a dog']);
  });
});

describe('a press', () => {
  it('that the gateway tells of twice is done once, and nobody is told off for it', async () => {
    const at = await atDiscord();
    await at.ask('a cat');
    const shown = await at.image('A');
    const pressed = at.person('you').press(shown.id, buttonOf(shown, 'Re-roll'));
    at.discord.gateway.redeliver(pressed);
    await at.image('A', 'A · 2nd');
    await at.header('A · 2nd · ready');
    expect(privateText(pressed)).toBe('');
    expect(at.images()).toHaveLength(3);
  });

  it('that the next process is told of again is done once, quietly', async () => {
    const at = await atDiscord();
    const sent = await at.ask('a cat');
    const shown = await at.image('A');
    const pressed = at.person('you').press(shown.id, buttonOf(shown, 'Re-roll'));
    await at.header('A · 2nd · ready');
    await at.hub.restart(async () => {});
    await at.discord.until(() => at.discord.gateway.connected === 1);
    for (const again of [sent, pressed]) at.discord.gateway.redeliver(again);
    // What is sent after them is read after them.
    const last = at.person('you').press(shown.id, buttonOf(shown, 'Re-roll'));
    await last.answered;
    await at.header('A · 3rd · ready');
    await at.discord.until(() => at.images().length === 4);
    expect(at.headers()).toHaveLength(1);
    expect([privateText(sent), privateText(pressed)]).toEqual(['', '']);
    const asked = at.store().pairs.history(`discord:${sent.user.id}`, at.guild.id, null, 9);
    expect(asked.map((view) => view.generations.length)).toEqual([4]);
  }, 20_000);
});

describe('an image', () => {
  it.each([
    ['a route’s rate limit', { rateLimit: 'route', afterMs: 300 }],
    ['a global rate limit', { rateLimit: 'global', afterMs: 300 }],
    ['a 500', { status: 500 }],
    ['a 502', { status: 502 }],
    ['a cut connection', 'cut'],
    ['a lost answer', 'cut-after'],
    ['a lost answer that is not tried again', 'close-after'],
    ['a closed connection', 'close'],
  ] as const)(
    'is posted once through %s',
    async (_, how) => {
      const at = await atDiscord();
      at.discord.fail({ method: 'POST', path: POSTS, how });
      await at.ask('a cat');
      await stands(at);
      expect(at.images().every((one) => one.files.length === 1)).toBe(true);
    },
    30_000,
  );

  it('is posted once when Discord fails for longer than its client tries', async () => {
    const at = await atDiscord();
    at.discord.fail({ method: 'POST', path: POSTS, times: 9, how: { status: 503 } });
    await at.ask('a cat');
    await stands(at);
  });

  it('answers a header that somebody deleted, and the rest goes on', async () => {
    const at = await atDiscord();
    const sent = await at.ask('a cat #slow-a');
    await at.image('B');
    const header = sent.answer?.message;
    if (header) at.discord.deleteMessage(header.channel_id, header.id);
    await at.image('A');
    expect(at.headers()).toEqual([]);
  });

  it('that somebody deleted is not posted again, and its side can still be run from elsewhere', async () => {
    const at = await atDiscord();
    await at.ask('a cat');
    const shown = await at.image('A');
    await stands(at);
    const you = at.person('you');
    const menu = you.press(shown.id, buttonOf(shown, 'Edit…'));
    await menu.answered;
    at.discord.deleteMessage(shown.channel_id, shown.id);
    await you.submit(menu, { prompt: 'another cat' }).answered;
    await at.image('A', 'Edited: another cat');
    await at.header('A · 2nd · ready');
    expect(at.images()).toHaveLength(2);
  });
});

describe('a picture', () => {
  it('that Discord finds too large after all comes smaller', async () => {
    const at = await atDiscord();
    const how = { status: 413, code: 40_005 };
    at.discord.fail({ method: 'POST', path: POSTS, how });
    await at.ask('a cat');
    await at.header('Which is better?');
    await at.discord.until(() => at.images().length === 2);
    expect(at.images().filter((one) => says(one, 'Shown smaller'))).toHaveLength(1);
  });

  it('that is smaller still says so when its answer was lost', async () => {
    const at = await atDiscord();
    at.guild.maxUpload = 150_000;
    at.discord.fail({ method: 'POST', path: POSTS, how: 'close-after' });
    await at.ask('a mountain');
    await at.header('Which is better?');
    await at.discord.until(() => at.images().every((one) => one.edits > 0 || one.nonce !== null));
    await at.header('A · ready');
    for (const shown of at.images()) expect(shown.text).toContain('Shown smaller');
  });
});

describe('a rate limit that lasts', () => {
  it('on an edit holds up neither images nor a stop', async () => {
    const at = await atDiscord();
    at.discord.fail({
      method: 'PATCH',
      path: EDITS,
      how: { rateLimit: 'route', afterMs: 900_000 },
    });
    await at.ask('a cat');
    await at.discord.until(() => at.images().length === 2);
    await at.hub.restart(async () => {});
  });
});

describe('one 401', () => {
  it('does not end all posting', async () => {
    const at = await atDiscord();
    at.discord.fail({ method: 'POST', path: POSTS, how: { status: 401, code: 0 } });
    await at.ask('a cat');
    await stands(at);
  });
});

describe('a private answer', () => {
  it('whose acknowledgement was lost is given all the same', async () => {
    const at = await atDiscord();
    await at.ask('a cat');
    const shown = await at.image('A');
    at.discord.fail({ path: CALLBACK, how: 'cut-after' });
    const details = at.person('you').press(shown.id, buttonOf(shown, 'Details'));
    await at.discord.until(() => privateText(details).includes('Prompt as sent:'));
  });
});

describe('a header', () => {
  it('ends true though its edits fail for a while', async () => {
    const at = await atDiscord();
    at.discord.fail({ method: 'PATCH', path: EDITS, times: 5, how: { status: 502 } });
    await at.ask('a cat');
    await stands(at);
  });
});

describe('permissions that are lost on the way', () => {
  it('are said once, to who asked, under their command; the images wait with Re-post', async () => {
    const at = await atDiscord();
    const sent = await at.ask('a cat #slow-a #slow-b');
    at.channel.deny(PERMISSION.sendMessages);
    await at.discord.until(() => sent.followUps.length > 0);
    expect(privateText(sent)).toContain('I may not post in the channel of your pair any more');
    const header = await at.header('could not be delivered');
    const both = ['Re-post A', 'Re-post B'];
    await at.discord.until(() => both.every((label) => labelsOf(header).includes(label)));
    expect(sent.followUps).toHaveLength(1);
    at.channel.allow();
    const you = at.person('you');
    for (const side of ['A', 'B'])
      await you.press(header.id, buttonOf(header, `Re-post ${side}`)).answered;
    await stands(at);
    const rows = at.store();
    await vi.waitFor(
      () => expect(rows.credits.spent(`discord:${you.user.id}`, 0)).toBe(2),
      PATIENT,
    );
  });

  it('of the whole channel are told, and its header catches up once they are back', async () => {
    const at = await atDiscord();
    const sent = await at.ask('a cat #slow-a #slow-b');
    at.channel.deny(PERMISSION.viewChannel);
    await at.discord.until(() => sent.followUps.length > 0);
    const rows = at.store();
    const lost = () =>
      rows.pairs.history(`discord:${sent.user.id}`, at.guild.id, null, 1)[0]?.posts;
    await vi.waitFor(
      () => expect(lost()?.filter(({ state }) => state === 'undelivered')).toHaveLength(2),
      PATIENT,
    );
    at.channel.allow();
    const you = at.person('you');
    await you.slash('diptych', {}, { subcommand: 'credits' }).answered;
    const header = await at.header('could not be delivered');
    await you.press(header.id, buttonOf(header, 'Re-post A')).answered;
    await at.image('A');
  });

  it('and a channel that is deleted: by direct message when the command is long gone', async () => {
    const at = await atDiscord();
    const { user } = at.person('you');
    const dm = at.discord.openDm(user);
    await at.ask('a cat #slow-a #slow-b');
    await at.hub.restart(async () => at.discord.deleteChannel(at.channel.id));
    const said = await at.discord.until(() => at.discord.messages(dm.id)[0]);
    expect(says(said, 'The channel of your pair is gone')).toBe(true);
    expect(at.discord.messages(dm.id)).toHaveLength(1);
  });
});
