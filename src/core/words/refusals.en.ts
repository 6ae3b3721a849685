import type { ShapeFault } from '../base/shape-fault.ts';
import { counted, plural } from '../base/text.ts';
import { faultItemEn, shapeFaultEn } from './shape-faults.en.ts';

const youCanUse = (known: string) => (known === '' ? '' : ` You can use: ${known}.`);
const available = (known: string) => (known === '' ? '' : ` Available: ${known}.`);
const insteadOf = (tiers: string, sample = '') =>
  (tiers === '' ? '.' : `, or choose a tier that works: ${tiers}.`) +
  (sample === '' ? '' : ` By name there are samples: ${sample}.`);

/** Refusals, with the fault and what to do. */
export const refusalsEn = {
  prompt_empty: () => 'The prompt is empty: write what the picture should show.',
  prompt_too_long: (length: number, max: number) =>
    `The prompt has ${counted(length, 'character')}; at most ${max} fit. Please shorten it.`,
  prompt_too_long_for_model: (length: number, max: number, model: string) =>
    `With its directions the prompt has ${counted(length, 'character')}, and ${model} reads at most ${max}. Please shorten it.`,
  option_unknown: (name: string, known: string, nearest?: string) =>
    `There is no option “${name}”.${nearest === undefined ? '' : ` Did you mean “${nearest}”? What belongs to the prompt can stand in quotation marks.`} Known options: ${known}.`,
  option_without_value: (name: string, values: string) =>
    `The option “${name}” has no value.${values === '' ? '' : ` It takes: ${values}.`} What belongs to the prompt can stand in quotation marks.`,
  command_unknown: (command: string, nearest: string) =>
    `There is no command “${command}”. Did you mean “${nearest}”? A prompt needs no slash.`,
  word_unknown: (word: string, known: string, nearest?: string) =>
    `There is no “/diptych ${word}”.${nearest === undefined ? '' : ` Did you mean “/diptych ${nearest}”?`} Known words: ${known}.`,
  command_misplaced: (command: string) =>
    `“${command}” is a command of its own: send it by itself, not as a prompt.`,
  option_invalid: (name: string, valid: string) => `“${name}” is not valid. Valid: ${valid}.`,
  tier_unknown: (tier: string, known: string) => `There is no tier “${tier}”.${available(known)}`,
  tier_inactive: (tier: string, known: string) =>
    `Tier “${tier}” has no active model just now.${available(known)}`,
  tier_not_in_plan: (tier: string, allowed: string) =>
    `Your plan does not include tier “${tier}”.${youCanUse(allowed)}`,
  model_choice_unknown: (name: string, known: string) =>
    `There is no model “${name}”.${youCanUse(known)}`,
  model_choice_inactive: (name: string, known: string) =>
    `“${name}” is not active just now.${youCanUse(known)}`,
  model_choice_gone: (name: string, known: string) =>
    `“${name}” is not offered any more.${youCanUse(known)}`,
  model_choice_retired: (name: string, successor: string) =>
    `“${name}” is not offered any more. Use its successor: ${successor}.`,
  model_choice_not_in_plan: (name: string, known: string) =>
    `Your plan does not include “${name}”.${youCanUse(known)}`,
  model_choice_other_tier: (model: string, own: string, tier: string, known: string) =>
    `${model} is of tier “${own}”, not “${tier}”: leave tier out, or use a model of “${tier}”: ${known}.`,
  size_invalid: (size: string, model: string, valid: string) =>
    `${model} does not make ${size} pictures. It takes: ${valid}.`,
  angle_unknown: (angle: string, nearest: string) =>
    `There is no angle “${angle}”. Did you mean “${nearest}”?`,
  lens_unknown: (lens: string, nearest: string) =>
    `There is no lens “${lens}”. Did you mean “${nearest}”?`,
  persona_unknown: (persona: string, known: string) =>
    `There is no persona “${persona}” in the pool. Known: ${known}.`,
  category_unknown: (category: string, known: string) =>
    `There is no category “${category}” in the pool. Known: ${known}.`,
  experiment_unknown: (name: string, known: string) =>
    `There is no experiment “${name}”. Known: ${known}.`,
  versus_none: (model: string) =>
    `There is only one model you may use, ${model}, so there is none to compare it with: try experiment:tones or experiment:angles.`,
  versus_samples: (model: string, known: string) =>
    `Only samples are left to compare ${model} with, and those are taken by name: ${known}.`,
  versus_unknown: (name: string, known: string) =>
    `There is no tier and no model “${name}”. Compare with: ${known}.`,
  versus_same: (model: string, known: string) =>
    `One side is made with ${model} already. Compare it with: ${known}.`,
  versus_inactive: (name: string, known: string) =>
    `“${name}” is not active just now. Compare with: ${known}.`,
  versus_gone: (name: string, known: string) =>
    `“${name}” is not offered any more. Compare with: ${known}.`,
  versus_retired: (name: string, successor: string) =>
    `“${name}” is not offered any more. Compare with its successor: ${successor}.`,
  versus_not_in_plan: (name: string, known: string) =>
    `Your plan does not include “${name}”. Compare with: ${known}.`,
  versus_experiment: (experiment: string) =>
    `versus compares two models, which experiment:${experiment} does not: leave one of them out.`,
  count_out_of_range: (count: string, max: number) =>
    `count is ${count}; it must be a whole number from 1 to ${max}.`,
  count_over_room: (count: number, fits: number) =>
    `${counted(count, 'pair')} ${plural(count, 'does', 'do')} not fit: ${fits === 0 ? 'your line is full' : `you have room for ${fits} more in line`}. Nothing was started.`,
  references_too_many: (count: number, max: number) =>
    `${counted(count, 'image')} ${plural(count, 'is', 'are')} attached; at most ${max} can be used. Nothing was started.`,
  reference_type: (name: string) => `“${name}” is not a PNG, JPEG or WebP image.`,
  reference_too_large: (name: string, megabytes: number) =>
    `“${name}” is larger than ${megabytes} MB.`,
  reference_too_many_pixels: (name: string, megapixels: number) =>
    `“${name}” has more than ${counted(megapixels, 'megapixel')}.`,
  reference_too_long: (name: string, pixels: number) =>
    `“${name}” is wider or higher than ${pixels.toLocaleString('en')} ${plural(pixels, 'pixel')}.`,
  reference_too_slow: (name: string) =>
    `“${name}” takes too long to read: save it anew with an image program and attach that.`,
  reference_busy: (name: string) =>
    `Too many images are being checked, so “${name}” was not. Please try again in a minute.`,
  reference_broken: (name: string) =>
    `“${name}” is damaged or cut short and cannot be read as an image.`,
  reference_unavailable: (name: string) =>
    `“${name}” could not be fetched. Please attach it again.`,
  reference_out_of_sight: (name: string) =>
    `I cannot read “${name}”: invite me to the channel where it was shared (type /invite @ and my name there), or attach the image itself.`,
  reference_needs_scope: (name: string, scope: string) =>
    `I cannot read “${name}”: I lack the right “${scope}” in this workspace. Ask an admin to add it to the app, and to reinstall it.`,
  reference_elsewhere: (name: string) =>
    `“${name}” is kept outside of this chat, and I fetch nothing from there: attach the image itself.`,
  reference_withdrawn: () => 'A reference was withdrawn from the pool: Edit… picks new ones.',
  storage_full: () =>
    'The storage of this hub is full, so this could not be done. Please tell an admin, and try again when there is room.',
  storage_busy: () =>
    'Another program holds the storage of this hub just now, so nothing has changed. Please try again in a moment.',
  storage_damaged: () =>
    'The database of this hub is damaged, so this could not be done. Please tell an admin.',
  storage_gone: () =>
    'The database of this hub was moved or deleted while the hub runs, so this could not be done. Please tell an admin.',
  storage_failed: () =>
    'The hub cannot use its storage just now, so this could not be done. Please tell an admin, and try again later.',
  target_name_empty: () => 'Write the name of a person or of a tone category.',
  target_name_long: (length: number, max: number) =>
    `The name has ${counted(length, 'character')}; at most ${max} fit.`,
  target_unknown: () => 'That person or category is not in the pool any more: please pick another.',
  shelf_unknown: (name: string, known: string) =>
    `There is no person and no category “${name}” in the pool. Known: ${known}.`,
  target_taken: (name: string) =>
    `Somebody else made “${name}” just now: please pick it from the list.`,
  choice_too_old: () => 'That choice is too old: please press Promote… again.',
  not_an_image: () => 'That message shows no image of mine to promote: use this on one that does.',
  already_promoted: (target: string, by: string, at: string) =>
    `This image is in the pool as ${target} already: ${by} promoted it, ${at}.`,
  already_in_pool: (target: string, by: string, at: string) =>
    `${target} holds this very image already: ${by} added it, ${at}.`,
  image_missing: () =>
    'The store has no file of this image, so it cannot be promoted. Nothing has changed.',
  pool_copy_failed: () =>
    'The store could not copy the image, so nothing has changed. Please try again in a moment.',
  reference_removed: () => 'That reference is not in the pool any more.',
  reference_stands: () => 'That reference is in the pool: there is no removal to take back.',
  reference_purged: () =>
    'That reference was purged: its image is gone, and only a new import or promotion brings it back.',
  reference_replaced: (target: string) =>
    `${target} holds this image again already: there is nothing to bring back.`,
  planning_timeout: () =>
    'Preparing this pair took too long, so nothing was started. Please send it again.',
  planning_failed: () =>
    'This pair could not be prepared, so nothing was started. Please send it again.',
  quota_used: (used: number, quota: number, needed: number, resetAt: string) =>
    `This needs ${counted(needed, 'credit')}; ${used} of today's ${quota} ${plural(used, 'is', 'are')} used or in flight. New credits come at ${resetAt}.`,
  too_busy: () =>
    'Too many requests came at once, so this one was not accepted. Please send it again in a minute.',
  queue_full: (minutes: number, limit: number) =>
    `The line is about ${counted(minutes, 'minute')} long, longer than the ${counted(limit, 'minute')} a request may wait. Please try again later.`,
  provider_unserved: (model: string, tiers: string, sample?: string) =>
    `Nothing here can run ${model} just now: please tell an admin${insteadOf(tiers, sample)}`,
  tier_unserved: (tier: string, tiers: string, sample: string) =>
    `Nothing here can run tier “${tier}” just now: please tell an admin${insteadOf(tiers, sample)}`,
  not_allowed_person: () => 'You cannot use Diptych here: an admin has blocked this account.',
  not_allowed_role: () => 'Diptych is open to certain roles only here, and you have none of them.',
  not_allowed_channel: () =>
    'Diptych does not work in this channel. Please ask an admin where it does.',
  not_asker: (asker: string) => `Only the person who asked (${asker}) and admins can do that.`,
  not_admin: () => 'Only admins can do that.',
  not_our_message: () =>
    'That message shows no pair and no image of mine: use this on one that does.',
  bot_needs: (permissions: string) =>
    `I cannot post here yet. Ask an admin to give me these permissions in this channel: ${permissions}.`,
  form_overfull: () =>
    'So many options do not fit behind the form: send them together with a prompt.',
  button_unknown: () =>
    'This button is not one of ours, or its message is from a version that is gone.',
  gone: () => 'This pair is not here any more.',
  image_deleted: () => 'This image was deleted.',
  already_running: () => 'This side is already running: its card shows how far it is.',
  already_ended: () => 'This has already ended: nothing was cancelled.',
  not_available: () =>
    'That button does not apply to this image any more. Its message shows what does.',
  rewrite_impossible: () =>
    'No text model is set up that could write a safer wording. Edit… lets you change the prompt.',
  rewrite_of_rewrite: () =>
    'This was a safer wording already, and it was refused too. Edit… lets you change it.',
  compare_pairs: () => 'These two images are of different pairs.',
  newer_images: () => 'One side has a newer image: please vote on the newest pair.',
  ratios_unchanged: () =>
    'The staged ratios are the ones this image was made with: change Tone or Angle first.',
  angle_shapes_nothing: () =>
    'This image has no camera angle, so its angle ratio would change nothing: set an angle with Edit… first.',
  tone_shapes_nothing: () =>
    'This image has no tone references, so its tone ratio would change nothing: nothing was run.',
  runs_used: (max: number) =>
    `This exact spec has run ${counted(max, 'time')}, the limit. Edit it or change its ratios to go on.`,
  side_full: (max: number) =>
    `This side has ${counted(max, 'generation')}, the limit. Start a new pair to go on.`,
  rating_invalid: () => 'The rating must be a whole number from 1 to 5.',
  feedback_too_long: (max: number) => `Feedback can have at most ${counted(max, 'character')}.`,
  emoji_invalid: () => 'That is not an emoji: use one emoji, or a name such as :heart:.',
  request_key_reused: () =>
    'This Idempotency-Key was used for another request: use a new key for a new request.',
  request_unanswered: () =>
    'This request was sent before, and its answer was not kept. The pair shows what came of it.',
  stopping: () =>
    'The hub is being restarted, so nothing new is started: please try again in a moment. Nothing was charged.',
  not_ready: () => 'The hub is still starting: please try again in a moment.',
  reference_no_tone: (id: string, kind: 'angle' | 'model') =>
    `The reference “${id}” is ${kind === 'model' ? 'a picture of a person' : 'an angle'}, and only tones can be given here.`,
  reference_twice: (id: string, twin: string) =>
    id === twin
      ? `The reference “${id}” is named twice: name each one once.`
      : `The references “${id}” and “${twin}” are the same picture: name one of them.`,
  references_unknown: (ids: string) => `There are no such references in the pool: ${ids}.`,
  model_unavailable: (model: string) =>
    `${model} is not available any more: start a new pair with another tier.`,
  model_unknown: (id: string, known: string) => `There is no model “${id}”. Known: ${known}.`,
  model_exists: (id: string) => `There is a model “${id}” already: change it with set.`,
  model_invalid: (faults: readonly ShapeFault[]) =>
    `The model is not right: ${faults.map(faultItemEn).join('; ')}.`,
  model_inactive: (name: string) =>
    `${name} is inactive: activate it before it can be the default.`,
  model_is_default: (name: string) =>
    `${name} is the default: make another model the default first.`,
  model_size_unlisted: (size: string, valid: string) =>
    `square, landscape and portrait must be sizes the model takes: ${size} is none of ${valid}.`,
  model_size_small: (size: string, minPixels: number) =>
    `${size} has fewer pixels than the model’s minimum of ${minPixels}.`,
  tier_left_empty: (tier: string, plan: string) =>
    `The plan “${plan}” promises tier “${tier}”, which would have no active model: change the plan, or activate another model of that tier, first.`,
  plan_name_invalid: (name: string) =>
    `“${name}” is no name of a plan: use small letters, digits, dashes and underscores.`,
  plan_incomplete: (name: string) =>
    `The plan “${name}” is new, so it needs both tiers and daily_quota.`,
  plan_tiers_none: () => 'A plan must name at least one tier, such as tiers=basic.',
  plan_lacks_default: (tier: string, model: string) =>
    `The plan “default” must keep tier “${tier}”, which is that of the default model, ${model}: leave it in, or make a model of another tier the default first.`,
  default_outside_plan: (model: string, tier: string, tiers: string) =>
    `The plan “default” has the tiers ${tiers}, but not “${tier}” of ${model}, so most people could not use the default model: add the tier to that plan first, or choose a model of its tiers.`,
  plan_quota_invalid: () => 'daily_quota must be a whole number of images, 0 or more.',
  plan_tier_empty: (tier: string, known: string) =>
    `No active model has tier “${tier}”, so no plan can promise it. Tiers: ${known}.`,
  plan_holder_invalid: (holder: string) =>
    `“${holder}” can hold no plan: give web:NAME, discord:ID or role:ID.`,
  plan_unknown: (name: string, known: string) => `There is no plan “${name}”. Known: ${known}.`,
  days_invalid: (days: string, max: number) =>
    `“${days}” is not a number of days: it must be a whole number from 1 to ${max}.`,
  host_refused: (host: string) =>
    `This hub answers on loopback names only, not as “${host}”: open http://127.0.0.1, or set API_TOKEN.`,
  forwarded_refused: () =>
    'Without an API_TOKEN this hub takes no forwarded requests: set one to run it behind a proxy.',
  origin_refused: (origin: string) =>
    `Changes are taken from the hub's own page only, not from “${origin}”.`,
  content_type_refused: (type: string) =>
    `The body must be application/json, and it is ${type || 'without a type'}.`,
  token_needed: () => 'This hub needs its API token: sign in, or send it as a Bearer token.',
  token_wrong: () => 'That is not the API token of this hub.',
  token_tries: (seconds: number) =>
    `Too many wrong API tokens came from your address: please try again in ${seconds} s.`,
  streams_many: (max: number) =>
    `More than ${counted(max, 'page')} follow the chat at once, so the oldest has stopped: close some, then come back to it.`,
  body_invalid: (fault: ShapeFault) => shapeFaultEn(fault),
  body_not_json: () =>
    'The body of the request is not JSON: it is cut short, or has a typing mistake.',
  body_not_utf8: () => 'The body of the request is not UTF-8 text: save or send it as UTF-8.',
  body_too_large: (limit: string) =>
    `The request is larger than ${limit}, the most that fits here.`,
  body_too_deep: (max: number) =>
    `The body of the request is nested deeper than ${counted(max, 'level')}.`,
  body_cut: () => 'The request broke off before its end. Please send it again.',
  upload_type_refused: (type: string) =>
    `The body must be the image itself, as image/png, image/jpeg, image/webp or application/octet-stream, and it is ${type}.`,
  uploads_busy: () => 'Many images arrive here just now. Please send this one again in a moment.',
  uploads_waiting: (max: number) =>
    `You are sending ${counted(max, 'image')} already: please send more when they have arrived.`,
  uploads_held: (max: number, size: string, minutes: number) =>
    `You have sent too many images without using them (at most ${max}, together ${size}): name them in a /generate, or send more in ${counted(minutes, 'minute')}.`,
  body_slow: (seconds: number) =>
    `The request did not arrive within ${counted(seconds, 'second')}. Please send it again.`,
  route_unknown: (path: string) =>
    `There is nothing at ${path}: /api/openapi.json lists what there is.`,
  method_refused: (path: string, method: string, allowed: string) =>
    `${path} is not for ${method}: use ${allowed}.`,
  link_expired: () => 'This link has expired or is not whole: ask for the image again.',
  user_invalid: () =>
    'X-Diptych-User must be a name of 1 to 40 letters, digits, apostrophes, dots, dashes or underscores, without blanks.',
  cursor_unknown: () => 'That page is not there: begin again without “before”.',
};
