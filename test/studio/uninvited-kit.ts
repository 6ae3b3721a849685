import type { Attachment } from '../../src/core/ports/attachment.ts';
import type { SentMessage } from '../../src/core/domain/pair.ts';
import { ClosedError } from '../../src/core/ports/surface.ts';
import { aCaller } from '../values.ts';
import { Hub, type HubOptions } from './hub.ts';

export const ana = aCaller('ana');
export const ben = aCaller('ben');
export const FILE: Attachment = { name: 'cat.png', bytes: 5, source: 'F1' };

interface Asked extends HubOptions {
  /** Posts that are refused. */
  readonly trouble?: number;
}

/** A command in a channel that the bot is not in; the chat says so once the test lets it. */
export async function asked(more: object = {}, { trouble = 0, ...options }: Asked = {}) {
  const hub = await new Hub({ headerFirst: true, ...options }).start();
  for (let n = 0; n < trouble; n += 1) hub.surface.fail('post', 'uninvited');
  const given = Promise.withResolvers<SentMessage>();
  const said: { text: string; buttons: readonly string[] }[] = [];
  const ids = await hub.accept(ana, {
    options: { prompt: 'a cat', ...more },
    attachments: [],
    requestKey: 'r1',
    answer: () => given.promise,
    sayInstead: async (text, rows = []) => {
      said.push({ text, buttons: rows.flat().map(({ id }) => id) });
    },
  });
  await hub.settle();
  const refuse = async () => {
    given.reject(new ClosedError('uninvited', 'nobody invited it'));
    await hub.settle();
  };
  return { hub, ids, pair: ids[0] ?? '', said, given, refuse };
}
