import { describe, expect, it } from 'vitest';
import { Refusal } from '../../src/bots/web/page/api.ts';
import { Following } from '../../src/bots/web/page/following.ts';
import type { Message } from '../../src/bots/web/page/model.ts';
import type { Hear, News, Seen } from '../../src/bots/web/page/news.ts';
import { PageStore } from '../../src/bots/web/page/store.ts';

function message(id: string, seq: number): Message {
  const of = { reply_to: null, batch_id: null, generation: null };
  return { id, seq, ...of, at: 0, card: null, reactions: [] };
}

/** A page that follows a hub that a test plays. */
function aPage({ shared = true } = {}) {
  const store = new PageStore(() => {}, { isAtEnd: () => true, isAway: () => false });
  const joined: { name: string; seen: Seen; say: Hear; left: boolean }[] = [];
  const hub = { epoch: 'e1', name: 'ana', messages: [message('01', 1)], fault: null as unknown };
  const refused: Refusal[] = [];
  const waiting: (() => void)[] = [];
  const fail = () => {
    if (hub.fault !== null) throw hub.fault;
  };
  const following = new Following({
    store,
    api: {
      me: async () => {
        fail();
        return { name: hub.name, admin: false, people: [] };
      },
      messages: async () => {
        fail();
        const seq = hub.messages.at(-1)?.seq ?? 0;
        return {
          messages: hub.messages,
          pairs: [],
          seq,
          epoch: hub.epoch,
          more: false,
          newer: false,
        };
      },
    },
    join: (name, seen, say) => {
      const one = { name, seen, say, left: false };
      joined.push(one);
      const leave = () => {
        one.left = true;
      };
      return { shared, leave };
    },
    refused: (error) => void refused.push(error),
    later: (ms, run) => {
      expect(ms).toBe(3_000);
      waiting.push(run);
    },
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    following,
    store,
    hub,
    joined,
    refused,
    settle,
    say: (news: News) => joined.at(-1)?.say(news),
    /** Three seconds later. */
    retry: async () => {
      for (const run of waiting.splice(0)) run();
      await settle();
    },
    waiting,
  };
}

const hello = (seq: number, epoch = 'e1', rewound = false): News => {
  return { type: 'hello', seq, epoch, rewound };
};

describe('a page', () => {
  it('follows after what it has read', async () => {
    const page = aPage();
    await page.following.open();
    expect(page.store.state.order).toEqual(['01']);
    expect(page.joined.map(({ name, seen }) => [name, seen])).toEqual([
      ['ana', { epoch: 'e1', seq: 1 }],
    ]);
    page.say(hello(1));
    page.say({ type: 'message', message: message('02', 2), pair: null });
    expect(page.store.state.order).toEqual(['01', '02']);
  });

  it('starts anew where another database answers: nothing of the old one stays', async () => {
    const page = aPage();
    page.hub.messages = [message('01', 1), message('02', 20)];
    await page.following.open();
    page.say(hello(20));
    page.hub.epoch = 'e2';
    page.hub.messages = [message('11', 2)];
    page.say(hello(2, 'e2'));
    await page.settle();
    expect(page.store.state.order).toEqual(['11']);
    expect(page.joined.map(({ seen, left }) => [seen.epoch, seen.seq, left])).toEqual([
      ['e1', 20, true],
      ['e2', 2, false],
    ]);
  });

  it('starts anew when its chat has gone back, as an older copy of the database does', async () => {
    const page = aPage();
    page.hub.messages = [message('01', 20)];
    await page.following.open();
    page.hub.messages = [message('00', 3)];
    page.say(hello(3, 'e1', true));
    await page.settle();
    expect(page.store.state.order).toEqual(['00']);
    expect(page.joined.at(-1)?.seen).toEqual({ epoch: 'e1', seq: 3 });
  });

  it('says when the connection is lost, and that it is back', async () => {
    const page = aPage();
    await page.following.open();
    page.say(hello(1));
    page.say({ type: 'lost' });
    expect(page.store.state.connected).toBe(false);
    page.say(hello(1));
    expect(page.store.state).toMatchObject({ connected: true, announced: 'Connected again.' });
    expect(page.joined).toHaveLength(1);
  });

  it('that is refused a stream tries every three seconds, and goes on where it was', async () => {
    const page = aPage();
    await page.following.open();
    page.say({ type: 'message', message: message('02', 7), pair: null });
    page.hub.fault = new Refusal(503, 'The hub is still starting.');
    page.say({ type: 'refused' });
    await page.settle();
    expect(page.store.state.connected).toBe(false);
    await page.retry();
    expect(page.joined).toHaveLength(1);
    page.hub.fault = null;
    await page.retry();
    expect(page.joined.map(({ seen }) => seen.seq)).toEqual([1, 7]);
    page.say(hello(7));
    expect(page.store.state.connected).toBe(true);
    expect([page.waiting, page.refused]).toEqual([[], []]);
  });

  it('that finds no hub at first tries again', async () => {
    const page = aPage();
    page.hub.fault = new TypeError('Failed to fetch');
    await page.following.open();
    expect(page.store.state.connected).toBe(false);
    page.hub.fault = null;
    await page.retry();
    expect(page.store.state.order).toEqual(['01']);
  });

  it.each([
    ['refused', { type: 'refused' } as const],
    ['ended', { type: 'ended', code: 'not_allowed_person', detail: 'Blocked.' } as const],
  ])(
    'whose person may not follow any more (%s) shows why, and asks no more',
    async (_how, news) => {
      const page = aPage();
      await page.following.open();
      page.hub.fault = new Refusal(403, 'You cannot use Diptych here.');
      page.say(news);
      await page.settle();
      expect(page.refused.map((one) => one.message)).toEqual(['You cannot use Diptych here.']);
      expect(page.waiting).toEqual([]);
      expect(page.joined.every(({ left }) => left)).toBe(true);
    },
  );

  it('that is one of too many says so, and goes on when somebody looks at it', async () => {
    const page = aPage();
    await page.following.open();
    page.say({ type: 'ended', code: 'streams_many', detail: 'More than 20 pages.' });
    await page.settle();
    expect(page.store.state.toast?.text).toBe('More than 20 pages.');
    expect(page.joined).toHaveLength(1);
    page.following.visible();
    await page.settle();
    expect(page.joined).toHaveLength(2);
    page.following.visible();
    await page.settle();
    expect(page.joined).toHaveLength(2);
  });

  it('that nobody looks at lets go of a stream of its own, and takes it up where it was', async () => {
    const page = aPage({ shared: false });
    await page.following.open();
    page.following.hidden();
    expect(page.joined[0]?.left).toBe(true);
    page.joined[0]?.say({ type: 'message', message: message('02', 2), pair: null });
    expect(page.store.state.order).toEqual(['01']);
    page.following.visible();
    await page.settle();
    expect(page.joined.map(({ seen, left }) => [seen.seq, left])).toEqual([
      [1, true],
      [1, false],
    ]);
  });

  it('that nobody looks at keeps a stream that others use', async () => {
    const page = aPage();
    await page.following.open();
    page.following.hidden();
    expect(page.joined[0]?.left).toBe(false);
    page.following.leave();
    expect(page.joined[0]?.left).toBe(true);
  });

  it('whose person changed in another tab reads everything as that one', async () => {
    const page = aPage();
    await page.following.open();
    page.hub.name = 'ben';
    page.say({ type: 'refused' });
    await page.settle();
    expect(page.joined.at(-1)?.name).toBe('ben');
    expect(page.store.state.me?.name).toBe('ben');
  });
});
