import { minuteOf } from '../base/text.ts';
import type { PlanFallback } from '../domain/spec.ts';
import { MODEL_ENDS_EN } from './text.en.ts';

/** Texts about what safety systems refused, and about safer wordings. */
export const rewriteEn = {
  rewrite: () => 'Rewrite & retry',
  rewrite_send: () => 'Send',
  rewrite_discard: () => 'Discard',
  rewrite_heading: (name: string) => `${name} · a safer wording`,
  rewrite_writing: () =>
    'Writing a safer wording… This takes 15 seconds at most. If nothing comes, press Rewrite & retry again.',
  rewrite_ready: () => 'Nothing has run yet: send this wording, edit it or discard it.',
  rewrite_original: () => 'What was refused',
  rewrite_written: (model: string, by: string) => `A safer wording by ${model}, for ${by}`,
  rewrite_ran: (result: string, how: 'sent' | 'edited') =>
    how === 'sent' ? `It was sent: ${result}` : `It was edited and sent: ${result}`,
  rewrite_discarded: () => 'It was discarded, and nothing ran. Edit… is still there.',
  rewrite_outdated: () => 'This side has run again since.',
  rewrite_failed: (model: string, why: PlanFallback) =>
    `There is no safer wording: ${model} ${MODEL_ENDS_EN[why]}.`,
  rewrite_none: () => 'There is no safer wording: no text model is set up any more.',
  rewrite_guidance: () =>
    'What may help: neutral words, the context that is meant (a film set, a museum, a sport), some distance, and nothing of what the provider names. Keep the subject.',
  rewrite_refused_too: () => 'The safer wording was refused too.',
  rewrite_made: (how: 'sent' | 'edited'): string =>
    how === 'sent' ? 'It ran a safer wording' : 'It ran a safer wording that was edited',
  field_keep: () => 'Your own images that stay',
  review_heading: () => 'What safety systems refused',
  review_empty: () => 'Nothing was refused here.',
  review_entry: (name: string, model: string, by: string, at: number) =>
    `${name} · ${model} · ${by} · ${minuteOf(at)}`,
  review_stage: (stage: 'input' | 'output' | null): string =>
    stage === null
      ? 'The provider does not say what it refused.'
      : `Refused: ${stage === 'input' ? 'the prompt or its images' : 'the finished image'}`,
  review_wording: (model: string, text: string) => `Safer wording by ${model}: ${text}`,
  review_asked: () => 'A safer wording is being written, or was lost.',
  review_waits: () => 'Nobody has sent or discarded the wording yet.',
  review_unused: () => 'The wording was not used: the side ran otherwise.',
  review_discarded: () => 'The wording was discarded.',
  review_ran: (result: string, how: 'sent' | 'edited') =>
    how === 'sent' ? `Sent: ${result}` : `Edited and sent: ${result}`,
};
