import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** What a watch saw of a pair, from its first moment on. */
export interface Steadiness {
  /** Looks that were taken, things that were looked at, buttons that were found under points: few would prove nothing. */
  readonly looks: number;
  readonly things: number;
  readonly buttons: number;
  /** Things that moved more than 4 px, with how far. */
  readonly moved: readonly string[];
  /** Points of the screen that were one button and then another. */
  readonly changed: readonly string[];
}

/** Pixels that something may move, and pixels between two points that are looked at. */
const MOST = 4;
const STEP = 12;

/**
 * Looks at every frame at the pair with this prompt, once it stands there: at the rectangles of its parts in the window, and at
 * the button under each point of a grid. The returned function ends it.
 */
export async function watchPair(page: Page, prompt: string): Promise<() => Promise<Steadiness>> {
  await page.evaluate(await readFile(join(import.meta.dirname, 'watcher.js'), 'utf8'));
  await page.evaluate(`watchPair(${JSON.stringify(prompt)}, ${MOST}, ${STEP})`);
  return () => page.evaluate<Steadiness>('steadiness()');
}
