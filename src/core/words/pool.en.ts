import type { Helped, TargetKind } from '../domain/pool.ts';
import type { ReferenceKind } from '../domain/reference.ts';
import { counted, dayOf } from '../base/text.ts';

const KINDS: Readonly<Record<ReferenceKind, string>> = {
  tone: 'tone',
  angle: 'angle',
  model: 'person',
};

/** Texts of the reference pool, and of promotion into it. */
export const poolEn = {
  promote: () => 'Promote…',
  in_pool: () => 'In the pool ✓',
  promote_heading: (name: string) => `Promote ${name} into the reference pool`,
  promote_ask: () =>
    'Pick a person or a tone category: every later generation may draw on this image then.',
  promote_pick: () => 'A person, or a tone category',
  promote_other: () => 'Other…',
  promote_already: (target: string, by: string, at: number) =>
    `In the pool as ${target} already: by ${by}, ${dayOf(at)}`,
  target_choice: (kind: TargetKind, name: string) =>
    ({ model: `Person: ${name}`, tone: `Tone: ${name}`, angle: `Angle: ${name}` })[kind],
  target_hint: (references: number) => counted(references, 'reference'),
  form_promote: () => 'Promote into the pool',
  form_next: () => 'Next',
  field_target_kind: () => 'What the image is for',
  field_target_name: () => 'Name of the person or of the tone category',
  target_kind: (kind: TargetKind): string =>
    ({ model: 'A person', tone: 'A tone category', angle: 'The camera angle, in a tone category' })[
      kind
    ],
  promote_sure: (kind: TargetKind, name: string) =>
    ({
      model: `As a picture of ${name}?`,
      tone: `As a tone of ${name}?`,
      angle: `As an angle image of ${name}?`,
    })[kind],
  promote_new: (kind: TargetKind): string =>
    kind === 'model'
      ? 'Somebody new to the pool: whoever names this person gets this picture.'
      : 'A new category: prompts that say its name get it.',
  promote_confirm: () => 'Promote',
  promote_back: () => 'Pick another',
  promoted: (target: string) => `In the pool ✓ ${target}. The next plan may use it.`,
  reference_kind: (kind: ReferenceKind) => KINDS[kind],
  pool_heading: (shelf: string) => `Reference pool · ${shelf}`,
  shelf_name: (shelf: 'all' | 'tone' | 'angle' | 'model' | 'removed') =>
    ({ all: 'all', tone: 'tones', angle: 'angles', model: 'people', removed: 'removed' })[shelf],
  pool_lost: (count: number) =>
    count === 1
      ? 'The store has lost 1 picture of the pool: new pairs do without it. The log and the doctor name it.'
      : `The store has lost ${count} pictures of the pool: new pairs do without them. The log and the doctor name them.`,
  pool_count: (total: number, from: number, to: number) =>
    total === 0
      ? 'Nothing here yet.'
      : `${from}–${to} of ${total}, what helped most first: likes and won votes less dislikes and lost ones.`,
  pool_filter: () => 'Show…',
  pool_open: () => 'Open one…',
  pool_back: () => 'Back to the pool',
  pool_newer: () => 'Previous',
  pool_helped: ({ uses, likes, dislikes, won, lost }: Helped) =>
    uses === 0
      ? 'not used yet'
      : `used in ${counted(uses, 'image')}: ${counted(likes, 'like')}, ${counted(dislikes, 'dislike')}, votes ${won} won, ${lost} lost`,
  pool_place: (place: string) => `Place: ${place}`,
  pool_tags: (tags: string) => `Tags: ${tags}`,
  pool_starter: (at: number) => `Part of the starter pool, ${dayOf(at)}`,
  pool_imported: (at: number) => `Imported ${dayOf(at)}`,
  pool_promoted: (by: string, at: number) => `Promoted by ${by}, ${dayOf(at)}`,
  pool_removed: (by: string, at: number) =>
    `Removed by ${by}, ${dayOf(at)}: new plans leave it out, what was made with it can run again.`,
  pool_purged: (at: number) =>
    `Purged ${dayOf(at)}: its image is gone, and what was made with it cannot run again as it was.`,
  pool_remove: () => 'Remove from the pool',
  pool_restore: () => 'Put back',
  reference_mark: (mark: 'removed' | 'purged'): string =>
    mark === 'removed' ? 'removed from the pool' : 'withdrawn: its image is gone',
  details_open: () => 'About a reference…',
  menu_promote: () => 'Diptych promote',
};
