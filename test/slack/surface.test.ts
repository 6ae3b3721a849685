import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/core/chat/card.ts';
import { loosely } from '../fakes/slack/kit.ts';
import { atSurface, HEADER, IMAGE, textOf } from './surface-kit.ts';

const NASTY = '<!channel> <@U0DIPTYCH1> *bold* & <https://evil.example|x> `code`';
const said = (text: string): Card => ({ ...HEADER, lines: [{ text }] });

describe('a message', () => {
  it('is posted into the thread of its place, and without one into the channel', async () => {
    const { surface, target, messages, ana, clock } = await atSurface();
    const first = ana.say('look');
    const place = { ...target.place, thread: first.ts };
    await surface.post({ ...target, place }, HEADER);
    await clock.advance(1_000);
    await surface.post({ ...target, nonce: 'p2' }, HEADER);
    expect(messages().map((one) => one.threadTs)).toEqual([null, first.ts, null]);
  });

  it('unfolds no links, and an edit reads no markup', async () => {
    const { surface, target, slack, place } = await atSurface();
    const { id, memo } = await surface.post(target, HEADER);
    await surface.update(place, id, said('new'), memo);
    const [post, edit] = slack.calls.map(({ args }) => loosely(args));
    expect([post.unfurl_links, post.unfurl_media]).toEqual(['false', 'false']);
    expect([edit.parse, edit.metadata]).toEqual(['none', undefined]);
  });

  it('shows what people wrote as they wrote it', async () => {
    const { surface, target, messages } = await atSurface();
    await surface.post(target, said(NASTY));
    const [only] = messages();
    expect(only && textOf(only)).toContain(NASTY);
    expect(JSON.stringify(only?.blocks)).not.toContain('mrkdwn');
    expect(only?.text).toContain('&lt;!channel&gt; &lt;@U0DIPTYCH1&gt;');
    expect(only?.text).not.toMatch(/[<>]/);
  });

  it('is linked to by its time; in a thread by the thread’s too', async () => {
    const { surface, target, place } = await atSurface();
    const { id } = await surface.post(target, HEADER);
    const p = `https://studio.slack.com/archives/${place.channel}/p${id.replace('.', '')}`;
    expect(surface.link(place, id)).toBe(p);
    expect(surface.link({ ...place, thread: '1.000002' }, id)).toBe(
      `${p}?thread_ts=1.000002&cid=${place.channel}`,
    );
  });
});

describe('an edit', () => {
  it('of an image carries the same file', async () => {
    const { surface, target, pass, messages, place } = await atSurface();
    const { id, memo } = await pass(surface.post(target, IMAGE));
    await surface.update(place, id, { ...IMAGE, badges: ['In the pool'] }, memo);
    const [only] = messages();
    expect([only?.edited, only && textOf(only)]).toEqual([
      true,
      expect.stringContaining('In the pool'),
    ]);
    expect(memo).toContain(JSON.stringify(only?.blocks).match(/F0\w+/)?.[0] ?? 'none');
  });

  it('is refused before Slack would refuse it, headers first, and done later', async () => {
    const { surface, target, pass, place, slack, clock } = await atSurface();
    const header = await surface.post(target, HEADER);
    const image = await pass(surface.post({ ...target, nonce: 'a1' }, IMAGE));
    const edit = (isHeader: boolean) => {
      const { id, memo } = isHeader ? header : image;
      return surface.update(place, id, isHeader ? HEADER : IMAGE, memo);
    };
    let done = 0;
    const later = { kind: 'later', retryAfterMs: expect.any(Number) };
    const editAll = async (isHeader: boolean) => {
      for (;;) {
        try {
          await edit(isHeader);
          done += 1;
        } catch (cause) {
          expect(cause).toMatchObject(later);
          return;
        }
      }
    };
    await editAll(true);
    expect(done).toBe(12);
    await editAll(false);
    expect(done).toBe(20);
    for (let second = 0; second < 59; second += 1) {
      await clock.advance(1_000);
      await editAll(true);
      await editAll(false);
    }
    expect(done).toBeLessThanOrEqual(50);
    expect(done).toBeGreaterThan(45);
    expect(slack.calls.filter(({ outcome }) => outcome === '429')).toEqual([]);
  });

  it('that Slack limits pauses all edits for as long as it says', async () => {
    const { surface, target, place, slack, clock } = await atSurface();
    const { id, memo } = await surface.post(target, HEADER);
    const edit = () => surface.update(place, id, said('new'), memo);
    slack.fail({ method: 'chat.update', how: { retryAfterS: 30 } });
    await expect(edit()).rejects.toMatchObject({ kind: 'transient', retryAfterMs: 30_000 });
    const ending: Card = { ...HEADER, kind: 'ending' };
    await expect(surface.update(place, id, ending, memo)).rejects.toMatchObject({
      kind: 'later',
      retryAfterMs: 30_000,
    });
    await clock.advance(30_000);
    await surface.update(place, id, ending, memo);
  });
});

describe('a private sentence', () => {
  it('is shown in the place to the person alone, as it was written', async () => {
    const { surface, ana, place, messages } = await atSurface();
    await surface.tell(place, { id: `slack:${ana.user.id}`, name: 'Ana' }, NASTY);
    expect(messages()).toEqual([]);
    const [only] = ana.sees();
    expect([only?.ephemeralFor, only && textOf(only)]).toEqual([ana.user.id, NASTY]);
    expect(only?.text).not.toMatch(/[<>]/);
  });

  it('is shown in the thread of the place', async () => {
    const { surface, ana, place } = await atSurface();
    const thread = ana.say('look').ts;
    const person = { id: `slack:${ana.user.id}`, name: 'Ana' };
    await surface.tell({ ...place, thread }, person, 'Alas');
    expect(ana.sees().at(-1)).toMatchObject({ threadTs: thread, ephemeralFor: ana.user.id });
  });

  it.each(['away', 'archived', 'uninvited'] as const)(
    'is a direct message where the channel does not serve (%s)',
    async (why) => {
      const { surface, slack, ana, place, channel } = await atSurface();
      if (why === 'away') channel.members.delete(ana.user.id);
      if (why === 'archived') channel.archived = true;
      const at = why === 'uninvited' ? slack.addChannel({ joined: false }).id : place.channel;
      const person = { id: `slack:${ana.user.id}`, name: 'Ana' };
      await surface.tell({ ...place, channel: at }, person, NASTY);
      const direct = slack.messages(slack.world.openDm(ana.user.id));
      expect(direct.map(textOf)).toEqual([NASTY]);
    },
  );

  it('that may have been said is not said again in another way', async () => {
    const { surface, slack, ana, place } = await atSurface();
    slack.fail({ method: 'chat.postEphemeral', how: 'cut-after' });
    const telling = surface.tell(place, { id: `slack:${ana.user.id}`, name: 'Ana' }, 'Alas');
    await expect(telling).rejects.toMatchObject({ kind: 'unknown' });
    expect(slack.calls.map(({ method }) => method)).toEqual(['chat.postEphemeral']);
  });

  it('fails where nobody takes it', async () => {
    const { surface, slack, place } = await atSurface();
    const gone = slack.addUser({ name: 'gus', deleted: true });
    const telling = surface.tell(place, { id: `slack:${gone.id}`, name: 'Gus' }, 'Alas');
    await expect(telling).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
