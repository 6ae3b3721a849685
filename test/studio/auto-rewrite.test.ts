import { describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { BOSS, fail, runsOf, set, wait } from './acting.ts';
import { Hub } from './hub.ts';
import { Rewriting } from './rewriting.ts';

const HERE = { surface: 'web', workspace: 'web' } as const;

/** A side that was blocked in a workspace with automatic rewrites. */
async function blocked(): Promise<Rewriting> {
  const at = new Rewriting();
  const by = BOSS.person;
  at.hub.store.workspaceSettings.put(HERE, { name: 'auto_rewrite', value: 'on', by, at: 0 });
  return at.blocked();
}

const runs = ({ hub, pair }: Rewriting) => runsOf(hub, pair, 'A');
const text = ({ hub, a }: Rewriting) => hub.text(a);

describe('an automatic rewrite', () => {
  it('never happens while the setting is off', async () => {
    const at = await new Rewriting().blocked();
    await wait(at.hub, 20);
    expect(at.asked).toHaveLength(0);
    expect(runs(at)).toEqual(['first blocked']);
  });

  it('is announced, writes once, runs once, and says what it was', async () => {
    const at = await blocked();
    expect(text(at)).toContain('Trying a safer wording by itself in 3 s');
    expect(text(at)).toContain('By the setting “Automatic rewrite”, which boss switched on.');
    expect(at.hub.labels(at.a)).toEqual(['Rewrite & retry', 'Cancel', 'Edit…', 'Details']);
    await wait(at.hub, 2);
    expect(at.asked).toHaveLength(0);
    await wait(at.hub, 2);
    expect(at.asked).toHaveLength(1);
    expect(text(at)).toContain('Writing a safer wording by itself…');
    await at.answer({ rewrite: 'two fencers in a sports hall' });
    await wait(at.hub, 1);
    expect(runs(at)).toEqual(['first blocked', 'auto_rewrite running']);
    const next = at.newest();
    expect(next.spec.userPrompt).toBe('two fencers in a sports hall');
    expect(next).toMatchObject({ fromId: at.a, by: aCaller().person });
    expect(at.row).toMatchObject({
      state: 'sent',
      original: 'a duel with swords',
      resultId: next.id,
      bySetting: true,
    });
    await at.hub.deliver('A');
    const shown = at.hub.text(next.id);
    expect(shown).toContain('Reworded by itself. By the setting “Automatic rewrite”, which boss');
    expect(shown).toContain('Edited: two fencers in a sports hall');
    expect(at.hub.text(at.pair)).toContain('· reworded by itself');
    expect(at.paid).toHaveLength(1);
    expect(at.credits).toBe(1);
    const details = await at.hub.press({ type: 'details', generation: next.id });
    expect(JSON.stringify(details)).toContain(
      'by the setting “Automatic rewrite”, which boss switched on',
    );
  });

  it('that is blocked too says so, and is not reworded again', async () => {
    const at = await blocked();
    await wait(at.hub, 3);
    await at.answer({ rewrite: 'two fencers' });
    await wait(at.hub, 1);
    await at.block();
    await wait(at.hub, 20);
    expect(runs(at)).toEqual(['first blocked', 'auto_rewrite blocked']);
    const last = at.hub.text(at.newest().id);
    expect(last).toContain('The safer wording was refused too.');
    expect(at.asked).toHaveLength(1);
  });

  it('has its transient failures retried by the other setting, with the same wording', async () => {
    const at = await blocked();
    await set(at.hub, 'auto_retries', '1');
    await wait(at.hub, 3);
    await at.answer({ rewrite: 'two fencers' });
    await wait(at.hub, 1);
    await fail(at.hub, 'A', 'network');
    await wait(at.hub, 2);
    expect(runs(at)).toEqual(['first blocked', 'auto_rewrite failed', 'auto_retry running']);
    expect(at.newest().spec.userPrompt).toBe('two fencers');
    await at.block();
    await wait(at.hub, 20);
    expect(at.newest().number).toBe(3);
  });

  it('is not made of a wording that a person had written and sent', async () => {
    const at = await new Rewriting().blocked();
    await at.rewritten('two fencers');
    await at.press('rewrite_send');
    await set(at.hub, 'auto_rewrite', 'on');
    await at.block();
    await wait(at.hub, 20);
    expect(runs(at)).toEqual(['first blocked', 'rewrite blocked']);
    expect(at.hub.store.acts.get(at.newest().id)).toBeUndefined();
    expect(at.asked).toHaveLength(1);
  });

  it('that gets no wording ends with why, once', async () => {
    const at = await blocked();
    await wait(at.hub, 3);
    at.text.call().fail(new Error('no'));
    await wait(at.hub, 20);
    expect(runs(at)).toEqual(['first blocked']);
    expect(text(at)).toContain('There is no safer wording:');
    expect(at.asked).toHaveLength(1);
  });

  it('asks nobody when the asker has no credit left', async () => {
    const at = await blocked();
    at.hub.store.models.putPlan({ name: 'default', tiers: ['basic', 'quality'], dailyQuota: 1 });
    await wait(at.hub, 5);
    expect(at.asked).toHaveLength(0);
    expect(text(at)).toContain('No safer wording was tried by itself: This needs 1 credit');
  });

  it('is cancelled while it is written: the wording then waits for a person', async () => {
    const at = await blocked();
    await wait(at.hub, 3);
    await at.hub.press({ type: 'act_cancel', generation: at.a });
    await at.answer({ rewrite: 'two fencers' });
    await wait(at.hub, 5);
    expect(runs(at)).toEqual(['first blocked']);
    expect(text(at)).toContain('No safer wording was tried by itself: ana cancelled it.');
    await at.press('rewrite_send');
    expect(runs(at)).toEqual(['first blocked', 'rewrite running']);
  });

  it('is dropped when the setting is switched off while it is written', async () => {
    const at = await blocked();
    await wait(at.hub, 3);
    await set(at.hub, 'auto_rewrite', 'off');
    await at.answer({ rewrite: 'two fencers' });
    await wait(at.hub, 5);
    expect(runs(at)).toEqual(['first blocked']);
    expect(text(at)).toContain('the setting was changed meanwhile');
  });

  it('leaves it to a person who was faster', async () => {
    const at = await blocked();
    await at.press('rewrite');
    await at.answer({ rewrite: 'two fencers' });
    await at.press('rewrite_send');
    await wait(at.hub, 10);
    expect(runs(at)).toEqual(['first blocked', 'rewrite running']);
    expect(at.asked).toHaveLength(1);
  });
});

describe('an automatic rewrite after a crash', () => {
  it('before it was due writes and runs once', async () => {
    const at = await blocked();
    await at.hub.crash();
    await wait(at.hub, 4);
    expect(at.asked).toHaveLength(1);
    await at.answer({ rewrite: 'two fencers' });
    await wait(at.hub, 2);
    expect(runs(at)).toEqual(['first blocked', 'auto_rewrite running']);
    expect(at.paid).toHaveLength(1);
  });

  it('while it was written is not paid twice, and ends with why', async () => {
    const at = await blocked();
    await wait(at.hub, 3);
    await at.hub.crash();
    await wait(at.hub, 20);
    expect(at.paid).toHaveLength(1);
    expect(at.asked).toHaveLength(1);
    expect(runs(at)).toEqual(['first blocked']);
    expect(text(at)).toContain('There is no safer wording:');
    expect(at.hub.store.acts.get(at.a)).toMatchObject({ state: 'dropped' });
  });

  it('with the wording on the disk runs it once', async () => {
    const at = await blocked();
    await wait(at.hub, 3);
    await at.answer({ rewrite: 'two fencers' });
    expect(at.row).toMatchObject({ state: 'ready' });
    await at.hub.crash();
    await wait(at.hub, 5);
    await at.hub.deliver('A');
    await at.hub.crash();
    await wait(at.hub, 5);
    expect(runs(at)).toEqual(['first blocked', 'auto_rewrite succeeded']);
    expect(at.paid).toHaveLength(1);
  });
});

describe('without a text model', () => {
  it('nothing is announced: there is nobody who could write', async () => {
    const hub = await new Hub().start();
    await set(hub, 'auto_rewrite', 'on');
    const pair = await hub.generate();
    await fail(hub, 'A', 'safety_block');
    expect(hub.store.acts.get(hub.newest(pair, 'A').id)).toBeUndefined();
  });
});
