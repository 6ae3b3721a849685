import type { VoteChoice } from '../pair.ts';
import type { SideName } from '../side.ts';

/** What stands on buttons and in forms. */
export const labelsEn = {
  cancel: () => 'Cancel',
  cancel_side: (side: SideName) => `Cancel ${side}`,
  retry: () => 'Retry',
  reroll: () => 'Re-roll',
  edit: () => 'Edit…',
  tone: (ratio: number) => `Tone ${ratio} %`,
  angle: (ratio: number) => `Angle ${ratio} %`,
  regenerate: () => 'Regenerate',
  feedback: () => 'Feedback…',
  details: () => 'Details',
  delete: () => 'Delete',
  repost_side: (side: SideName) => `Re-post ${side}`,
  vote: (choice: VoteChoice) => ({ A: 'A', B: 'B', tie: 'Tie', both_bad: 'Both bad' })[choice],
  more: () => 'More',
  form_edit: (name: string) => `Edit ${name}`,
  form_feedback: (name: string) => `Feedback on ${name}`,
  form_run: () => 'Run',
  form_save: () => 'Save',
  field_prompt: () => 'Prompt, for this side only',
  field_angle: () => 'Angle',
  field_lens: () => 'Lens',
  field_none: () => 'none',
  field_rating: () => 'Rating',
  field_text: () => 'What is good, what is not',
  rating: (rating: number) => `${'★'.repeat(rating)}${'☆'.repeat(5 - rating)}`,
};
