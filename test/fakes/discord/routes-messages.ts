import { missingAccess } from './errors.ts';
import { history, pageSize } from './history.ts';
import { PERMISSION } from './permissions.ts';
import type { Posting } from './posting.ts';
import { reactors, readEmoji } from './reactions.ts';
import { type Call, nothing, ok, type Route } from './route.ts';
import type { World } from './world.ts';

const ALL = '/channels/:channel/messages';
const ONE = `${ALL}/:message`;

/** Channels, their messages and reactions. */
export function messageRoutes(world: World, posting: Posting): readonly Route[] {
  const channelOf = (call: Call) => world.channel(call.param('channel'));
  const readable = (call: Call) => {
    const channel = channelOf(call);
    if (!channel.botMay(PERMISSION.readMessageHistory)) throw missingAccess();
    return posting.find(channel, call.param('message'));
  };
  return [
    {
      method: 'GET',
      pattern: '/channels/:channel',
      run: (call) => {
        const channel = channelOf(call);
        if (!channel.botMay(PERMISSION.viewChannel)) throw missingAccess();
        return ok(channel.toApi());
      },
    },
    {
      method: 'GET',
      pattern: ALL,
      run: (call) =>
        ok(history(channelOf(call), call.query).map((message) => posting.show(message))),
    },
    {
      method: 'POST',
      pattern: ALL,
      run: (call) => ok(posting.post(channelOf(call), call.body, call.uploads)),
    },
    { method: 'GET', pattern: ONE, run: (call) => ok(posting.show(readable(call))) },
    {
      method: 'PATCH',
      pattern: ONE,
      run: (call) =>
        ok(posting.edit(channelOf(call), call.param('message'), call.body, call.uploads)),
    },
    {
      method: 'DELETE',
      pattern: ONE,
      run: (call) => {
        posting.remove(channelOf(call), call.param('message'));
        return nothing;
      },
    },
    {
      method: 'GET',
      pattern: `${ONE}/reactions/:emoji`,
      run: (call) => {
        const emoji = readEmoji(call.param('emoji'));
        const limit = pageSize(call.query, 25);
        return ok(reactors(readable(call), emoji, call.query, limit).map((one) => one.toApi()));
      },
    },
  ];
}
