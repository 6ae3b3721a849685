import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../web/hub.ts';
import { type OlderHub, olderHub } from './older-data-kit.ts';
import { idOf, NAMES, pairOf } from './older-names.ts';

let hub: OlderHub;
beforeAll(async () => {
  hub = await olderHub();
  await hub.ended(pairOf('lost'));
  await hub.ended(pairOf('harbour'));
});
afterAll(() => hub.close());

/** Presses what must be done without a word. */
async function run(who: string, id: string, values?: object): Promise<void> {
  const { status, json } = await hub.press(who, id, values);
  expect([status, json.type]).toEqual([200, 'done']);
}

async function cardOf(messageId: string): Promise<Answer['json']> {
  return (await hub.messages()).find((one) => one.id === messageId).card;
}

async function headerOf(prompt: string): Promise<Answer['json']> {
  return (await hub.messages()).find((one) => textOf(one.card).split('\n')[0] === prompt).card;
}

function textOf(card: Answer['json']): string {
  return card.lines.map((line: Answer['json']) => line.text).join('\n');
}

describe('a button of a web message of schema 5 still works:', () => {
  it('Retry', async () => {
    await run('you', `1:retry:${idOf('worker_lost', 'A1')}`);
    const { sides } = await hub.ended(pairOf('worker_lost'));
    expect(sides.A).toMatchObject({ state: 'succeeded', number: 2, error: null });
    expect(sides.B).toMatchObject({ state: 'failed', number: 1 });
  });

  it('Retry of a side that never had its turn', async () => {
    await run('you', `1:retry:${idOf('queue_timeout', 'A1')}`);
    const { sides } = await hub.ended(pairOf('queue_timeout'));
    expect(sides.A).toMatchObject({ state: 'succeeded', number: 2 });
  });

  it('Re-roll: the same spec with another seed', async () => {
    const before = (await hub.status(pairOf('lantern'))).sides.A;
    await run('ana', `1:reroll:${idOf('lantern', 'A2')}`);
    const { sides } = await hub.ended(pairOf('lantern'));
    expect(sides.A).toMatchObject({ state: 'succeeded', number: 3 });
    const { seed, ...rest } = before.spec;
    expect(sides.A.spec).toMatchObject(rest);
    expect(sides.A.spec.seed).not.toBe(seed);
  });

  it('Tone, on the message that it stands on', async () => {
    await run('ben', `1:tone:${idOf('chair', 'A1')}:75`);
    const { sides } = await hub.status(pairOf('chair'));
    await expect
      .poll(async () => textOf(await cardOf(sides.A.message_id)))
      .toContain('Set to tone 75 % · angle 75 %: Regenerate runs it.');
  });

  it('Regenerate, with the ratios that were staged then', async () => {
    await run('ana', `1:regenerate:${idOf('harbour', 'B1')}`);
    const { sides } = await hub.ended(pairOf('harbour'));
    expect(sides.B).toMatchObject({ state: 'succeeded', number: 2 });
    expect(sides.B.spec).toMatchObject({ tone_ratio: 75, angle_ratio: 25, size: '72x48' });
  });

  it('Edit…: the form as it was filled, and what is sent from it', async () => {
    const id = `1:edit:${idOf('cat', 'A3')}`;
    const { json } = await hub.press('ben', id);
    const values = json.form.fields.map((one: Answer['json']) => [one.name, one.value]);
    expect(values).toEqual([
      ['prompt', 'a calm cat on a wall'],
      ['angle', 'low-angle'],
      ['lens', ''],
    ]);
    await run('ben', id, { prompt: 'a calm cat', angle: '', lens: '' });
    const { sides } = await hub.ended(pairOf('cat'));
    expect(sides.A).toMatchObject({ state: 'succeeded', number: 4 });
    expect(sides.A.spec).toMatchObject({ prompt: 'a calm cat', angle: null });
  });

  it('Edit… of a side that was made with own references takes them along', async () => {
    const values = { prompt: 'a woman on a red chair', angle: '', lens: '' };
    await run('ben', `1:edit:${idOf('chair', 'B1')}`, values);
    const { sides } = await hub.ended(pairOf('chair'));
    const roles = sides.B.spec.references.map((one: Answer['json']) => one.role);
    expect(roles.filter((role: string) => role === 'own')).toHaveLength(2);
    expect(sides.B).toMatchObject({ state: 'succeeded', number: 2 });
  });

  it('a vote, and another one in place of an old one', async () => {
    const [a, b] = [idOf('promoted', 'A1'), idOf('promoted', 'B1')];
    await hub.press('ana', `1:vote:${a}:${b}:B`);
    await hub.press('ben', `1:vote:${a}:${b}:tie`);
    const said = textOf(await headerOf('a woman under the moon'));
    expect(said).toContain('Votes: 2. Vote to see how people chose.');
  });

  it('a vote on images that newer ones replaced is refused', async () => {
    const id = `1:vote:${idOf('lantern', 'A1')}:${idOf('lantern', 'B1')}:A`;
    expect((await hub.press('ana', id)).json.code).toBe('newer_images');
  });

  it('Feedback…', async () => {
    const id = `1:feedback:${idOf('models', 'B2')}`;
    expect((await hub.press('ben', id, { rating: '1', text: 'flat' })).json.type).toBe('said');
    expect((await hub.press('ben', id)).json.form.fields).toMatchObject([
      { value: '1' },
      { value: 'flat' },
    ]);
  });

  it('Details, of an image and of a pair', async () => {
    const image = (await hub.press('ben', `1:details:${idOf('lantern', 'A2')}`)).json.card;
    expect(textOf(image)).toContain('Likes 2, dislikes 1, feedback 2');
    const pair = (await hub.press('ben', `1:pair_details:${pairOf('angles')}`)).json.card;
    expect(textOf(pair)).toContain('붉은 등불 아래 여자');
  });

  it('Delete', async () => {
    const asked = (await hub.press('you', `1:delete:${idOf('models', 'A1')}`)).json.card;
    const [[{ id }]] = asked.rows;
    expect((await hub.press('you', id)).json.card.heading).toBe('A · deleted');
    const { sides } = await hub.status(pairOf('models'));
    expect(sides.A.image).toBeNull();
    expect((await hub.get(`/images/${idOf('models', 'A1')}.png`)).status).toBe(410);
  });

  it.each([
    ['Cancel of what died with the hub', 'you', `1:cancel:${idOf('lost', 'A1')}`, 'already_ended'],
    ['Retry of a spec that ran five times', 'ben', `1:retry:${idOf('kite', 'A5')}`, 'runs_used'],
    [
      'Retry with a reference that is gone',
      'you',
      `1:retry:${idOf('queue_timeout', 'B1')}`,
      'reference_withdrawn',
    ],
    ['Re-roll where no key is set', 'ana', `1:reroll:${idOf('bought', 'A1')}`, 'provider_unserved'],
    ['Re-roll by somebody else', 'ben', `1:reroll:${idOf('angles', 'A1')}`, 'not_asker'],
    ['Re-roll of a deleted image', 'ben', `1:reroll:${idOf('cat', 'B1')}`, 'image_deleted'],
    ['Re-post of what is posted', 'ana', `1:repost:${idOf('lantern', 'A1')}`, 'not_available'],
  ])('%s is refused', async (_what, who, id, code) => {
    expect((await hub.press(who, id)).json.code).toBe(code);
  });

  it('Promote… and its choices', async () => {
    const { json } = await hub.press('you', `1:promote:${idOf('angles', 'B1')}`);
    const [people] = json.card.selects;
    expect(people.options.length).toBeGreaterThan(4);
    const chosen = await hub.press('you', `1:promote_to:${idOf('angles', 'B1')}:tone.d(beauty)`);
    expect(textOf(chosen.json.card)).toContain('As a tone of Beauty?');
  });

  it('Promote, of a choice that was made before', async () => {
    const { json } = await hub.press('you', NAMES.drafts.web);
    expect(textOf(json.card)).toContain('In the pool ✓ Cinematic contrast');
  });

  it('of the pool: a page, a reference, Put back', async () => {
    const page = (await hub.press('ben', '1:pool:0:tone.a(natural,film)')).json.card;
    expect(textOf(page)).toContain('a red lantern over wet stones');
    const { removed } = NAMES.references;
    const entry = (await hub.press('you', `1:pool_entry:${removed}`)).json.card;
    expect(textOf(entry)).toContain('Removed by Host');
    await hub.press('you', `1:pool_restore:${removed}`);
    const { json } = await hub.get(`/api/pool?of=${encodeURIComponent('Vivid colour')}`);
    expect(json.references.map((one: Answer['json']) => one.id)).toContain(removed);
  });

  it('More of a history and of likes goes on where the page ended', async () => {
    const history = (await hub.press('ana', `1:history:${pairOf('bought')}`)).json.card;
    const prompts = history.lines.flatMap((one: Answer['json']) => (one.quote ? [one.text] : []));
    expect(prompts).toEqual(['a quiet harbour', 'a red lantern over wet stones']);
    const likes = (await hub.press('ana', `1:likes:${idOf('promoted', 'A1')}`)).json.card;
    expect(textOf(likes)).toContain('a red lantern over wet stones');
    expect(textOf(likes)).not.toContain('a woman under the moon');
  });

  it('the days of a report of costs', async () => {
    const { json } = await hub.press('you', '1:costs:7');
    expect(json.card.heading).toBe('Provider costs · 7 days');
  });

  it('an example of the first message', async () => {
    await run('mina', '1:example:1');
    const { json } = await hub.get('/api/history', 'mina');
    expect(json.pairs).toHaveLength(5);
  });

  it('an emoji is put on an old image, and an old one taken away', async () => {
    const { sides } = await hub.status(pairOf('promoted'));
    const message = { message_id: sides.A.message_id };
    await hub.post('/api/reactions', { ...message, emoji: '🔥' }, 'ben');
    const gone = { ...message, emoji: '😍', present: false };
    const { json } = await hub.post('/api/reactions', gone, 'ana');
    expect(json.message.reactions).toMatchObject([{ emoji: 'fire', count: 1, mine: false }]);
  });
});
