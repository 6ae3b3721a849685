import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeAction } from '../../src/core/chat/action.ts';
import { ask, call, type Call, ended, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
let generation: string;
beforeAll(async () => {
  hub = await runHub();
  const status = await ended(hub.url, await ask(hub.url, 'a paper boat in Seoul'));
  generation = status.sides.A.generation;
});
afterAll(() => hub.close());

const get = (path: string, more: Call = {}) => call(hub.url, path, more);
const post = (path: string, body: unknown, headers = {}) => call(hub.url, path, { body, headers });
const PROMOTE = '/api/admin/library/promote-model';
const ben = { 'x-diptych-user': 'ben' };
const pool = async (of = '') => (await get(`/api/pool?of=${encodeURIComponent(of)}`)).json;

describe('GET /api/pool', () => {
  it('gives references with what came of them, and every person and category', async () => {
    const { total, references, card } = await pool();
    const { targets } = (await get('/api/pool/targets')).json;
    expect(total).toBe(60);
    expect(references).toHaveLength(12);
    expect(references[0].uses).toBeGreaterThan(0);
    expect(targets).toContainEqual({
      kind: 'tone',
      slug: 'a(natural,film)',
      display_name: 'Natural film',
      references: 14,
      promotions: 0,
    });
    expect(card.selects).toHaveLength(2);
    const picture = await get(references[0].url);
    expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/png']);
  });

  it('gives the last page for one that is beyond it', async () => {
    const { references } = (await get('/api/pool?page=99')).json;
    expect(references).toHaveLength(12);
  });

  it('says whom it knows when it does not know the name', async () => {
    const answer = await get('/api/pool?of=nobody');
    expect(answer.json).toMatchObject({ status: 404, code: 'shelf_unknown' });
    expect(answer.json.detail).toContain('Natural film');
  });
});

describe('POST /api/admin/library/promote-model', () => {
  it('makes a person of an image, whom the next pair can name', async () => {
    const promoted = await post(PROMOTE, { generation, persona: 'Nova Lee' });
    expect(promoted.json).toMatchObject({
      kind: 'model',
      slug: 'nova-lee',
      display_name: 'Nova Lee',
    });
    const [reference] = (await pool('nova lee')).references;
    expect(reference).toMatchObject({
      id: promoted.json.reference,
      caption: 'a paper boat in Seoul',
    });
    const pair = await ask(hub.url, 'a woman', { persona: 'NOVA LEE' });
    const status = await ended(hub.url, pair);
    const [used] = status.sides.A.spec.references;
    expect(used).toMatchObject({ role: 'person', label: 'Nova Lee', id: reference.id });
    expect((await get(used.url)).status).toBe(200);
  });

  it('puts one into a category, by its name or its slug, once', async () => {
    const first = await post(PROMOTE, { generation, category: 'd(beauty)' });
    expect(first.json).toMatchObject({ kind: 'tone', display_name: 'Beauty' });
    const again = await post(PROMOTE, { generation, category: 'beauty' });
    expect(again.json).toMatchObject({ status: 409, code: 'already_promoted' });
    expect(again.json.detail).toMatch(/Beauty already: Host promoted it, \d{4}-\d\d-\d\d\.$/);
  });

  it.each<[string, object, number, string]>([
    ['both', { persona: 'a', category: 'b' }, 422, 'option_invalid'],
    ['neither', {}, 422, 'option_invalid'],
    ['an empty name', { persona: ' ' }, 422, 'target_name_empty'],
    ['a name too long', { category: 'x'.repeat(61) }, 422, 'target_name_long'],
    ['an unknown image', { persona: 'a', generation: 'nothing' }, 404, 'gone'],
    ['an unknown field', { persona: 'a', key: 'refs/x' }, 400, 'body_invalid'],
  ])('refuses %s', async (_what, more, status, code) => {
    const answer = await post(PROMOTE, { generation, ...more });
    expect(answer.json).toMatchObject({ status, code });
  });

  it('refuses whoever is no admin, and a press that is forged by hand', async () => {
    const before = await pool();
    const target = { kind: 'model', slug: 'mina' } as const;
    const presses = [
      encodeAction({ type: 'promote', generation }),
      encodeAction({ type: 'promote_to', generation, target }),
      encodeAction({ type: 'pool_remove', reference: before.references[0].id }),
      encodeAction({ type: 'pool_restore', reference: before.references[0].id }),
    ];
    for (const id of presses) {
      const answer = await post('/api/press', { id }, ben);
      expect(answer.json).toMatchObject({ status: 403, code: 'not_admin' });
    }
    const values = { kind: 'model', name: 'Eve' };
    const typed = encodeAction({ type: 'promote_other', generation });
    expect((await post('/api/press', { id: typed, values }, ben)).json.code).toBe('not_admin');
    expect((await post(PROMOTE, { generation, persona: 'Eve' }, ben)).json.code).toBe('not_admin');
    const asked = await post('/api/press', {
      id: encodeAction({ type: 'promote_to', generation, target }),
    });
    const confirm = asked.json.card.rows[0][0].id;
    expect((await post('/api/press', { id: confirm }, ben)).json.code).toBe('not_admin');
    expect(await pool()).toEqual(before);
  });
});

describe('GET /references', () => {
  it('shows what a row names, removed or not, and nothing else of the store', async () => {
    const [reference] = (await pool('Mina')).references;
    const id = encodeAction({ type: 'pool_remove', reference: reference.id });
    await post('/api/press', { id });
    expect((await pool('Mina')).total).toBe(0);
    expect((await get(reference.url)).status).toBe(200);
    expect((await get('/references/refs/model_image_ref/mina/other.png')).status).toBe(404);
    expect((await get('/references/link.secret')).status).toBe(404);
  });
});
