import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { TextModelSpec } from '../../src/core/domain/text-model.ts';
import type { TextModel } from '../../src/core/ports/text-model.ts';
import { GeminiText } from '../../src/providers/gemini/gemini-text.ts';
import { OpenAiText } from '../../src/providers/openai/openai-text.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { VendorServer } from '../fakes/vendor/server.ts';

const ROW: TextModelSpec = {
  id: 'one',
  model: 'one',
  displayName: 'One',
  seesPictures: false,
  tokenPrices: null,
  parameters: {},
};

/** A service that answers everything so; the bodies of its requests. */
async function service(body: object): Promise<{ readonly url: string; readonly seen: unknown[] }> {
  const seen: unknown[] = [];
  const server = new VendorServer((request) => {
    seen.push(JSON.parse(request.body.toString('utf8')));
    const headers = { 'content-type': 'application/json' };
    return { status: 200, headers, body: JSON.stringify(body) };
  });
  onTestFinished(() => server.close());
  return { url: await server.listen(), seen };
}

function ask(model: TextModel): Promise<unknown> {
  const schema = z.strictObject({ a: z.number() });
  const texts = { instructions: 'Do.', material: 'this' };
  const request = { ...texts, purpose: 'judge', pictures: [], schema, maxTokens: 50 } as const;
  return model.complete(request, new AbortController().signal);
}

describe('a call for a text', () => {
  it('is not made again by Gemini’s client for an answer that is to be continued', async () => {
    const candidate = { finishReason: 'CONTINUATION', continuationToken: 'go on' };
    const content = { role: 'model', parts: [{ text: '{"a":' }] };
    const { url, seen } = await service({ candidates: [{ ...candidate, content }] });
    const model = new GeminiText(ROW, { apiKey: 'k', baseUrl: url });
    await expect(ask(model)).rejects.toMatchObject({ failure: { kind: 'provider_error' } });
    expect(seen).toHaveLength(1);
  });

  it('keeps what the row says of OpenAI’s texts beside the schema', async () => {
    const content = [{ type: 'output_text', text: '{"a":1}' }];
    const { url, seen } = await service({ output: [{ type: 'message', content }] });
    const row = { ...ROW, parameters: { text: { verbosity: 'low' }, service_tier: 'flex' } };
    const model = new OpenAiText(row, { apiKey: 'k', baseUrl: url }, new FakeClock());
    expect(await ask(model)).toEqual({ value: { a: 1 }, costUsd: null, tokens: null });
    expect(seen).toMatchObject([
      {
        service_tier: 'flex',
        text: { verbosity: 'low', format: { type: 'json_schema', name: 'judge', strict: true } },
      },
    ]);
  });
});
