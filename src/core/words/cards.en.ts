import type { Held, LinePlace } from '../line/place.ts';
import type { ShownAngle } from '../domain/recipe.ts';
import type { SideName, SideState } from '../domain/side.ts';
import type { Refusal } from '../domain/pair.ts';
import { counted, ordinal } from '../base/text.ts';

const ANGLE = {
  text: 'angle in words',
  reference: 'angle from an image',
  none: 'no angle given',
} as const;

function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

const HELD: Readonly<Record<Held['why'], (held: Held) => string>> = {
  failures: ({ provider, model }) => `${model ?? provider} rests after failing repeatedly`,
  rate_limited: ({ provider, model }) =>
    `${provider} asked us to wait${model === null ? '' : `: ${model} is at its limit`}`,
  trial: ({ provider, model }) => `${model ?? provider} is tried with one call first`,
  unserved: ({ provider }) => `nothing here serves ${provider} just now: please tell an admin`,
  queue_away: () => 'the workers cannot be reached just now, and it starts when they can',
};

const STATES: Readonly<Record<SideState, string>> = {
  waiting: 'waiting',
  running: 'making the image',
  succeeded: 'ready',
  failed: 'failed',
  blocked: 'blocked by a safety system',
  timed_out: 'timed out',
  cancelled: 'cancelled',
};

/** Of tone and angle, in percent; null for one that does not shape the image. */
export type ShownRatios = readonly [tone: number | null, angle: number | null];

function ratioTexts([tone, angle]: ShownRatios): readonly string[] {
  return [
    ...(tone === null ? [] : [`tone ${tone} %`]),
    ...(angle === null ? [] : [`angle ${angle} %`]),
  ];
}

const REFUSED: Readonly<Record<Refusal['about'], string>> = {
  words: 'the words of its message',
  picture: 'it',
};

/** Texts of the messages of a pair. */
export const cardsEn = {
  header_heading: (asker: string) => `${asker} asked for a pair`,
  header_options: (model: string, size: string) => `${model} · ${size}`,
  experiment_tones: (a: number, b: number) => `A: ${counted(a, 'tone reference')} · B: ${b}`,
  experiment_angles: (a: ShownAngle, b: ShownAngle) => `A: ${ANGLE[a]} · B: ${ANGLE[b]}`,
  recipe_tones: (tones: number) => counted(tones, 'tone'),
  recipe_angle: (angle: ShownAngle): string => ANGLE[angle],
  experiment_models: (a: string, b: string) => `Two models · A: ${a} · B: ${b}`,
  header_sizes: (a: string, b: string) => (a === b ? a : `A: ${a} · B: ${b}`),
  side_planning: (side: SideName) => `${side} · being prepared`,
  side_name: (side: SideName, number: number) =>
    number === 1 ? side : `${side} · ${ordinal(number)}`,
  side_state: (name: string, state: SideState) => `${name} · ${STATES[state]}`,
  side_waiting: (name: string, { place, waitMs, held }: LinePlace) =>
    `${name} · waiting · ${place === 1 ? 'next in line' : `${ordinal(place)} in line`}` +
    (held === null ? '' : ` · ${HELD[held.why](held)}`) +
    (waitMs === null || waitMs < 1000 ? '' : ` · starts in about ${duration(waitMs)}`),
  side_ready: (name: string, ms: number) => `${name} · ready · ${duration(ms)}`,
  side_ended: (name: string, state: SideState, why: string) => `${name} · ${STATES[state]}: ${why}`,
  side_deleted: (name: string) => `${name} · deleted`,
  side_undelivered: (name: string) =>
    `${name} · made, but its message could not be delivered: Re-post tries again`,
  side_refused: (name: string, refusal: Refusal) =>
    `${name} · made, but this chat refuses to show ${REFUSED[refusal.about]}: “${refusal.said}”. Nothing was charged for it.`,
  pair_refused: (why: string) => `Refused: ${why}`,
  nothing_charged: () => 'Nothing was charged.',
  not_comparable: () =>
    'Both sides came out with the same references, so this pair is no comparison.',
  not_comparable_angles: () =>
    'No angle image could be used: the pool has none for this, or the model takes no more references. Both sides are the same, so this pair is no comparison.',
  other_angle: (side: SideName, angle: string, image: string) =>
    `${side}: the pool has no image of “${angle}” here, so its angle comes from “${image}”.`,
  votes_ask: () => 'Which is better?',
  votes_count: (count: number) => `Votes: ${count}. Vote to see how people chose.`,
  image_recipe: (tones: number, ...ratios: ShownRatios) =>
    [counted(tones, 'tone'), ...ratioTexts(ratios)].join(' · '),
  image_for: (asker: string) => `for ${asker}`,
  image_alt: (side: SideName, prompt: string) => `Side ${side}: ${prompt}`,
  image_edited: (prompt: string) => `Edited: ${prompt}`,
  image_staged: (...ratios: ShownRatios) =>
    `Set to ${ratioTexts(ratios).join(' · ')}: Regenerate runs it.`,
  runs_gone: (max: number) =>
    `This exact spec has run ${counted(max, 'time')}, so it cannot run again.`,
  side_gone: (max: number) =>
    `This side has ${counted(max, 'generation')}, so nothing more can run.`,
  next_run: (name: string) => `Next: ${name}`,
  run_again: (name: string) => `Tried again: ${name}`,
  person_from: (name: string) => `Person: ${name}`,
  other_place: (place: string) => `One tone reference is from another place: ${place}`,
  error_safety_block: (stage: 'input' | 'output' | null): string =>
    stage === 'output'
      ? 'the safety system refused the finished image. Edit the prompt to go on.'
      : 'the safety system refused the prompt. Edit it to go on.',
  error_invalid_request: () => 'the model does not take this request. Edit it to go on.',
  /** `model`: the one that has the limit; null for all of the provider. */
  error_rate_limited: (retryMs: number | null, model: string | null) =>
    `${model === null ? 'the provider is over its rate limit' : `${model} is over its rate limit at the provider`}. Retry ${retryMs === null ? 'in a little while' : `in ${duration(retryMs)}`}.`,
  error_provider_error: () => 'the provider failed. Retry can help.',
  error_network: () => 'the provider could not be reached. Retry can help.',
  error_timeout: () => 'the provider did not answer in time. Retry can help.',
  error_queue_timeout: () =>
    'its turn did not come in time: no worker was free, or the provider rested. Nothing was called; retry it.',
  error_worker_lost: () =>
    'the process that made the image ended. It may or may not have been made; retry it.',
  error_restored: () =>
    'the data was restored from a backup in which this had not ended. An image of it in this chat stays, but the hub does not have it; retry it.',
  error_storage: (full: boolean): string =>
    full
      ? 'the image could not be stored, because the storage is full. Please tell an admin; retry it when there is room.'
      : 'the image could not be stored. Retry can help.',
  error_auth: () =>
    'the provider refused our key or account. Please tell an admin: Details says why.',
  error_quota: (model: string | null): string =>
    model === null
      ? 'our account at the provider is used up. Please tell an admin.'
      : `our account at the provider has nothing left for ${model}. Please tell an admin.`,
  error_model_gone: () => 'the provider does not offer this model any more. Please tell an admin.',
  block_categories: (names: string) => `The safety system names: ${names}`,
  provider_said: (detail: string) => `The provider said: ${detail}`,
};
