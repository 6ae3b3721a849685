import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/bots/web/page/model.ts';
import type { Hear, News, Seen } from '../../src/bots/web/page/news.ts';
import { SharedStream } from '../../src/bots/web/page/shared-stream.ts';

/** A shared stream over streams that a test speaks for. */
function some() {
  const opened: { readonly since: number; readonly say: Hear; closed: boolean }[] = [];
  const shared = new SharedStream((since, say) => {
    const stream = { since, say, closed: false };
    opened.push(stream);
    return () => {
      stream.closed = true;
    };
  });
  const join = (seen: Seen) => {
    const heard: News[] = [];
    const leave = shared.join(seen, (news) => void heard.push(news));
    return { heard, leave };
  };
  return { join, opened };
}

const seen = (seq: number, epoch = 'e1'): Seen => ({ seq, epoch });
const hello = (seq: number, epoch = 'e1', rewound = false): News => {
  return { type: 'hello', seq, epoch, rewound };
};
const message = (seq: number): News => {
  const of = { reply_to: null, batch_id: null, generation: null };
  const one: Message = { id: `m${seq}`, seq, ...of, at: 0, card: null, reactions: [] };
  return { type: 'message', message: one, pair: null };
};

describe('the stream that tabs share', () => {
  it('is one for all, and says everything to each', () => {
    const { join, opened } = some();
    const one = join(seen(3));
    opened[0]?.say(hello(3));
    const two = join(seen(3));
    expect(opened.map(({ since }) => since)).toEqual([3]);
    opened[0]?.say(message(4));
    expect(one.heard).toEqual([hello(3), message(4)]);
    expect(two.heard).toEqual([hello(3), message(4)]);
  });

  it('is closed when the last tab leaves, and opened anew for the next', () => {
    const { join, opened } = some();
    const [one, two] = [join(seen(3)), join(seen(3))];
    one.leave();
    one.leave();
    expect(opened[0]?.closed).toBe(false);
    two.leave();
    expect(opened[0]?.closed).toBe(true);
    join(seen(9));
    expect(opened[1]?.since).toBe(9);
  });

  it('goes back for a tab that has seen less than the others', () => {
    const { join, opened } = some();
    const one = join(seen(3));
    opened[0]?.say(hello(3));
    opened[0]?.say(message(5));
    join(seen(4));
    expect(opened.map(({ since, closed }) => [since, closed])).toEqual([
      [3, true],
      [4, false],
    ]);
    opened[1]?.say(message(5));
    expect(one.heard.at(-1)).toEqual(message(5));
  });

  it('does not go back for a tab that has seen as much, or more', () => {
    const { join, opened } = some();
    join(seen(3));
    opened[0]?.say(hello(3));
    opened[0]?.say(message(5));
    join(seen(5));
    join(seen(6));
    expect(opened).toHaveLength(1);
  });

  it('begins anew for a tab that has read another database, and tells it to the others', () => {
    const { join, opened } = some();
    const old = join(seen(30));
    opened[0]?.say(hello(30));
    const fresh = join(seen(40, 'e2'));
    expect(opened.map(({ since }) => since)).toEqual([30, 40]);
    opened[1]?.say(hello(40, 'e2'));
    expect(old.heard.at(-1)).toEqual(hello(40, 'e2'));
    expect(fresh.heard).toEqual([hello(40, 'e2')]);
  });

  it('says that it was rewound to those who were there alone', () => {
    const { join, opened } = some();
    const old = join(seen(30));
    opened[0]?.say(hello(2, 'e1', true));
    const later = join(seen(2));
    expect(old.heard).toEqual([hello(2, 'e1', true)]);
    expect(later.heard).toEqual([hello(2)]);
  });

  it('that was lost is not said to be there to who joins', () => {
    const { join, opened } = some();
    join(seen(3));
    opened[0]?.say(hello(3));
    opened[0]?.say({ type: 'lost' });
    expect(join(seen(3)).heard).toEqual([{ type: 'lost' }]);
  });

  it.each<News>([{ type: 'refused' }, { type: 'ended', code: 'streams_many', detail: 'Many.' }])(
    'that is over ($type) is opened again when a tab asks for it',
    (over) => {
      const { join, opened } = some();
      const one = join(seen(3));
      opened[0]?.say(over);
      expect(one.heard).toEqual([over]);
      expect(opened[0]?.closed).toBe(true);
      join(seen(3));
      expect(opened).toHaveLength(2);
    },
  );
});
