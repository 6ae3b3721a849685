import { getRequestListener } from '@hono/node-server';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { TextModelSpec } from '../../src/core/domain/text-model.ts';
import type { TextModel } from '../../src/core/ports/text-model.ts';
import { GeminiText } from '../../src/providers/gemini/gemini-text.ts';
import { OpenAiText } from '../../src/providers/openai/openai-text.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeGemini } from '../fakes/gemini/fake-gemini.ts';
import { FakeOpenAi } from '../fakes/openai/fake-openai.ts';

const { Request, Response } = globalThis;
const ROW: TextModelSpec = {
  id: 'one',
  model: 'gpt-6-luna',
  displayName: 'One',
  seesPictures: false,
  tokenPrices: null,
  parameters: {},
};

// The web server puts classes of its own in the place of these, in the whole process.
beforeEach(() => {
  getRequestListener(() => new Response());
  // Its `json` takes no assignment.
  expect(() => Object.assign(new globalThis.Response('{}'), { json: null })).toThrow(TypeError);
});
afterEach(() => {
  Object.defineProperty(globalThis, 'Request', { value: Request });
  Object.defineProperty(globalThis, 'Response', { value: Response });
});

function ask(model: TextModel): Promise<unknown> {
  const schema = z.strictObject({ best: z.enum(['A']) });
  const texts = { instructions: 'Do.', material: 'this' };
  const request = { ...texts, purpose: 'judge', pictures: [], schema, maxTokens: 50 } as const;
  return model.complete(request, new AbortController().signal);
}

it('Gemini’s texts are read in a process that serves the web, and its errors too', async () => {
  const vendor = await FakeGemini.start();
  onTestFinished(() => vendor.close());
  const row = { ...ROW, model: 'gemini-3.5-flash-lite' };
  const model = new GeminiText(row, { apiKey: vendor.key, baseUrl: vendor.url });
  expect(await ask(model)).toMatchObject({ value: { best: 'A' } });
  vendor.texts.next('judge', { end: 'rate_limited' }, { end: 'html_instead' });
  await expect(ask(model)).rejects.toMatchObject({ failure: { kind: 'rate_limited' } });
  await expect(ask(model)).rejects.toMatchObject({ failure: { kind: 'provider_error' } });
});

it('OpenAI’s texts likewise', async () => {
  const vendor = await FakeOpenAi.start();
  onTestFinished(() => vendor.close());
  const access = { apiKey: vendor.key, baseUrl: vendor.url };
  const model = new OpenAiText(ROW, access, new FakeClock());
  expect(await ask(model)).toMatchObject({ value: { best: 'A' } });
  vendor.texts.next('judge', { end: 'rate_limited' }, { end: 'html_instead' });
  await expect(ask(model)).rejects.toMatchObject({ failure: { kind: 'rate_limited' } });
  await expect(ask(model)).rejects.toMatchObject({ failure: { kind: 'provider_error' } });
});
