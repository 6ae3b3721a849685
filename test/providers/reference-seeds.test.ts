import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Model } from '../../src/core/domain/model.ts';
import type { ReferenceImage } from '../../src/core/ports/image-provider.ts';
import type { Spec } from '../../src/core/domain/spec.ts';
import { requestOf } from '../../src/providers/gemini/request.ts';
import { imageTask } from '../../src/providers/runware/task.ts';
import { seedModels } from '../../src/storage/seed-rows.ts';
import { rulesOf } from '../fakes/runware/models.ts';
import { aPicture } from '../pictures.ts';
import { aDraft } from '../values.ts';

const MB = 1_000_000;
const rows = seedModels().filter(({ maxReferences }) => maxReferences > 0);
const vendors = rows.filter(({ provider }) => provider !== 'sample');
const active = vendors.filter((row) => row.active).map((row) => [row.id, row] as const);

/** Bytes of a request by what it is made of: JSON with base64 in it, or a form of files. */
const BYTES_OF: Readonly<Record<string, (spec: Spec, images: ReferenceImage[]) => number>> = {
  openai: ({ prompt }, images) =>
    images.reduce((sum, { bytes }) => sum + bytes.length, Buffer.byteLength(prompt)),
  gemini: (spec, images) => {
    const { contents } = requestOf(spec, images, { signal: new AbortController().signal, fetch });
    return Buffer.byteLength(JSON.stringify(contents));
  },
  runware: (spec, images) =>
    Buffer.byteLength(JSON.stringify(imageTask(spec, images, randomUUID()))),
};

/** Gemini's is documented; the others' are what we keep to, since nobody names them. */
const REQUEST_BYTES: Readonly<Record<string, number>> = {
  openai: 25 * MB,
  gemini: 20 * MB,
  runware: 20 * MB,
};

async function requestBytes(row: Model): Promise<number> {
  const bytes = Buffer.concat([await aPicture('jpeg')], row.maxReferenceBytes ?? Infinity);
  const images = Array.from({ length: row.maxReferences }, () => {
    return { role: 'own' as const, label: 'a photo', bytes };
  });
  const spec = { ...aDraft(), outputKey: 'x', prompt: '서'.repeat(row.maxPromptChars) };
  return BYTES_OF[row.provider]?.(spec, images) ?? Infinity;
}

describe('the references that a vendor’s row lets through', () => {
  it.each(active)(
    '%s: as many and as large as may be, they fit into one request',
    async (_id, row) => {
      expect(await requestBytes(row)).toBeLessThan(REQUEST_BYTES[row.provider] ?? 0);
    },
  );

  it('are no larger than what Runware’s models say they take', () => {
    const own = vendors.filter(({ provider }) => provider === 'runware');
    for (const { model, maxReferenceSide, maxReferenceBytes } of own) {
      const { references } = rulesOf(model);
      expect(maxReferenceSide ?? Infinity).toBeLessThanOrEqual(references?.maxSide ?? 0);
      expect(maxReferenceBytes ?? Infinity).toBeLessThanOrEqual(references?.maxBytes ?? 0);
    }
  });

  it('have limits in retired rows too, whose notes say as well that they are ours', () => {
    for (const { maxReferenceSide, maxReferenceBytes, note } of vendors) {
      expect(maxReferenceSide).toBe(2_048);
      expect(maxReferenceBytes).toBeGreaterThan(0);
      expect(note).toMatch(/\bours\b|^As gpt-image-2/);
    }
  });

  it('go to the sample provider as they are', () => {
    for (const { provider, maxReferenceSide, maxReferenceBytes } of rows) {
      if (provider === 'sample')
        expect([maxReferenceSide, maxReferenceBytes]).toEqual([null, null]);
    }
  });
});
