import type { Canvas } from '../painting.ts';
import { gradient, n, path } from '../svg.ts';
import { groundColour, tint } from '../tones.ts';
import { BEYOND } from './sky.ts';

/** What the ground is filled with, lighter towards the horizon. */
export function groundFill({ tones, horizon, height }: Canvas, lift = 0.32): string {
  const near = groundColour(tones);
  const stops = [
    [0, tint(near, near.l + lift, 0.9)],
    [0.5, tint(near, near.l + 0.4 * lift)],
    [1, tint(near, near.l - 0.02)],
  ] as const;
  return gradient('ground', stops, [horizon, height]);
}

/** A line of soft waves across the frame at `base`, and everything below it. */
export function ridge(
  { width, height, random }: Canvas,
  { base, rise, fill }: { readonly base: number; readonly rise: number; readonly fill: string },
): string {
  const pace = 1 + 1.3 * random();
  const waves = [1, 2.3, 4.7].map((speed, at) => ({
    speed: speed * pace,
    shift: random() * 2 * Math.PI,
    height: rise / (1 + 1.5 * at),
  }));
  const steps = 48;
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const x = -BEYOND + ((width + 2 * BEYOND) * step) / steps;
    const y = waves.reduce(
      (sum, wave) => sum + wave.height * Math.sin((wave.speed * x * Math.PI) / width + wave.shift),
      base,
    );
    return `L ${n(x)} ${n(y)}`;
  });
  const bottom = height + BEYOND;
  return path(`M ${-BEYOND} ${bottom} ${points.join(' ')} L ${width + BEYOND} ${bottom} Z`, fill);
}
