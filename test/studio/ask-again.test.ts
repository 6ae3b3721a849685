import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../src/core/ports/attachment.ts';
import { ClosedError } from '../../src/core/ports/surface.ts';
import { Hub } from './hub.ts';

import { ana, asked, ben, FILE } from './uninvited-kit.ts';

describe('Try again', () => {
  it('makes the same request, with its options, count and attachments, which are asked for once more', async () => {
    const { hub, ids, pair, refuse } = await asked({
      count: 2,
      angle: 'overhead',
      size: 'portrait',
    });
    await refuse();
    await hub.press({ type: 'ask_again', pair });
    const all = hub.store.pairs.history(ana.person.id, ana.place.workspace, null, 10);
    const made = all.filter((view) => !ids.includes(view.pair.id));
    expect(made).toHaveLength(2);
    for (const view of made) {
      expect(view.pair.request).toEqual(hub.view(pair).pair.request);
      expect(view.pair.state).toBe('planned');
    }
  });

  it('compares the same two models again', async () => {
    const { hub, ids, pair, refuse } = await asked({ versus: 'quality' });
    await refuse();
    await hub.press({ type: 'ask_again', pair });
    const all = hub.store.pairs.history(ana.person.id, ana.place.workspace, null, 10);
    const made = all.find((view) => !ids.includes(view.pair.id));
    expect(made?.pair.request).toEqual(hub.view(pair).pair.request);
    expect(made?.pair.request.versus?.tier).toBe('quality');
  });

  it('pressed twice makes the pair once', async () => {
    const { hub, pair, refuse } = await asked();
    await refuse();
    await hub.press({ type: 'ask_again', pair });
    await hub.press({ type: 'ask_again', pair });
    expect(hub.store.pairs.history(ana.person.id, ana.place.workspace, null, 10)).toHaveLength(2);
  });

  it('pressed while the bot is still not invited can be pressed again', async () => {
    const { hub, pair, refuse } = await asked();
    await refuse();
    hub.surface.fail('post', 'uninvited');
    await hub.press({ type: 'ask_again', pair });
    await hub.advance(5_000);
    await hub.press({ type: 'ask_again', pair });
    const states = hub.store.pairs
      .history(ana.person.id, ana.place.workspace, null, 10)
      .map((view) => view.pair.state);
    expect(states).toEqual(['planned', 'refused', 'refused']);
  });

  it('is refused to others, and for a pair that did not end so', async () => {
    const { hub, pair, refuse } = await asked();
    await expect(hub.press({ type: 'ask_again', pair })).rejects.toThrow('not_available');
    await refuse();
    await expect(hub.press({ type: 'ask_again', pair }, ben)).rejects.toThrow('not_asker');
    const other = await hub.generate('a dog');
    await expect(hub.press({ type: 'ask_again', pair: other })).rejects.toThrow('not_available');
  });

  it('asks with every option, and with the attachments', async () => {
    const fetched: string[] = [];
    const fetcher = {
      fetch: async ({ source }: Attachment) => {
        fetched.push(source);
        throw new Error('the test has no bytes');
      },
    };
    const hub = await new Hub({ fetcher, headerFirst: true }).start();
    const fail = async () => {
      throw new ClosedError('uninvited', 'nobody invited it');
    };
    const options = {
      prompt: 'a cat',
      lens: 'fisheye',
      category: 'Beauty',
      tone_ratio: 50,
      angle_ratio: 75,
      experiment: 'angles',
    };
    const input = { options, attachments: [FILE], requestKey: null };
    const [pair = ''] = await hub.accept(ana, { ...input, answer: fail });
    await hub.settle();
    await hub.press({ type: 'ask_again', pair });
    const all = hub.store.pairs.history(ana.person.id, ana.place.workspace, null, 10);
    const made = all.find((view) => view.pair.id !== pair);
    expect(made?.pair.request).toEqual(hub.view(pair).pair.request);
    expect(made?.pair.request).toMatchObject({ toneRatio: 50, angleRatio: 75 });
    expect(fetched).toEqual(['F1']);
  });

  it('knows no pair of another workspace', async () => {
    const { hub, pair, refuse } = await asked();
    await refuse();
    const away = { ...ana, place: { ...ana.place, workspace: 'elsewhere' } };
    await expect(hub.press({ type: 'ask_again', pair }, away)).rejects.toThrow('gone');
  });

  it('is refused for a pair whose words the chat does not take', async () => {
    const hub = await new Hub().start();
    hub.surface.fail('post', 'filtered');
    const pair = await hub.generate('a dog');
    await hub.advance(5_000);
    expect(hub.store.posts.get(pair)?.state).toBe('refused');
    await expect(hub.press({ type: 'ask_again', pair })).rejects.toThrow('not_available');
  });

  it('keeps the attachments of the request', async () => {
    const hub = await new Hub({ headerFirst: true }).start();
    const fail = async () => {
      throw new ClosedError('uninvited', 'nobody invited it');
    };
    const input = { options: { prompt: 'a cat' }, attachments: [FILE], requestKey: null };
    const [pair = ''] = await hub.accept(ana, { ...input, answer: fail });
    await hub.settle();
    expect(hub.store.pairs.attachments(pair)).toEqual([FILE]);
  });
});
