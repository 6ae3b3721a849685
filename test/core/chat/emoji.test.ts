import { describe, expect, it } from 'vitest';
import {
  classOf,
  DEFAULT_DISLIKES,
  DEFAULT_LIKES,
  normaliseEmoji,
  readEmoji,
  shownEmoji,
} from '../../../src/core/chat/emoji.ts';

const lists = { likes: DEFAULT_LIKES, dislikes: DEFAULT_DISLIKES };

describe('an emoji', () => {
  it.each([
    ['👍', '+1', 'like'],
    ['❤', 'heart', 'like'],
    ['❤️', 'heart', 'like'],
    ['😍', 'heart_eyes', 'like'],
    ['🔥', 'fire', 'like'],
    ['🤩', 'star-struck', 'like'],
    ['💯', '100', 'like'],
    ['👏', 'clap', 'like'],
    ['🙌', 'raised_hands', 'like'],
    ['🎉', 'tada', 'like'],
    ['⭐', 'star', 'like'],
    ['💖', 'sparkling_heart', 'like'],
    ['👌', 'ok_hand', 'like'],
    ['👎', '-1', 'dislike'],
    ['😞', 'disappointed', 'dislike'],
    ['🤢', 'nauseated_face', 'dislike'],
    ['👀', '👀', 'other'],
    [':thumbsup:', '+1', 'like'],
    ['thumbsdown', '-1', 'dislike'],
    ['star_struck', 'star-struck', 'like'],
    ['👍🏿', '+1', 'like'],
    ['👎🏻', '-1', 'dislike'],
    [' :+1::skin-tone-6: ', '+1', 'like'],
    [':clap_tone1:', 'clap', 'like'],
    ['raised_hands_tone5', 'raised_hands', 'like'],
    ['<:heart:123>', 'heart', 'like'],
    ['<a:nope:123>', 'nope', 'other'],
    ['nope:123', 'nope', 'other'],
    ['👋🏽', '👋', 'other'],
    ['🇰🇷', '🇰🇷', 'other'],
    [':rocket:', '🚀', 'other'],
    [':flag-kr:', '🇰🇷', 'other'],
    ['flag_kr', '🇰🇷', 'other'],
    [':kr:', '🇰🇷', 'other'],
    ['thinking_face', '🤔', 'other'],
    [':thinking:', '🤔', 'other'],
    ['hugging_face', '🤗', 'other'],
    ['man-woman-boy', '👨‍👩‍👦', 'other'],
    ['female-technologist::skin-tone-4', '👩‍💻', 'other'],
    ['grinning_face_with_star_eyes', 'star-struck', 'like'],
    ['first_place_medal', '🥇', 'other'],
    ['-1::skin-tone-2', '-1', 'dislike'],
    ['umbrella', '☂', 'other'],
    ['🚀', '🚀', 'other'],
    ['wave::skin-tone-3', '👋', 'other'],
    ['people_holding_hands::skin-tone-2-3', '🧑‍🤝‍🧑', 'other'],
    ['people_holding_hands::skin-tone-2::skin-tone-5', '🧑‍🤝‍🧑', 'other'],
    [':handshake::skin-tone-2-6:', '🤝', 'other'],
    ['handshake_tone1_tone5', '🤝', 'other'],
    ['raised_hands::skin-tone-2-3', 'raised_hands', 'like'],
    ['our_team::skin-tone-2-3', 'our_team', 'other'],
    ['our_team::skin-tone-2::skin-tone-3', 'our_team', 'other'],
    ['🫱🏻‍🫲🏿', '🤝', 'other'],
    ['👩🏻‍🤝‍👩🏿', '👭', 'other'],
    ['🧑🏻‍🤝‍🧑🏿', '🧑‍🤝‍🧑', 'other'],
    ['<:rocket:123>', 'rocket', 'other'],
    ['<:thumbsup:123>', '+1', 'like'],
    [':partyparrot:', 'partyparrot', 'other'],
    [':constructor:', 'constructor', 'other'],
    ['__proto__', '__proto__', 'other'],
    ['x'.repeat(64), 'x'.repeat(64), 'other'],
  ])('%s is kept as %s, and is a %s', (raw, kept, kind) => {
    expect(normaliseEmoji(raw)).toBe(kept);
    expect(classOf(kept, lists)).toBe(kind);
  });

  it.each(['👍👍', 'two words', ':', '::', '<:x>', `:${'x'.repeat(65)}:`, '@here', 'a\nb'])(
    'is not made of %j',
    (raw) => {
      expect(normaliseEmoji(raw)).toBeUndefined();
    },
  );

  it.each([
    ['👍', '👍', '+1'],
    ['👍🏽', '👍🏽', '👍🏽'],
    [' :+1::skin-tone-4: ', '👍🏽', '👍🏽'],
    ['thumbsup', '👍', '+1'],
    ['clap_tone1', '👏🏻', '👏🏻'],
    ['❤️', '❤️', 'heart'],
    [':heart:', '❤️', 'heart'],
    ['❤', '❤', '❤'],
    ['👍🏽🏽🏽', '👍', '+1'],
    ['✌🏿', '✌🏿', '✌🏿'],
    ['v::skin-tone-6', '✌🏿', '✌🏿'],
    ['female-technologist::skin-tone-4', '👩🏽‍💻', '👩🏽‍💻'],
    ['people_holding_hands::skin-tone-2-3', '🧑🏻‍🤝‍🧑🏼', '🧑🏻‍🤝‍🧑🏼'],
    ['people_holding_hands::skin-tone-2::skin-tone-5', '🧑🏻‍🤝‍🧑🏾', '🧑🏻‍🤝‍🧑🏾'],
    ['handshake::skin-tone-2-6', '🫱🏻‍🫲🏿', '🫱🏻‍🫲🏿'],
    ['handshake::skin-tone-3', '🤝🏼', '🤝🏼'],
    ['couple_with_heart::skin-tone-2-6', '🧑🏻‍❤️‍🧑🏿', '🧑🏻‍❤️‍🧑🏿'],
    ['+1::skin-tone-2-6', '👍🏻', '👍🏻'],
    ['our_team::skin-tone-2-3', 'our_team', 'our_team'],
    [':flag-kr:', '🇰🇷', '🇰🇷'],
    ['🇰🇷', '🇰🇷', '🇰🇷'],
    ['<:party:123>', 'custom:123', 'party:123'],
    ['<a:party:123>', 'custom:123', 'party:123'],
    ['heart:123', 'custom:123', 'heart:123'],
    [':partyparrot:', 'partyparrot', 'partyparrot'],
    ['constructor', 'constructor', 'constructor'],
    ['__proto__', '__proto__', '__proto__'],
  ])('%s is told apart as %s, shown as %s, and read again as the same', (raw, exact, shown) => {
    const emoji = readEmoji(raw);
    expect(emoji?.exact).toBe(exact);
    expect(emoji && shownEmoji(emoji)).toBe(shown);
    expect(readEmoji(shown)).toEqual(emoji);
  });

  it('is another one as a super reaction, and counts the same', () => {
    expect(readEmoji('🎉', true)).toEqual({ exact: 'super 🎉', name: 'tada' });
    expect(readEmoji('🎉', false)).toEqual({ exact: '🎉', name: 'tada' });
  });

  it('is a like where both lists have it', () => {
    expect(classOf('eyes', { likes: ['eyes'], dislikes: ['eyes'] })).toBe('like');
  });
});
