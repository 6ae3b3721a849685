import type { TextModelRow } from '../domain/text-model.ts';

export interface TextModels {
  /** By rank, then by id. */
  list(): readonly TextModelRow[];
  get(id: string): TextModelRow | undefined;
  put(row: TextModelRow): void;
}
