import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../web/hub.ts';
import { type OlderHub, olderHub } from './older-data-kit.ts';
import { idOf, NAMES, pairOf } from './older-names.ts';

let hub: OlderHub;
beforeAll(async () => {
  hub = await olderHub();
  // What was live has ended before anything is counted.
  for (const name of ['harbour', 'planning', 'waiting', 'lost', 'found']) {
    await hub.ended(pairOf(name));
  }
});
afterAll(() => hub.close());

const textsOf = (card: Answer['json']): readonly string[] =>
  card.lines.map((line: Answer['json']) => line.text);

describe('a data folder of schema 5 in the web chat:', () => {
  it.each([
    ['lantern', 'succeeded', 2, 'succeeded', 1, null],
    ['cat', 'succeeded', 3, 'succeeded', 1, 'provider_error'],
    ['kite', 'failed', 5, 'succeeded', 1, 'provider_error'],
    ['chair', 'succeeded', 1, 'succeeded', 1, null],
    ['angles', 'succeeded', 1, 'succeeded', 1, null],
    ['models', 'succeeded', 1, 'succeeded', 2, null],
    ['blocked', 'succeeded', 1, 'blocked', 1, 'safety_block'],
    ['cancelled', 'cancelled', 1, 'succeeded', 1, null],
    ['timeout', 'timed_out', 1, 'timed_out', 1, 'timeout'],
    ['queue_timeout', 'timed_out', 1, 'timed_out', 1, 'queue_timeout'],
    ['late', 'timed_out', 1, 'timed_out', 1, 'timeout'],
    ['worker_lost', 'failed', 1, 'failed', 1, 'worker_lost'],
    ['withdrawn', 'failed', 1, 'failed', 1, 'invalid_request'],
    ['storage', 'failed', 1, 'failed', 1, 'storage'],
    ['bought', 'succeeded', 1, 'succeeded', 1, null],
    ['safety_output', 'blocked', 1, 'blocked', 1, 'safety_block'],
    ['invalid_request', 'failed', 1, 'failed', 1, 'invalid_request'],
    ['auth', 'failed', 1, 'failed', 1, 'auth'],
    ['quota', 'failed', 1, 'failed', 1, 'quota'],
    ['model_gone', 'failed', 1, 'failed', 1, 'model_gone'],
    ['network', 'failed', 1, 'failed', 1, 'network'],
    ['rate_limited', 'failed', 2, 'succeeded', 1, 'rate_limited'],
    ['promoted', 'succeeded', 1, 'succeeded', 1, null],
  ])(
    'the pair %s is A %s (%i), B %s (%i), as it was',
    async (name, a, numberA, b, numberB, kind) => {
      const { state, sides, last_error_kind: error } = await hub.status(pairOf(name));
      expect([state, sides.A.state, sides.A.number, sides.B.state, sides.B.number, error]).toEqual([
        'planned',
        a,
        numberA,
        b,
        numberB,
        kind,
      ]);
    },
  );

  it('nothing went wrong that an admin would have to read of', () => {
    expect(hub.log.errors).toEqual([]);
  });

  it('a refused pair says why, as it did', async () => {
    expect(await hub.status(pairOf('refused'))).toMatchObject({
      state: 'refused',
      refusal: '“gone.png” is not a PNG, JPEG or WebP image.',
    });
  });

  it.each([
    ['planning', 'succeeded', 1, 'succeeded', null],
    ['waiting', 'succeeded', 1, 'succeeded', null],
    ['harbour', 'succeeded', 3, 'succeeded', null],
    ['found', 'succeeded', 1, 'succeeded', null],
    ['lost', 'failed', 1, 'failed', 'worker_lost'],
  ])('the live pair %s ended A %s (%i), B %s', async (name, a, number, b, kind) => {
    const { sides, last_error_kind: error } = await hub.status(pairOf(name));
    expect([sides.A.state, sides.A.number, sides.B.state, error]).toEqual([a, number, b, kind]);
  });

  it('a spec keeps what it was frozen with', async () => {
    const { spec } = (await hub.status(pairOf('chair'))).sides.B;
    expect(spec).toMatchObject({
      prompt: 'a woman on a blue chair',
      category: 'd(beauty)',
      tone_ratio: 50,
      angle_ratio: 75,
      angle: 'overhead',
      lens: '85mm-portrait',
      model: 'sample-small',
      size: '48x72',
    });
    const roles = spec.references.map((one: Answer['json']) => one.role);
    expect(roles.toSorted()).toEqual(
      ['own', 'own', 'person', 'tone', 'tone', 'tone', 'tone', 'tone'].toSorted(),
    );
  });

  it('images and people’s own references are still served, and a deleted one is not', async () => {
    const chair = (await hub.status(pairOf('chair'))).sides.A;
    const own = chair.spec.references.find((one: Answer['json']) => one.role === 'own');
    const deleted = idOf('cat', 'B1');
    const found = await Promise.all(
      [chair.image.url, own.url, `/images/${deleted}.png`].map((path) => hub.get(path)),
    );
    expect(found.map((one) => one.status)).toEqual([200, 200, 410]);
  });

  it('votes are counted as they were, on the newest images of a pair', async () => {
    const header = (await hub.messages()).find((one) =>
      textsOf(one.card).includes('a red lantern over wet stones'),
    );
    expect(textsOf(header.card)).toContain('Votes: 4. Vote to see how people chose.');
  });

  it('reactions stand under their images as they did', async () => {
    const { sides } = await hub.status(pairOf('lantern'));
    const all = await hub.messages('you');
    const of = (id: string) => all.find((one) => one.id === id).reactions;
    expect(of(sides.A.message_id)).toMatchObject([
      { emoji: '+1', count: 2, mine: false },
      { emoji: '-1', count: 1, mine: false },
      { emoji: '🌱', count: 1, mine: true },
    ]);
    expect(of(sides.B.message_id)).toMatchObject([
      { emoji: 'heart', count: 1, mine: false },
      { emoji: '-1', count: 1, mine: false },
    ]);
  });

  it.each([
    // A dislike that came after a like of the same person leaves none.
    ['ana', [idOf('promoted', 'A1'), idOf('lantern', 'A2')]],
    ['ben', [idOf('lantern', 'A2')]],
    ['you', [idOf('lantern', 'A1')]],
    ['mina', []],
  ])('what %s likes is what they liked', async (who, liked) => {
    const { json } = await hub.get('/api/likes', who);
    expect(json.images.map((one: Answer['json']) => one.generation)).toEqual(liked);
  });

  it('feedback opens as it was given', async () => {
    const id = `1:feedback:${idOf('lantern', 'A2')}`;
    const said = async (who: string) => (await hub.press(who, id)).json.form.fields;
    expect(await said('ben')).toMatchObject([{ value: '2' }, { value: 'too grey' }]);
    expect(await said('ana')).toMatchObject([{ value: '5' }, { value: '빛이 좋아요' }]);
  });

  it.each([
    ['you', 40, 0, 4],
    ['ana', 60, 2, 11],
    ['ben', 40, 2, 7],
    ['mina', 40, 2, 6],
  ])('%s has %i credits a day, %i used today and %i ever', async (who, quota, today, lifetime) => {
    const { json } = await hub.get('/api/credits', who);
    expect(json).toMatchObject({ quota, today, lifetime, in_flight: 0 });
  });

  it('a person keeps their history, in its order', async () => {
    const { json } = await hub.get('/api/history', 'ana');
    const names = ['found', 'promoted', 'bought', 'harbour', 'lantern'];
    expect(json.pairs.map((one: Answer['json']) => one.batch_id)).toEqual(names.map(pairOf));
  });

  it('who is blocked stays so', async () => {
    const { status, json } = await hub.get('/api/credits', 'troll');
    expect([status, json.code]).toEqual([403, 'not_allowed_person']);
  });

  it('the same request again gives the pair that it gave', async () => {
    const body = { prompt: 'a woman on a blue chair' };
    const { json } = await hub.post('/api/generate', body, 'ben', { 'idempotency-key': 'chair-1' });
    expect(json.batch_id).toBe(pairOf('chair'));
  });
});

