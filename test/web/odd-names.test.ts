import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addModel } from '../../src/cli/models.ts';
import { setPlan } from '../../src/cli/plans.ts';
import { encodeAction } from '../../src/core/chat/action.ts';
import { FileBlobs } from '../../src/storage/files.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { imported, numbered } from '../cli/refs/kit.ts';
import { ODD_NAMES } from '../odd-names.ts';
import { ask, call, ended, runHub, type RunningHub } from './hub.ts';

const names = ODD_NAMES;
let hub: RunningHub;
/** An image's generation and its message. */
let image: { readonly generation: string; readonly message: string };
beforeAll(async () => {
  hub = await runHub();
  await hub.restart(() => fillOdd(hub.home));
  const { sides } = await ended(hub.url, await ask(hub.url, 'a paper boat'));
  image = { generation: sides.A.generation, message: sides.A.message_id };
});
afterAll(() => hub.close());

const get = async (path: string, query: Readonly<Record<string, string>>) =>
  call(hub.url, `${path}?${new URLSearchParams(query).toString()}`);
const post = (path: string, body: unknown, headers = {}) => call(hub.url, path, { body, headers });

/** Models, tiers, categories, places, tags and captions that are named so. */
async function fillOdd(home: string): Promise<void> {
  const env = { DIPTYCH_HOME: home };
  for (const name of names) addModel(env, name, modelFields(name));
  setPlan(env, 'default', [`tiers=basic,${names.join(',')}`]);
  const db = openDatabase(join(home, 'diptych.db'));
  const store = sqliteStore(db);
  try {
    const rows = names.map((name) => `${name}/${name}.png,${name},${name};odd,${name}`);
    const folder = join(home, 'to import');
    await mkdir(folder);
    await writeFile(
      join(folder, 'references.csv'),
      ['file,location,tags,caption', ...rows].join('\n'),
    );
    for (const [n, name] of names.entries()) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, `${name}.png`), await numbered(n));
    }
    const { text } = await imported(
      { home, db, store, blobs: new FileBlobs(join(home, 'blobs')) },
      folder,
    );
    expect(text).toContain(`${names.length} added`);
  } finally {
    db.close();
  }
}

function modelFields(name: string): readonly string[] {
  return [
    'provider=sample',
    `model=${name}`,
    `display_name=${name}`,
    `tier=${name}`,
    'valid_sizes=512x512',
    'square_size=512x512',
    'landscape_size=512x512',
    'portrait_size=512x512',
    'min_pixels=0',
    'max_references=4',
    'max_prompt_chars=8000',
    `generation_params={"${name}":1}`,
    'output_type=image/png',
    'typical_ms=1000',
  ];
}

it.each(names)('%s is an emoji that can be put, counted, seen and taken back', async (name) => {
  const react = (present: boolean) =>
    post('/api/reactions', { message_id: image.message, emoji: name, present });
  const on = { emoji: name, count: 1, mine: true, people: ['Host'] };
  expect((await react(true)).json.message.reactions).toEqual([on]);
  const { messages } = (await call(hub.url, '/api/messages')).json;
  const seen = messages.find((one: { id: string }) => one.id === image.message);
  expect(seen.reactions).toEqual([on]);
  expect((await react(false)).json.message.reactions).toEqual([]);
});

