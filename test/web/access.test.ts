import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/core/domain/person.ts';
import { aPicture } from '../pictures.ts';
import { Hub } from '../studio/hub.ts';
import { aCaller } from '../values.ts';
import { webOf } from './app.ts';
import type { Call } from './hub.ts';

const HERE = aCaller().place;
const ELSEWHERE: Place = { ...HERE, workspace: 'other' };
/** Its workspace has the name of the web's own. */
const OTHER_SURFACE: Place = { ...HERE, surface: 'discord' };

interface Made {
  readonly pair: string;
  readonly a: string;
  readonly b: string;
}

/** A pair of Ana's, made at a place, that used a reference of her own. */
async function imagesAt(place: Place): Promise<Made & { readonly hub: Hub }> {
  const hub = await new Hub().connect(place.surface).start();
  const pair = await hub.pairWithImages('a secret', aCaller('ana', { place }));
  await hub.blobs.put(`own/${pair}/1.png`, await aPicture());
  return { hub, pair, a: hub.newest(pair, 'A').id, b: hub.newest(pair, 'B').id };
}

/** Everything that the web has of a pair: what is asked, and the status when the pair is one's own. */
const OF_A_PAIR: readonly (readonly [string, (made: Made) => readonly [string, Call?], number])[] =
  [
    ['its image', ({ a }) => [`/images/${a}.png`], 200],
    ['its image, to download', ({ a }) => [`/images/${a}.png/download`], 200],
    ['its own reference', ({ pair }) => [`/references/own/${pair}/1.png`], 200],
    ['its status', ({ pair }) => [`/api/generation-status?batch_id=${pair}`], 200],
    ['its details', ({ pair }) => ['/api/press', { body: { id: `1:pair_details:${pair}` } }], 200],
    ['an image’s details', ({ a }) => ['/api/press', { body: { id: `1:details:${a}` } }], 200],
    ['a vote', ({ a, b }) => ['/api/press', { body: { id: `1:vote:${a}:${b}:A` } }], 200],
    ['feedback', ({ a }) => ['/api/feedback', { body: { generation: a, rating: 5 } }], 200],
    [
      'a side run again',
      ({ pair }) => ['/api/generate-side', { body: { batch_id: pair, side: 'A' } }],
      202,
    ],
    ['a re-roll', ({ b }) => ['/api/press', { body: { id: `1:reroll:${b}` } }], 200],
    ['deleting', ({ b }) => ['/api/press', { body: { id: `1:delete_confirm:${b}` } }], 200],
  ];

describe('a pair’s own people', () => {
  it.each(OF_A_PAIR)('are given %s', async (_what, request, status) => {
    const { hub, ...made } = await imagesAt(HERE);
    const answer = await webOf(hub).as('ana')(...request(made));
    expect(answer.status).toBe(status);
  });
});

describe.each([
  ['of another workspace', ELSEWHERE],
  ['of another surface, whose workspace has the same name', OTHER_SURFACE],
])('a pair %s', (_where, place) => {
  it.each(OF_A_PAIR)('is not here: %s', async (_what, request) => {
    const { hub, ...made } = await imagesAt(place);
    const web = webOf(hub);
    // Neither for the one who asked there, nor for the admin here.
    for (const name of ['ana', 'you']) {
      const { status, json } = await web.as(name)(...request(made));
      expect({ status, code: json.code }).toEqual({ status: 404, code: 'gone' });
    }
    expect(hub.view(made.pair).generations).toHaveLength(2);
    expect(hub.store.feedback.of(made.a)).toEqual([]);
    expect(hub.view(made.pair).votes).toEqual([]);
  });

  it('is not promoted from here', async () => {
    const { hub, a } = await imagesAt(place);
    const body = { generation: a, category: 'Film' };
    const answer = await webOf(hub).as('you')('/api/admin/library/promote-model', { body });
    expect(answer.json).toMatchObject({ status: 404, code: 'gone' });
  });
});

describe('one’s own pairs and likes', () => {
  it('are those of this workspace alone', async () => {
    const { hub, a } = await imagesAt(ELSEWHERE);
    const there = aCaller('ana', { place: ELSEWHERE });
    const messageId = hub.message(a).id;
    hub.studio.react.react(there, { messageId, emoji: '❤️', present: true });
    expect(hub.studio.galleries.likes(there, null).entries).toHaveLength(1);
    const ana = webOf(hub).as('ana');
    expect((await ana('/api/history')).json.pairs).toEqual([]);
    expect((await ana('/api/likes')).json.images).toEqual([]);
  });
});

