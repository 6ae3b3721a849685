import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Model, parametersFor, type Size, sizeName } from '../../src/core/domain/model.ts';
import { imageTask } from '../../src/providers/runware/task.ts';
import { seedModels } from '../../src/storage/seed-rows.ts';
import { readImageTask } from '../fakes/runware/check.ts';
import { aPicture } from '../pictures.ts';
import { aDraft } from '../values.ts';

const rows = seedModels().filter(({ provider }) => provider === 'runware');

const taskOf = (row: Model, size: Size, references: Uint8Array[], prompt = 'a lighthouse') => {
  const { model, outputType } = row;
  const parameters = parametersFor(row, size);
  const draft = { ...aDraft(), model, size, parameters, outputType, prompt };
  const role = 'tone' as const;
  const given = references.map((bytes) => ({ role, label: 'tone', bytes }));
  return imageTask({ ...draft, outputKey: 'library/a.png' }, given, randomUUID());
};

describe('Runware’s models in a new database', () => {
  it('are these, and one that takes references is offered first', () => {
    expect(rows.map(({ model }) => model)).toEqual([
      'bytedance:seedream@4.5',
      'runware:97@1',
      'bria:10@1',
      'google:4@2',
    ]);
    expect(rows[0]?.maxReferences).toBeGreaterThan(0);
  });

  it.each(rows.map((row) => [row.displayName, row] as const))(
    '%s: every size is taken as it is sent, with as many references as the row says',
    async (_name, row) => {
      const picture = await aPicture('png', { width: 400, height: 400 });
      const references = Array.from({ length: row.maxReferences }, () => picture);
      for (const size of row.validSizes) {
        await expect(readImageTask(taskOf(row, size, references))).resolves.toMatchObject(size);
      }
    },
  );

  it.each(rows.map((row) => [row.displayName, row] as const))(
    '%s: the sizes by name are among them, none is too small, and the longest prompt is taken',
    async (_name, row) => {
      const names = row.validSizes.map(sizeName);
      for (const size of [row.squareSize, row.landscapeSize, row.portraitSize]) {
        expect(names).toContain(sizeName(size));
      }
      const pixels = row.validSizes.map(({ width, height }) => width * height);
      expect(Math.min(...pixels)).toBeGreaterThanOrEqual(row.minPixels);
      const longest = '서'.repeat(row.maxPromptChars);
      await readImageTask(taskOf(row, row.squareSize, [], longest));
    },
  );
});