describe.each(names)('%s', (name) => {
  it('is a place, a tag and a category of the pool, which everybody can still browse', async () => {
    const whole = await get('/api/diptych', { word: 'pool' });
    expect([whole.status, whole.json.type]).toEqual([200, 'card']);
    const { json } = await get('/api/pool', { of: name });
    expect([json.total, json.references[0].caption]).toEqual([1, name]);
    const id = encodeAction({ type: 'pool_entry', reference: json.references[0].id });
    const lines = (await post('/api/press', { id })).json.card.lines;
    const texts = lines.map((one: { text: string }) => one.text);
    expect(texts).toContain(`Tags: ${name}, odd`);
  });

  it('is a model, a tier and a category that a pair can be asked for', async () => {
    const pair = await ask(hub.url, name, { model: name, tier: name, category: name });
    const { sides, state } = await ended(hub.url, pair);
    expect([state, sides.A.state]).toEqual(['planned', 'succeeded']);
    const { prompt, model } = sides.A.spec;
    expect({ prompt, model }).toEqual({ prompt: name, model: name });
    expect(sides.A.spec.references).toContainEqual(expect.objectContaining({ label: name }));
    const details = encodeAction({ type: 'details', generation: sides.A.generation });
    expect((await post('/api/press', { id: details })).status).toBe(200);
  });

  it('is suggested as such, and is no option', async () => {
    const labels = async (option: string, typed: string) => {
      const { json } = await get('/api/suggest', { option, typed });
      return json.suggestions.map((one: { label: string }) => one.label.split(' · ')[0]);
    };
    for (const option of ['model', 'tier', 'category']) {
      expect(await labels(option, name)).toContain(name);
    }
    for (const option of ['angle', 'lens', 'size', 'experiment', 'count', 'tone_ratio']) {
      expect(await labels(option, name)).toEqual([]);
    }
    expect(await labels(name, '')).toEqual([]);
  });

  it.each([
    ['size', 'size_invalid'],
    ['angle', 'angle_unknown'],
    ['lens', 'lens_unknown'],
    ['persona', 'persona_unknown'],
    ['experiment', 'experiment_unknown'],
    ['versus', 'versus_unknown'],
    ['count', 'count_out_of_range'],
    ['tone_ratio', 'option_invalid'],
  ])('is no %s', async (option, code) => {
    const value = option === 'versus' ? `${name}!` : name;
    const answer = await post('/api/generate', { prompt: 'a cat', [option]: value });
    expect(answer.json.code).toBe(code);
  });

  it('is a person, who can be promoted to and asked for', async () => {
    const { generation } = image;
    const made = await post('/api/admin/library/promote-model', { generation, persona: name });
    expect(made.json.display_name).toBe(name);
    const { sides } = await ended(hub.url, await ask(hub.url, 'a person', { persona: name }));
    expect(sides.A.spec.references[0]).toMatchObject({ role: 'person', label: name });
  });

  it('is nothing that there is, wherever an id is asked for', async () => {
    const gone = async (answer: ReturnType<typeof call>) => (await answer).status;
    expect(await gone(get('/api/generation-status', { batch_id: name }))).toBe(404);
    expect(await gone(call(hub.url, `/images/${name}`))).toBe(404);
    expect(await gone(call(hub.url, `/references/${name}`))).toBe(404);
    expect(await gone(call(hub.url, `/app/${name}`))).toBe(404);
    expect(await gone(post('/api/generate-side', { batch_id: name, side: 'A' }))).toBe(404);
    expect(await gone(post('/api/feedback', { generation: name, rating: 5 }))).toBe(404);
    expect(await gone(post('/api/press', { id: name }))).toBe(400);
    expect(await gone(post('/api/press', { id: `1:${name}:x` }))).toBe(400);
    expect(await gone(get('/api/diptych', { word: name }))).toBe(400);
  });

  it('is a person’s name, and the key of a request', async () => {
    const headers = { 'x-diptych-user': name, 'idempotency-key': name };
    const once = await post('/api/generate', { prompt: 'a cat' }, headers);
    const again = await post('/api/generate', { prompt: 'a cat' }, headers);
    expect([once.status, again.json]).toEqual([202, once.json]);
    const me = await call(hub.url, '/api/me', { headers });
    expect(me.json.name).toBe(name);
    await ended(hub.url, once.json.batch_id, headers);
  });
});

it('a form may send values that are named so', async () => {
  const id = encodeAction({ type: 'feedback', generation: image.generation });
  const body = `{"id":"${id}","values":{"rating":5,"__proto__":{"text":"x"},"constructor":1}}`;
  expect((await post('/api/press', body)).json).toMatchObject({ type: 'said' });
});
