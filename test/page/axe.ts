import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds on the page as it is, each with the element's beginning. */
export async function violations(page: Page): Promise<readonly string[]> {
  // What is half faded in has no contrast yet.
  await page.evaluate(`Promise.all(document.getAnimations().map((one) => one.finished))`);
  // The page's own policy allows no foreign script: axe comes in by the debugger.
  await page.evaluate(await readFile(AXE, 'utf8'));
  const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
    `axe.run().then(({ violations }) => violations)`,
  );
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** Elements that reach beyond the screen, where no scroller of their own holds them. */
export function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const boxes = [...document.querySelectorAll('.drawer-page, .history-body, .compare')];
    const wide = boxes.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.innerHTML);
    return scrollWidth > clientWidth ? ['the page', ...wide] : wide;
  })()`);
}
