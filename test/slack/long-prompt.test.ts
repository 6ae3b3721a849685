import { expect, it } from 'vitest';
import { render } from '../../src/bots/slack/render.ts';
import { headerCard } from '../../src/core/cards/header.ts';
import { aContext, aView } from '../card-values.ts';
import { aGeneration, aPair, withImage } from '../values.ts';
import { drawn } from './drawn.ts';

/** The text of a finished pair's header. */
function headerOf(prompt: string): string {
  const pair = aPair();
  const asked = { ...pair, request: { ...pair.request, prompt } };
  const view = aView([aGeneration('a1', withImage())], { pair: asked });
  return drawn(render(headerCard(view, aContext())).blocks).text;
}

it('is whole in its header up to 2,400 characters, of which an emoji is two or more', () => {
  for (const prompt of [`${'x'.repeat(2_396)} END`, `${'🐱'.repeat(1_198)} END`]) {
    expect(prompt).toHaveLength(2_400);
    expect(headerOf(prompt)).toContain(prompt);
  }
  const cut = headerOf(`${'🐱'.repeat(1_400)} END`);
  expect(cut).not.toContain('END');
  expect(cut).toContain('🐱…');
});
