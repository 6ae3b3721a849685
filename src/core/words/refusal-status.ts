import type { refusalsEn } from './refusals.en.ts';

type RefusalKey = keyof typeof refusalsEn;

// biome-ignore format: a line holds many short names
const KEYS = {
  400: [
    'button_unknown', 'word_unknown', 'days_invalid', 'body_invalid', 'body_not_json', 'body_not_utf8',
    'user_invalid', 'body_too_deep', 'body_cut',
  ],
  401: ['token_needed', 'token_wrong'],
  403: [
    'tier_not_in_plan', 'not_asker', 'not_admin', 'bot_needs', 'host_refused', 'forwarded_refused',
    'origin_refused', 'link_expired', 'model_choice_not_in_plan', 'versus_not_in_plan',
    'not_allowed_person', 'not_allowed_role', 'not_allowed_channel', 'reference_out_of_sight',
    'reference_needs_scope',
  ],
  404: [
    'target_unknown', 'shelf_unknown', 'not_an_image', 'not_our_message', 'gone',
    'references_unknown', 'model_unknown', 'plan_unknown', 'route_unknown', 'cursor_unknown',
  ],
  405: ['method_refused'],
  408: ['body_slow'],
  409: [
    'reference_withdrawn', 'target_taken', 'already_promoted', 'already_in_pool',
    'reference_removed', 'reference_stands', 'reference_replaced', 'already_running',
    'already_ended', 'compare_pairs', 'not_available', 'newer_images', 'rewrite_impossible', 'rewrite_of_rewrite', 'ratios_unchanged', 'runs_used', 'side_full',
    'angle_shapes_nothing', 'tone_shapes_nothing',
    'request_unanswered', 'model_unavailable', 'model_exists',
    'model_inactive', 'model_is_default', 'tier_left_empty', 'plan_lacks_default',
    'default_outside_plan',
  ],
  410: ['choice_too_old', 'image_missing', 'reference_purged', 'image_deleted'],
  413: ['reference_too_large', 'reference_too_many_pixels', 'reference_too_long', 'body_too_large'],
  415: ['reference_type', 'content_type_refused', 'upload_type_refused'],
  422: [
    'reference_no_tone', 'reference_twice', 'request_key_reused',
    'option_invalid', 'prompt_empty', 'prompt_too_long', 'prompt_too_long_for_model',
    'command_unknown', 'command_misplaced', 'option_unknown', 'option_without_value', 'tier_unknown', 'tier_inactive', 'model_choice_unknown',
    'model_choice_other_tier', 'size_invalid', 'persona_unknown', 'category_unknown',
    'experiment_unknown', 'versus_none', 'versus_samples', 'versus_unknown', 'versus_same',
    'versus_experiment', 'count_out_of_range', 'references_too_many', 'reference_broken',
    'reference_unavailable', 'target_name_empty', 'target_name_long', 'form_overfull',
    'rating_invalid', 'feedback_too_long', 'emoji_invalid', 'model_invalid', 'model_size_unlisted',
    'model_size_small', 'plan_name_invalid', 'plan_incomplete', 'plan_tiers_none',
    'plan_quota_invalid', 'plan_tier_empty', 'plan_holder_invalid', 'model_choice_inactive',
    'model_choice_gone', 'model_choice_retired', 'angle_unknown', 'lens_unknown', 'versus_inactive',
    'versus_gone', 'versus_retired', 'reference_too_slow', 'reference_elsewhere',
  ],
  429: [
    'count_over_room', 'quota_used', 'token_tries', 'streams_many', 'uploads_waiting',
    'uploads_held',
  ],
  503: [
    'pool_copy_failed', 'planning_timeout', 'planning_failed', 'queue_full', 'too_busy', 'provider_unserved',
    'tier_unserved', 'not_ready', 'stopping', 'storage_busy', 'storage_damaged', 'storage_gone',
    'storage_failed', 'uploads_busy', 'reference_busy',
  ],
  507: ['storage_full'],
} as const satisfies Readonly<Record<number, readonly RefusalKey[]>>;
export type RefusalStatus = keyof typeof KEYS;

const STATUSES = new Map<RefusalKey, RefusalStatus>();
for (const status of [
  400, 401, 403, 404, 405, 408, 409, 410, 413, 415, 422, 429, 503, 507,
] as const) {
  for (const key of KEYS[status]) STATUSES.set(key, status);
}

/** The HTTP status of a refusal. */
export function statusOf(key: RefusalKey): RefusalStatus {
  const status = STATUSES.get(key);
  if (status === undefined) throw new Error(`the refusal ${key} has no status`);
  return status;
}
