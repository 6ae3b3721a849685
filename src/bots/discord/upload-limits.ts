import type { Place } from '../../core/person.ts';
import type { Settings } from '../../core/repositories.ts';
import { UPLOAD_BYTES } from './limits.ts';

/** Bytes that a server takes in one message: told by its interactions, and kept over restarts. */
export class UploadLimits {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  of({ workspace }: Pick<Place, 'workspace'>): number {
    const kept = Number(this.#settings.get(nameOf(workspace)));
    return Number.isInteger(kept) && kept > 0 ? kept : UPLOAD_BYTES;
  }

  learn(place: Pick<Place, 'workspace'>, bytes: number): void {
    if (bytes > 0 && this.of(place) !== bytes) {
      this.#settings.put(nameOf(place.workspace), String(bytes));
    }
  }
}

function nameOf(workspace: string): string {
  return `discord.upload.${workspace}`;
}
