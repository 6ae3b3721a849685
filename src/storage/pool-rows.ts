import { z } from 'zod';
import type { Category, Persona, Reference } from '../core/reference.ts';
import type { Pool } from '../core/repositories.ts';
import { change, type Db, query, strings } from './query.ts';

const named = { slug: z.string(), displayName: z.string(), tags: strings };
const categoryRow: z.ZodType<Category> = z.object(named);
const personaRow: z.ZodType<Persona> = z.object(named);
const referenceRow: z.ZodType<Reference> = z.object({
  id: z.string(),
  kind: z.enum(['tone', 'angle', 'model']),
  category: z.string().nullable(),
  persona: z.string().nullable(),
  location: z.string().nullable(),
  tags: strings,
  caption: z.string(),
  key: z.string(),
  type: z.enum(['image/png', 'image/jpeg', 'image/webp']),
});
const NAMED = 'slug, display_name AS displayName, tags';
const REFERENCE = 'id, kind, category, persona, location, tags, caption, key, type';

/** The shared reference pool. */
export function poolRows(db: Db): Pool {
  const categories = query(db, `SELECT ${NAMED} FROM categories ORDER BY slug`, categoryRow);
  const personas = query(db, `SELECT ${NAMED} FROM personas ORDER BY slug`, personaRow);
  const available = query(
    db,
    `SELECT ${REFERENCE} FROM pool_references WHERE kind = ? AND removed_at IS NULL ORDER BY id`,
    referenceRow,
  );
  const byId = query(
    db,
    `SELECT ${REFERENCE} FROM pool_references WHERE id = ? AND removed_at IS NULL`,
    referenceRow,
  );
  const putCategory = change(db, upsertNamed('categories'));
  const putPersona = change(db, upsertNamed('personas'));
  const insert = change(
    db,
    `INSERT INTO pool_references (id, kind, category, persona, location, tags, caption, key, type,
       sha256, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, sha256) DO NOTHING`,
  );
  return {
    categories: () => categories.all(),
    personas: () => personas.all(),
    available: available.all,
    get: byId.get,
    putCategory: ({ slug, displayName, tags }) => {
      putCategory(slug, displayName, JSON.stringify(tags));
    },
    putPersona: ({ slug, displayName, tags }) => {
      putPersona(slug, displayName, JSON.stringify(tags));
    },
    insert: (one, sha256, at) => {
      const { id, kind, category, persona, location, caption, key, type } = one;
      const tags = JSON.stringify(one.tags);
      const values = [id, kind, category, persona, location, tags, caption, key, type, sha256, at];
      return insert(...values) === 1;
    },
  };
}

function upsertNamed(table: 'categories' | 'personas'): string {
  return `INSERT INTO ${table} (slug, display_name, tags) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET display_name = excluded.display_name, tags = excluded.tags`;
}
