import { describe, expect, it, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import { atDiscord, buttonOf, labelsOf, privateText, says } from './kit.ts';

const POSTS = /^\/channels\/\d+\/messages$/u;
const EDITS = /^\/channels\/\d+\/messages\/\d+$/u;
const PROMPT = 'a cat that reads evil.example';

describe('words that Discord refuses for good', () => {
  it('in a command’s answer: who asked is answered privately, and nothing is made', async () => {
    const at = await atDiscord();
    at.discord.filters.links = /evil\.example/u;
    const sent = await at.ask(PROMPT);
    expect(privateText(sent)).toBe(
      'This chat refuses to show the words of your prompt: “Message blocked by harmful links filter”. ' +
        'So nothing more is made for it. Write it in other words.',
    );
    const rows = at.store();
    const you = `discord:${sent.user.id}`;
    const view = () => rows.pairs.history(you, at.guild.id, null, 1)[0];
    await vi.waitFor(() => {
      expect(view()?.posts).toMatchObject([
        {
          kind: 'header',
          state: 'refused',
          refusal: { about: 'words', said: 'Message blocked by harmful links filter' },
        },
      ]);
      const live = view()?.generations.filter((one) => one.state !== 'cancelled');
      expect([view()?.pair.state === 'planning', live]).toEqual([false, []]);
    }, PATIENT);
    expect(rows.credits.inFlight(you)).toBe(0);
    expect(at.discord.messages(at.channel.id)).toEqual([]);
    const posts = at.discord.requests.filter((one) => one.method === 'POST');
    expect(posts.filter((one) => POSTS.test(one.path))).toEqual([]);
  });

  it('in Korean for who reads Korean', async () => {
    const at = await atDiscord();
    at.discord.filters.words = /evil/u;
    const you = at.discord.person(at.person('you').user, at.channel, { locale: 'ko' });
    const sent = you.slash('generate', { prompt: PROMPT });
    await sent.answered;
    expect(privateText(sent)).toBe(
      '이 채팅이 프롬프트의 표현을 표시하지 않습니다: “Message was blocked by automatic moderation”. ' +
        '그래서 이 요청으로는 더 만들지 않습니다. 다른 표현으로 적어 주세요.',
    );
  });

  it('in the header’s post, when the answer came too late: by direct message', async () => {
    const at = await atDiscord();
    const { user } = at.person('you');
    const dm = at.discord.openDm(user);
    const how = { code: 10_062, status: 404, message: 'Unknown interaction' };
    at.discord.fail({ method: 'POST', path: /\/callback$/u, times: 3, how });
    at.discord.filters.links = /evil\.example/u;
    at.person('you').slash('generate', { prompt: PROMPT });
    const said = await at.discord.until(() => at.discord.messages(dm.id)[0]);
    expect(says(said, 'This chat refuses to show the words of your prompt')).toBe(true);
    expect(at.discord.messages(at.channel.id)).toEqual([]);
  });

  it('and nobody takes direct messages: a line in the channel that does not repeat them', async () => {
    const at = await atDiscord();
    const { user } = at.person('you');
    user.refusesDms = true;
    const how = { code: 10_062, status: 404, message: 'Unknown interaction' };
    at.discord.fail({ method: 'POST', path: /\/callback$/u, times: 3, how });
    at.discord.filters.links = /evil\.example/u;
    at.person('you').slash('generate', { prompt: PROMPT });
    const [line] = await at.discord.until(() => {
      const all = at.discord.messages(at.channel.id);
      return all.length > 0 && all;
    });
    expect(line && says(line, 'This chat refuses to show the words of your prompt')).toBe(true);
    expect(line?.text).not.toContain('evil.example');
    expect(line?.pings).toEqual([]);
  });

  it('in an edit of the header: it is not tried without end, and the rest goes on', async () => {
    const at = await atDiscord();
    const sent = await at.ask('a cat #slow-a');
    await at.header('B · ready');
    at.discord.filters.words = /asked for a pair/u;
    await at.image('A');
    await at.discord.until(() => sent.followUps.length > 0);
    expect(privateText(sent)).toContain('does not show how it is now');
    at.discord.filters.words = null;
    const before = at.discord.requests.filter(({ method }) => method === 'PATCH').length;
    await at.ask('a dog');
    await at.header('Which is better?');
    const header = at.headers()[0];
    const tries = at.discord.requests
      .slice(before)
      .filter(({ method, path }) => method === 'PATCH' && path.endsWith(header?.id ?? '-'));
    expect(tries.filter(({ status }) => status === 400).length).toBeLessThan(4);
  });

  it('in what a private card would show: it comes without them', async () => {
    const at = await atDiscord();
    await at.ask(PROMPT);
    const header = await at.header('Which is better?');
    at.discord.filters.links = /evil\.example/u;
    const details = at.person('you').press(header.id, buttonOf(header, 'Details'));
    await at.discord.until(() => privateText(details).includes('A · 3 tones · ready'));
    expect(privateText(details)).toContain('(words that this chat refuses to show)');
    const history = at.person('you').slash('diptych', {}, { subcommand: 'history' });
    await at.discord.until(() => privateText(history).includes('A · 3 tones · ready'));
    expect(history.original?.files).toHaveLength(2);
  });

  it('in a sentence that quotes what was typed: it is said without the quotation', async () => {
    const at = await atDiscord();
    at.discord.filters.words = /rude/u;
    const sent = await at.ask('a cat', at.person('you'), { model: 'rude model' });
    expect(privateText(sent)).toBe(
      'This chat refuses to show the words of that: “Message was blocked by automatic moderation”.',
    );
  });
});

describe('pictures that Discord refuses for good', () => {
  it('cost nothing: who asked is told, the header says why, nobody is asked to vote', async () => {
    const at = await atDiscord();
    at.discord.filters.pictures = true;
    const sent = await at.ask('a cat');
    const header = await at.discord.until(() =>
      at.headers().find((one) => says(one, 'A · made, but') && says(one, 'B · made, but')),
    );
    expect(says(header, '“Explicit content cannot be sent to the desired recipient(s)”')).toBe(
      true,
    );
    expect(says(header, 'Which is better?')).toBe(false);
    expect(labelsOf(header)).toEqual(['Edit A…', 'Edit B…', 'Details']);
    await at.discord.until(() => sent.followUps.length > 0);
    expect(privateText(sent)).toContain('Explicit content cannot be sent');
    const rows = at.store();
    const you = `discord:${sent.user.id}`;
    expect([rows.credits.spent(you, 0), rows.credits.inFlight(you)]).toEqual([0, 0]);
    const details = at.person('you').press(header.id, buttonOf(header, 'Details'));
    await at.discord.until(() => privateText(details).includes('Explicit content cannot be sent'));
    // Neither a restart nor time makes it try again.
    await at.hub.restart(async () => {});
    await at.discord.until(() => at.discord.gateway.connected === 1);
    const refused = at.discord.refusals.filter((one) => one.includes('20009'));
    expect(refused).toHaveLength(2);
    expect(sent.followUps).toHaveLength(1);
  });

  it('are made anew with another prompt, from the header', async () => {
    const at = await atDiscord();
    at.discord.filters.pictures = true;
    await at.ask('a cat');
    const header = await at.discord.until(() =>
      at
        .headers()
        .find((one) => ['Edit A…', 'Edit B…'].every((label) => labelsOf(one).includes(label))),
    );
    at.discord.filters.pictures = false;
    const you = at.person('you');
    const form = you.press(header.id, buttonOf(header, 'Edit A…'));
    await form.answered;
    await you.submit(form, { prompt: 'a calm lake' }).answered;
    await at.image('A', 'Edited: a calm lake');
    await at.header('A · 2nd · ready');
  });

  it('leave the other side as it is', async () => {
    const at = await atDiscord();
    const how = { code: 20_009, status: 400, message: 'Explicit content cannot be sent' };
    at.discord.fail({ method: 'POST', path: POSTS, how });
    await at.ask('a cat');
    await at.discord.until(() => at.images().length === 1);
    const header = await at.header('made, but this chat refuses to show it');
    expect(says(header, 'Which is better?')).toBe(false);
    expect(at.discord.requests.some(({ path }) => EDITS.test(path))).toBe(true);
  });
});
