import { expect, it } from 'vitest';
import type { Seat, Seen } from './driver.ts';

/** What this journey needs of the suite. */
interface Journeys {
  readonly you: () => Seat;
  readonly ask: (prompt: string, options: string) => Promise<void>;
  readonly find: (wanted: (one: Seen) => boolean) => Promise<Seen>;
  readonly header: (text: string) => Promise<Seen>;
  readonly told: (text: string) => Promise<void>;
}

/** An angle in words is compared with an image of it. */
export function angleJourney({ you, ask, find, header, told }: Journeys): void {
  const labels = ({ buttons }: Seen) => buttons.map(({ label }) => label);
  const showing = (text: string) => find((one) => one.kind === 'image' && one.text.includes(text));
  const ratio = (seen: Seen) => labels(seen).find((label) => label.startsWith('Angle')) ?? '';

  it('an angle in words is compared with an image of it, which every run keeps', async () => {
    await ask('a woman walking', 'experiment:angles angle:overhead');
    await header('A: angle');
    const done = await header('Which is better?');
    expect(done.text).toMatch(
      /A: angle (in words|from an image) · B: angle (in words|from an image)/,
    );
    expect(done.text).not.toContain('no comparison');
    expect(ratio(await showing('· angle in words · 3 tones'))).toMatch(/^Angle \d+ %$/);
    const first = await showing('· angle from an image · 3 tones');
    await you().press(first, 'Details');
    await told('angle: Natural film, overhead');
    await you().press(first, ratio(first));
    const staged = await find((one) => one.id === first.id && labels(one).includes('Regenerate'));
    await you().press(staged, 'Regenerate');
    const second = await showing('2nd · angle from an image · 3 tones');
    expect(ratio(second)).not.toBe(ratio(first));
    await you().press(second, 'Edit…');
    await you().answer({ prompt: 'a man walking' });
    const third = await showing('3rd · angle from an image');
    expect(ratio(third)).toBe(ratio(second));
    await you().press(third, 'Details');
    await told('angle: Natural film, overhead');
  });

  it('an angle that the pool has no image of is said to be another one', async () => {
    await ask('a woman walking', 'experiment:angles angle:worms-eye');
    const said = await header("the pool has no image of “Worm's eye” here");
    expect(said.text).toMatch(
      /[AB]: the pool has no image .* comes from “Natural film, [a-z-]+”\./,
    );
  });
}