/** Every route that shows or does something for a person. */
const ROUTES: readonly (readonly [string, (made: Made) => readonly [string, Call?]])[] = [
  ...OF_A_PAIR.map(([what, request]) => [what, request] as const),
  ['a picture of the pool', () => ['/references/refs/tone_angle_image_ref/a/an1.png']],
  ['the pool', () => ['/api/pool']],
  ['its targets', () => ['/api/pool/targets']],
  ['a new pair', () => ['/api/generate', { body: { prompt: 'a cat' } }]],
  [
    'an upload',
    () => [
      '/api/references?name=a.png',
      { body: new Uint8Array([1]), headers: { 'content-type': 'image/png' } },
    ],
  ],
  ['the chat', () => ['/api/messages']],
  ['its events', () => ['/api/events']],
  ['a reaction', () => ['/api/reactions', { body: { message_id: 'm1', emoji: '❤️' } }]],
  ['history', () => ['/api/history']],
  ['likes', () => ['/api/likes']],
  ['credits', () => ['/api/credits']],
  ['models', () => ['/api/models']],
  ['help', () => ['/api/help']],
  ['costs', () => ['/api/admin/costs']],
  [
    'promotion',
    ({ a }) => ['/api/admin/library/promote-model', { body: { generation: a, category: 'Film' } }],
  ],
];

describe('who is blocked', () => {
  it.each(ROUTES)('gets nothing: %s', async (_what, request) => {
    const { hub, ...made } = await imagesAt(HERE);
    hub.store.access.block('web:ana', 'web:root', 'spam', 0);
    const { status, json } = await webOf(hub, { adminUsers: ['web:ana'] }).as('ana')(
      ...request(made),
    );
    expect({ status, code: json.code }).toEqual({ status: 403, code: 'not_allowed_person' });
    expect(hub.view(made.pair).generations).toHaveLength(2);
  });
});

describe('an Idempotency-Key', () => {
  const body = { prompt: 'a cat' };
  const headers = { 'idempotency-key': 'one' };

  it('is each person’s own: the same one of somebody else gives them a pair of theirs', async () => {
    const hub = await new Hub().start();
    const web = webOf(hub);
    const ana = (await web.as('ana')('/api/generate', { body, headers })).json.batch_id;
    const again = (await web.as('ana')('/api/generate', { body, headers })).json.batch_id;
    const ben = (await web.as('ben')('/api/generate', { body, headers })).json.batch_id;
    expect(again).toBe(ana);
    expect(ben).not.toBe(ana);
    expect(hub.view(ben).pair.asker).toEqual({ id: 'web:ben', name: 'ben' });
    const other = { body: { prompt: 'another' }, headers };
    expect((await web.as('ana')('/api/generate', other)).json).toMatchObject({
      status: 422,
      code: 'request_key_reused',
    });
  });

  it('no longer helps somebody who is blocked since', async () => {
    const hub = await new Hub().start();
    const ana = webOf(hub).as('ana');
    await ana('/api/generate', { body, headers });
    hub.store.access.block('web:ana', 'web:root', 'spam', 0);
    expect((await ana('/api/generate', { body, headers })).json.code).toBe('not_allowed_person');
  });

  it('is not needed: without one every request is a new pair', async () => {
    const hub = await new Hub().start();
    const ana = webOf(hub).as('ana');
    const first = await ana('/api/generate', { body });
    const second = await ana('/api/generate', { body });
    expect(second.json.batch_id).not.toBe(first.json.batch_id);
  });
});

describe('where a token decides', () => {
  const apiToken = 'a-token-of-some-length';
  const authorization = `Bearer ${apiToken}`;

  it.each([
    ['header', { 'x-diptych-user': 'ben' }],
    ['cookie', { cookie: 'X-Diptych-User=ben' }],
    ['header that is no name', { 'x-diptych-user': '<b>' }],
  ])('a %s that names somebody else changes nothing', async (_what, headers) => {
    const hub = await new Hub().start();
    const web = webOf(hub, { apiToken, adminUsers: ['web:root'] });
    const { json } = await web.ask('/api/me', { headers: { authorization, ...headers } });
    expect(json).toEqual({ name: 'admin', admin: true, people: [] });
  });

  it('such a header is no way in', async () => {
    const hub = await new Hub().start();
    const web = webOf(hub, { apiToken });
    for (const name of ['admin', 'you']) {
      expect((await web.as(name)('/api/me')).json).toMatchObject({
        status: 401,
        code: 'token_needed',
      });
    }
  });
});