describe('a data folder of schema 5 keeps', () => {
  it('what calls cost, and which costs nobody knows', async () => {
    const { json } = await hub.get('/api/admin/costs?days=30');
    // Those of the dead process ended; five more were made since, for nothing.
    expect(json.total.calls).toBe(65);
    expect(json.total.usd).toBe(0.08435);
    const bought = json.by_model.find((one: Answer['json']) => one.model === 'gpt-image-2-low');
    expect(bought).toMatchObject({ calls: 17, unknown_calls: 13, usd: 0.08435 });
    const usd = json.by_person.map((one: Answer['json']) => [one.person, one.calls, one.usd]);
    expect(usd).toEqual([
      ['web:you', 28, 0.04218],
      ['web:ana', 13, 0.04217],
      ['web:ben', 16, 0],
      ['web:mina', 8, 0],
    ]);
  });

  it.each([
    ['bought', 'A1', '$0.0179'],
    ['bought', 'B1', '$0.0243'],
    ['lantern', 'A2', '$0.00'],
    ['late', 'A1', '$0.00'],
    ['late', 'B1', 'unknown'],
    ['worker_lost', 'A1', 'unknown'],
    ['cancelled', 'A1', 'unknown'],
    ['rate_limited', 'A2', 'unknown'],
    ['quota', 'B1', 'unknown'],
  ] as const)('the cost of %s %s: %s', async (name, which, cost) => {
    const { json } = await hub.press('you', `1:details:${idOf(name, which)}`);
    expect(textsOf(json.card)).toContain(`Provider cost: ${cost}`);
  });

  it('its pool, with what was promoted, removed and purged', async () => {
    const { json } = await hub.get('/api/pool/targets');
    const counts = json.targets.map((one: Answer['json']) => {
      return [one.display_name, one.references, one.promotions];
    });
    expect(counts).toEqual(
      expect.arrayContaining([
        ['Vivid colour', 11, 1],
        ['Natural film', 10, 1],
        ['Cinematic contrast', 10, 0],
        ['Mina', 1, 0],
        ['루나 2', 0, 0],
      ]),
    );
  });

  it.each([
    ['tone', '2 likes, 2 dislikes, votes 2 won, 4 lost'],
    ['person', 'used in 2 images: 1 like, 0 dislikes, votes 1 won, 1 lost'],
    ['removed', 'not used yet'],
    ['purged', 'used in 8 images: 1 like, 0 dislikes, votes 1 won, 1 lost'],
  ] as const)('what was said of images with the %s reference: %s', async (which, said) => {
    const { json } = await hub.press('you', `1:pool_entry:${NAMES.references[which]}`);
    expect(textsOf(json.card).join('\n')).toContain(said);
  });

  it('its default model, its plans and the word that an image is in the pool', async () => {
    const { json } = await hub.get('/api/models');
    const standard = json.models.filter((one: Answer['json']) => one.default);
    expect(standard.map((one: Answer['json']) => one.id)).toEqual(['sample-small']);
    const { sides } = await hub.status(pairOf('lantern'));
    const all = await hub.messages();
    const badges = [sides.A, sides.B].map(
      (side) => all.find((one) => one.id === side.message_id).card.badges,
    );
    expect(badges).toEqual([['In the pool ✓'], []]);
  });
});
