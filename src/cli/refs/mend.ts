import type { Reference, ReferenceNotes } from '../../core/domain/reference.ts';
import type { Note } from './notes.ts';

/** What a picture's note changes about its reference, and in words; null when nothing. */
export function mendedBy(
  { location, tags, caption }: Reference,
  note: Note,
): { readonly about: ReferenceNotes; readonly why: string } | null {
  const about = {
    location: note.location ?? location,
    tags: note.tags ?? tags,
    caption: note.caption ?? caption,
  };
  const changes = [
    about.location === location ? [] : [`location ${about.location}`],
    about.tags.join('\n') === tags.join('\n') ? [] : [`tags ${about.tags.join(', ') || 'none'}`],
    about.caption === caption ? [] : [`caption "${about.caption}"`],
  ].flat();
  return changes.length === 0 ? null : { about, why: changes.join(', ') };
}
