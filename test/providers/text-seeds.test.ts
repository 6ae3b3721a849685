import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { openTextModels } from '../../src/providers/text-models.ts';
import type { VendorSettings } from '../../src/providers/vendors.ts';
import { seedTextModels } from '../../src/storage/seed-rows.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeGemini } from '../fakes/gemini/fake-gemini.ts';
import { FakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { somePictures } from '../contracts/text-model-bench.ts';

const schema = z.strictObject({ best: z.enum(['A', 'B']), why: z.string().max(200) });

describe('the text models that a database begins with', () => {
  it.each(seedTextModels().map(({ id }) => id))(
    '%s is taken by its vendor, with its parameters and pictures, and has a price',
    async (id) => {
      const [gemini, openai] = await Promise.all([FakeGemini.start(), FakeOpenAi.start()]);
      onTestFinished(() => gemini.close());
      onTestFinished(() => openai.close());
      const vendors: VendorSettings = {
        gemini: { apiKey: gemini.key, baseUrl: gemini.url },
        openai: { apiKey: openai.key, baseUrl: openai.url },
      };
      const settings = { vendors, textModel: id };
      const [model] = await openTextModels(settings, seedTextModels(), new FakeClock());
      if (model === undefined) throw new Error('it did not open');
      const request = {
        purpose: 'judge',
        instructions: 'Which is best?',
        material: 'a lake',
        pictures: await somePictures(2),
        schema,
        maxTokens: 300,
      } as const;
      const answer = await model.complete(request, new AbortController().signal);
      expect(answer.value).toEqual({ best: 'A', why: 'text' });
      expect(answer.costUsd).toBeGreaterThan(0);
      const vendor = model.provider === 'gemini' ? gemini : openai;
      expect(vendor.refusals).toEqual([]);
      expect(vendor.texts.of('judge')).toHaveLength(1);
      const { parameters, pictures } = vendor.texts.of('judge')[0] ?? {};
      expect(pictures).toHaveLength(2);
      // None of them thinks more than the least that it takes.
      expect(parameters).toMatchObject(
        model.provider === 'gemini'
          ? { thinkingConfig: { thinkingLevel: id === 'gemini-3.8-flash' ? 'LOW' : 'MINIMAL' } }
          : { reasoning: { effort: 'none' } },
      );
    },
  );
});
