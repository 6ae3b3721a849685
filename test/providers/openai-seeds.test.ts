import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parametersFor, priceOf, sizeName } from '../../src/core/domain/model.ts';
import type { Spec } from '../../src/core/domain/spec.ts';
import { OpenAiImages } from '../../src/providers/openai/openai-images.ts';
import { seedModels } from '../../src/storage/seed-rows.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { aPicture } from '../pictures.ts';
import { aDraft } from '../values.ts';

const rows = seedModels().filter(({ provider }) => provider === 'openai');
const active = rows.filter((row) => row.active);
const cases = active.flatMap((row) => {
  return row.validSizes.map((size) => ({ id: row.id, name: sizeName(size), row, size }));
});

describe('OpenAI’s rows', () => {
  let vendor: FakeOpenAi;
  beforeAll(async () => {
    vendor = await FakeOpenAi.start();
  });
  afterAll(() => vendor.close());

  it.each(cases)('$id is made at $name, with and without references', async ({ row, size }) => {
    const { provider, model } = row;
    const more: Partial<Spec> = { provider, model, size, price: priceOf(row) };
    const spec: Spec = {
      ...aDraft(),
      ...more,
      parameters: parametersFor(row, size),
      outputKey: 'x.png',
    };
    const access = { apiKey: vendor.key, baseUrl: vendor.url };
    const images = new OpenAiImages(access, new FakeClock());
    const { signal } = new AbortController();
    const reference = { role: 'tone', label: 'a tone', bytes: await aPicture('webp') } as const;
    const plain = await images.render(spec, [], signal);
    const full = Array.from({ length: row.maxReferences }, () => reference);
    const referred = await images.render(spec, full, signal);
    expect(vendor.refusals).toEqual([]);
    expect(plain.costUsd).toBeGreaterThan(0);
    expect(referred.costUsd).toBeGreaterThan(plain.costUsd ?? 0);
  });

  it('offer a model of good quality first, and one of every tier', () => {
    expect(rows[0]).toMatchObject({ active: true, tier: 'quality' });
    expect(new Set(active.map(({ tier }) => tier))).toEqual(
      new Set(['basic', 'quality', 'premium']),
    );
  });

  it('name sizes that they take, in their shapes', () => {
    for (const { validSizes, squareSize, landscapeSize, portraitSize, minPixels } of active) {
      const names = validSizes.map(sizeName);
      expect(names).toEqual(
        expect.arrayContaining([squareSize, landscapeSize, portraitSize].map(sizeName)),
      );
      expect(squareSize.width).toBe(squareSize.height);
      expect(landscapeSize.width).toBeGreaterThan(landscapeSize.height);
      expect(portraitSize.height).toBeGreaterThan(portraitSize.width);
      for (const { width, height } of validSizes) {
        expect(width * height).toBeGreaterThanOrEqual(minPixels);
      }
    }
  });

  it('that are retired say since when, and what to use: an active one', () => {
    const usable = new Set(active.map(({ id }) => id));
    for (const { active: isActive, retiredOn, successor } of rows) {
      expect(isActive).toBe(retiredOn === null);
      expect(successor === null || usable.has(successor)).toBe(true);
      expect(isActive).toBe(successor === null);
    }
  });

  it('say where they are from', () => {
    for (const { note } of rows) expect(note).not.toBe('');
  });
});
