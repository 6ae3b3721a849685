import type { TextModelSpec } from '../../src/core/domain/text-model.ts';
import { GeminiText } from '../../src/providers/gemini/gemini-text.ts';
import { OpenAiText } from '../../src/providers/openai/openai-text.ts';
import type { TextModelUnderTest } from '../contracts/text-model-bench.ts';
import { textEndingsContract } from '../contracts/text-model-endings.ts';
import { textModelContract } from '../contracts/text-model.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeGemini } from '../fakes/gemini/fake-gemini.ts';
import { FakeOpenAi } from '../fakes/openai/fake-openai.ts';

const ROW = { id: 'one', displayName: 'One', seesPictures: true, tokenPrices: null } as const;

async function gemini(): Promise<TextModelUnderTest> {
  const vendor = await FakeGemini.start();
  const row: TextModelSpec = { ...ROW, model: 'gemini-3.5-flash-lite', parameters: {} };
  return {
    vendor,
    row,
    model: ({ row: other = row, key = vendor.key, url = vendor.url } = {}) =>
      new GeminiText(other, { apiKey: key, baseUrl: url }),
  };
}

async function openAi(): Promise<TextModelUnderTest> {
  const vendor = await FakeOpenAi.start();
  const row: TextModelSpec = { ...ROW, model: 'gpt-6-luna', parameters: {} };
  return {
    vendor,
    row,
    model: ({ row: other = row, key = vendor.key, url = vendor.url } = {}) =>
      new OpenAiText(other, { apiKey: key, baseUrl: url }, new FakeClock()),
  };
}

for (const [name, start] of [
  ['GeminiText', gemini],
  ['OpenAiText', openAi],
] as const) {
  textModelContract(name, start);
  textEndingsContract(name, start);
}
