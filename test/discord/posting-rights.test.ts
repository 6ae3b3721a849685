import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { missing, missingHere } from '../../src/bots/discord/permissions.ts';
import { decodeAction, postsMessage } from '../../src/core/chat/action.ts';
import { requirePosting } from '../../src/core/studio/base/door.ts';
import { loosely } from '../fakes/discord/kit.ts';
import { aCaller } from '../values.ts';

const { ViewChannel, SendMessages, SendMessagesInThreads, AttachFiles, ReadMessageHistory } =
  PermissionFlagsBits;
const ALL = ViewChannel | SendMessages | SendMessagesInThreads | AttachFiles | ReadMessageHistory;

describe('what the bot lacks', () => {
  it.each([
    ['channel', ALL, []],
    ['channel', ALL & ~SendMessagesInThreads, []],
    ['channel', ALL & ~SendMessages, ['Send Messages']],
    ['thread', ALL & ~SendMessages, []],
    ['thread', ALL & ~SendMessagesInThreads, ['Send Messages in Threads']],
    ['server', ALL & ~SendMessages, ['Send Messages']],
    ['server', ALL & ~SendMessagesInThreads, ['Send Messages in Threads']],
    ['channel', ALL & ~ViewChannel, ['View Channel']],
    ['channel', ALL & ~AttachFiles, ['Attach Files']],
    ['channel', ALL & ~ReadMessageHistory, ['Read Message History']],
    ['channel', 0n, ['View Channel', 'Send Messages', 'Attach Files', 'Read Message History']],
    ['channel', PermissionFlagsBits.Administrator, []],
  ] as const)('in a %s with %s', (place, bits, names) => {
    expect(missing(new PermissionsBitField(bits), place)).toEqual(names);
  });
});

/** Where the bot may read and nothing else. */
const READS_ONLY = loosely({
  guildId: 'g1',
  channel: { isThread: () => false },
  appPermissions: new PermissionsBitField(ViewChannel | ReadMessageHistory),
});

describe('where the bot may not post', () => {
  it.each([
    ['1:retry:g', 'refused'],
    ['1:reroll:g', 'refused'],
    ['1:regenerate:g', 'refused'],
    ['1:edit:g', 'refused'],
    ['1:repost:g', 'refused'],
    ['1:example:1', 'refused'],
    ['1:cancel:g', 'let through'],
    ['1:delete:g', 'let through'],
    ['1:tone:g:25', 'let through'],
    ['1:angle:g:25', 'let through'],
    ['1:feedback:g', 'let through'],
    ['1:details:g', 'let through'],
    ['1:pair_details:p', 'let through'],
    ['1:vote:a:b:A', 'let through'],
    ['1:promote:g', 'let through'],
    ['1:promote_other:g', 'let through'],
    ['1:promote_to:g:tone.x', 'let through'],
    ['1:promote_confirm:d', 'let through'],
    ['1:pool:0:all', 'let through'],
    ['1:pool_entry:r', 'let through'],
    ['1:pool_remove:r', 'let through'],
    ['1:pool_restore:r', 'let through'],
    ['1:likes:x', 'let through'],
    ['1:history:x', 'let through'],
    ['1:costs:7', 'let through'],
    ['made by hand', 'let through'],
  ])('the press %s is %s: what runs a side has to post its image', (id, expected) => {
    const action = decodeAction(id);
    const posts = action !== undefined && postsMessage(action);
    const lacking = missingHere(READS_ONLY);
    const enter = () => {
      if (posts) requirePosting(aCaller('ana', { lacking }));
    };
    if (expected === 'refused') {
      expect(enter).toThrow(expect.objectContaining({ status: 403, code: 'bot_needs' }));
    } else {
      expect(enter).not.toThrow();
    }
  });

  it('is not known in a direct channel, and there the bot may', () => {
    expect(missingHere(loosely({ guildId: null, channel: null }))).toEqual([]);
  });

  it('is everywhere of which Discord says nothing', () => {
    const unsaid = loosely({ guildId: 'g1', channel: null, appPermissions: null });
    expect(missingHere(unsaid)).toHaveLength(4);
  });
});
