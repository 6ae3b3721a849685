import { IMAGE_TYPES } from '../core/domain/side.ts';
import { z } from 'zod';
import type { Reference } from '../core/domain/reference.ts';
import { strings } from './query.ts';

/** The columns of `referenceRow`, of `pool_references AS refs`. */
export const REFERENCE_COLUMNS = `refs.id, refs.kind, refs.category, refs.persona, refs.location,
  refs.tags, refs.caption, refs.key, refs.type, refs.sha256`;

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
