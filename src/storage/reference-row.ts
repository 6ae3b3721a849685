import { IMAGE_TYPES } from '../core/domain/side.ts';
import { z } from 'zod';
import type { Reference } from '../core/domain/reference.ts';
import { columnsOf, strings } from './query.ts';

export const referenceShape = {
  id: z.string(),
  kind: z.enum(['tone', 'angle', 'model']),
  category: z.string().nullable(),
  persona: z.string().nullable(),
  location: z.string().nullable(),
  tags: strings,
  caption: z.string(),
  key: z.string(),
  type: z.enum(IMAGE_TYPES),
  sha256: z.string(),
};

export const referenceRow: z.ZodType<Reference> = z.object(referenceShape);
/** The columns of `referenceRow`, of `pool_references AS refs`. */
export const REFERENCE_COLUMNS = columnsOf(referenceShape, 'refs');
