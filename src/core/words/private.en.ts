import type { VoteChoice } from '../domain/pair.ts';
import type { SceneKind } from '../domain/spec.ts';
import { counted, plural, dollars, minuteOf } from '../base/text.ts';

const SCENES: Readonly<Record<SceneKind, string>> = {
  'single-subject': 'one subject',
  group: 'a group',
  scene: 'a scene',
  object: 'an object',
};

/** Texts of private cards: Details, galleries, help; and of the first-run message. */
export const privateEn = {
  delete_heading: (name: string) => `Delete ${name}?`,
  delete_ask: () =>
    'The image and its message will be gone for everybody, and nobody can bring them back. Its credit stays spent; feedback, and what was promoted, stay.',
  delete_done: () => 'The image and its message are gone. Its credit stays spent.',
  details_heading: (name: string) => `Details of ${name}`,
  details_pair: () => 'Details of this pair',
  details_asked: (asker: string, at: number) => `Asked by ${asker}, ${minuteOf(at)}`,
  details_run: (by: string, at: number) => `Run by ${by}, ${minuteOf(at)}`,
  details_why: (detail: string) => `More exactly: ${detail}`,
  details_times: (waitedMs: number, ranMs: number | null) =>
    `Waited ${(waitedMs / 1000).toFixed(1)} s` +
    (ranMs === null ? '' : `, ran ${(ranMs / 1000).toFixed(1)} s`),
  details_plan: (madeBy: string, category: string, scene: SceneKind, location: string | null) =>
    `Plan by ${madeBy}: ${category}, ${SCENES[scene]}` +
    (location === null ? '' : `, place ${location}`),
  details_category: (category: string) => `Category as asked for: ${category}`,
  details_fallback: (reason: string) =>
    `The rules answered because the text model did not: ${reason}`,
  details_ratios: (tone: number, angle: number) => `Tone ${tone} %, angle ${angle} %`,
  details_person: () => 'A person is meant',
  details_preset: (angle: string, lens: string) => `Angle: ${angle}. Lens: ${lens}.`,
  details_model: (model: string, size: string) => `Model ${model}, ${size}`,
  details_seed: (seed: number) => `Seed ${seed}`,
  details_references: (labels: string) => `References: ${labels}`,
  details_no_references: () => 'No references',
  details_cost: (usd: number | null) =>
    usd === null ? 'Provider cost: unknown' : `Provider cost: ${dollars(usd)}`,
  details_opinions: (likes: number, dislikes: number, feedback: number) =>
    `Likes ${likes}, dislikes ${dislikes}, feedback ${feedback}`,
  details_prompt: () => 'Prompt as sent:',
  role_own: () => 'yours',
  role_person: () => 'person',
  role_angle: () => 'angle',
  role_tone: () => 'tone',
  feedback_saved: () => 'Thank you: your feedback is saved. Sending again replaces it.',
  vote_saved: (choice: VoteChoice, split: Readonly<Record<VoteChoice, number>>) =>
    `Your vote is counted: ${{ A: 'A', B: 'B', tie: 'a tie', both_bad: 'both bad' }[choice]}. ` +
    `So far: A ${split.A} · B ${split.B} · tie ${split.tie} · both bad ${split.both_bad}. The same button again takes it back.`,
  vote_withdrawn: () => 'Your vote is taken back.',
  details_votes: (mine: VoteChoice, split: Readonly<Record<VoteChoice, number>>) =>
    `Votes: A ${split.A} · B ${split.B} · tie ${split.tie} · both bad ${split.both_bad}. ` +
    `Yours: ${{ A: 'A', B: 'B', tie: 'a tie', both_bad: 'both bad' }[mine]}.`,
  credits_heading: () => 'Your credits',
  credits_today: (used: number, inFlight: number, quota: number) =>
    `Today: ${used} used, ${inFlight} in flight, of ${quota}`,
  credits_reset: (at: string) => `New credits come at ${at}`,
  credits_lifetime: (count: number) => `All time: ${count}`,
  credits_rule: () =>
    'A credit is spent when an image of a new spec arrives. Failures, Retry and Re-roll are free.',
  history_heading: () => 'Your pairs',
  history_empty: () => 'No pairs yet: /generate makes the first.',
  likes_heading: () => 'Images you like',
  likes_empty: () => 'Nothing yet: react to an image with 👍 or ❤️.',
  models_heading: () => 'Models',
  models_plan: (tiers: string, quota: number) =>
    `You can use: ${tiers}. Your plan has ${counted(quota, 'image')} a day.`,
  models_none: () => 'Nothing of your plan works here just now: please tell an admin.',
  models_samples_only: (option: string) =>
    `Only samples can be made just now, and only by name: ${option}. Please tell an admin.`,
  models_choose: (model: string, tier: string) => `Choose with model:${model} or tier:${tier}.`,
  models_line: (name: string, tier: string) => `${tier}: ${name}`,
  models_sizes: (sizes: string, more: number) =>
    more > 0 ? `${sizes} and ${more} more ${plural(more, 'size')}` : sizes,
  models_no_references: () => 'takes no references',
  models_resting: () => 'resting just now',
  models_more: (count: number) => `… and ${count} more`,
  models_sample: () => 'paints samples',
  models_default: () => 'default',
  models_of_tier: (tier: string) => `what tier:${tier} makes`,
  models_not_in_plan: () => 'not in your plan',
  health_workers: (count: number, slots: number, providers: string) =>
    `${counted(count, 'worker')} with ${counted(slots, 'slot')} for ${providers}.`,
  health_queue_away: () =>
    'Redis cannot be reached: commands are accepted and wait, and what runs goes on. Please see to it.',
  health_queue_refuses: (why: string) =>
    `Redis takes no writes: commands are accepted and wait, and what runs goes on. It says: ${why}`,
  health_workers_stop: () =>
    'Every worker is stopping: it finishes what it makes. Start another one with npx diptych start --role worker; until then nothing else is made.',
  health_no_workers: () =>
    'No worker lives: start one with npx diptych start --role worker. Until then nothing is made.',
  health_other_version: (id: string, version: string) =>
    `The worker ${id} (${version}) speaks another version of jobs, and gets none: bring it and the hub to one version.`,
  health_blobs: (why: string) => `Images cannot be stored or read: ${why}`,
  health_resting: (
    who: string,
    purpose: string,
    seconds: number,
    why: 'failures' | 'rate_limited',
  ) =>
    `${who} is not called for ${seconds} s, because it ${why === 'failures' ? 'failed repeatedly' : 'asked us to wait'}. For: ${purpose}.`,
  help_heading: () => 'What Diptych does',
  help_generate: () =>
    '/generate a woman walking in Seoul: makes two images, each posted as soon as it is ready.',
  help_options: (options: string) => `Options: ${options}`,
  help_buttons: () =>
    'Under an image: Re-roll makes another, Edit… changes this side, Tone and Angle stage a ratio that Regenerate runs.',
  help_emoji: () => 'Emoji on an image are likes and feedback.',
  help_pool: () =>
    'Promote… puts an image into the reference pool that every later pair draws on (admins); /diptych pool shows it to everybody.',
  help_words: (words: string) => `/diptych with: ${words}`,
  help_sample: () =>
    'With the sample model these words in a prompt steer a side: #slow-b #fail-a #block-b #late-a #hang-b',
  first_heading: () => 'Welcome to Diptych',
  first_line: () =>
    'One prompt makes two images that differ in one thing. Try one of these, or write your own.',
  example: (number: 1 | 2 | 3, samples: boolean) =>
    [
      'a woman walking in Seoul at dusk, warm film tones',
      'a perfume bottle on a stone, overhead, cinematic light',
      `an alley market in the rain, neon${samples ? ' #fail-b' : ''}`,
    ][number - 1] ?? '',
  example_label: (number: 1 | 2 | 3, samples: boolean) =>
    [
      'A woman in Seoul',
      'A perfume bottle',
      samples ? 'One side fails: see Retry' : 'A market in the rain',
    ][number - 1] ?? '',
};
