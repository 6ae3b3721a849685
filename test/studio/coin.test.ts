import { describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { ScriptedText } from '../fakes/scripted-text.ts';
import { Hub } from './hub.ts';

/** A hub whose coin puts the second recipe on A: seed 4 does. */
function swappedHub(): Promise<Hub> {
  return new Hub({ seed: () => 4 }).start();
}

describe('a pair whose coin fell the other way', () => {
  it('makes A with five tones and B with three of them', async () => {
    const hub = await swappedHub();
    const pair = await hub.generate();
    const tones = (side: 'A' | 'B') =>
      hub.newest(pair, side).spec.references.filter((one) => one.role === 'tone');
    expect(tones('A')).toHaveLength(5);
    expect(tones('A').slice(0, 3)).toEqual(tones('B'));
    expect(hub.view(pair).pair.recipes).toEqual({ A: 'five_tones', B: 'three_tones' });
    expect(hub.newest(pair, 'A').spec.seed).toBe(4);
  });

  it('says so on the header from the first moment, on headings and in Details', async () => {
    const hub = await swappedHub();
    const pair = await hub.generate();
    expect(hub.text(pair)).toContain('A: 5 tone references · B: 3');
    await hub.deliver('B');
    hub.queue.fail(hub.queue.jobOf('A'), 'network');
    await hub.settle();
    expect(hub.text(hub.newest(pair, 'B').id)).toMatch(/^B · 3 tones · tone/);
    expect(hub.text(hub.newest(pair, 'A').id)).toMatch(/^A · 5 tones · /);
    const details = await hub.press({ type: 'details', generation: hub.newest(pair, 'B').id });
    expect(details).toMatchObject({ card: { heading: 'Details of B · 3 tones' } });
  });

  it('keeps a side’s recipe in Edit…', async () => {
    const hub = await swappedHub();
    const pair = await hub.generate();
    await hub.deliver('A');
    const before = hub.newest(pair, 'A');
    await hub.press({ type: 'edit', generation: before.id }, aCaller(), {
      prompt: 'a man reading',
    });
    const after = hub.newest(pair, 'A').spec;
    expect(after.references.filter((one) => one.role === 'tone')).toHaveLength(5);
  });

  it('puts the image of the angle on A', async () => {
    const hub = await swappedHub();
    const more = { experiment: 'angles', angle: 'overhead' };
    const pair = await hub.generate('a woman walking', aCaller(), more);
    const roles = (side: 'A' | 'B') =>
      hub.newest(pair, side).spec.references.map((one) => one.role);
    expect(roles('A')).toContain('angle');
    expect(roles('B')).not.toContain('angle');
    expect(hub.text(pair)).toContain('A: angle from an image · B: angle in words');
  });

  it('makes A with the second model, and names both in their places', async () => {
    const hub = await swappedHub();
    const pair = await hub.generate('a woman walking', aCaller(), { versus: 'quality' });
    expect(hub.newest(pair, 'A').spec.modelId).toBe('sample-quality');
    expect(hub.newest(pair, 'B').spec.modelId).toBe('sample-basic');
    expect(hub.text(pair)).toContain('Two models · A: Sample fine · B: Sample');
    expect(hub.text(pair)).toContain('A: 1536x1536 · B: 1024x1024');
  });

  it('keeps its recipes when it is planned again after a crash', async () => {
    const seeds = [4, 1, 1, 1];
    const text = new ScriptedText();
    const hub = await new Hub({ seed: () => seeds.shift() ?? 1, textModels: [text] }).start();
    const pair = await hub.generate();
    expect(hub.view(pair).pair.state).toBe('planning');
    await hub.crash();
    expect(hub.view(pair).pair.recipes).toEqual({ A: 'five_tones', B: 'three_tones' });
    expect(hub.newest(pair, 'A').spec.seed).toBe(4);
  });
});
