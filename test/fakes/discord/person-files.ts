import type { Ground } from './ground.ts';
import type { Json } from './json.ts';

/** A file on a person’s disk. */
export interface PersonFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Some clients name none, and some a wrong one. */
  readonly type?: string;
}

/** Uploads a person’s file for one interaction. Its description, with the id. */
export function uploadFor(ground: Ground, file: PersonFile): Json & { readonly id: string } {
  const kept = { type: undefined, ...file, id: ground.ids.next(), description: undefined };
  const api = ground.cdn.keep(kept, `ephemeral-attachments/${ground.applicationId}`);
  return { ...api, id: kept.id, ephemeral: true };
}

/** Why a real client could not do this. */
export function impossible(why: string): Error {
  return new Error(`a client cannot do this: ${why}`);
}
