import type { Person, Texts } from './person.ts';
import type { SideName } from './side.ts';
import {
  autoRetries,
  type SettingName,
  settingOn,
  type WorkspaceSetting,
} from './workspace-setting.ts';

/** What a setting makes the hub do by itself: each is the origin of its generation. */
export const ACT_KINDS = ['auto_retry', 'auto_rewrite', 'fallback'] as const;
export type ActKind = (typeof ACT_KINDS)[number];

export const ACT_STATES = ['planned', 'done', 'dropped'] as const;
/** `done`: its generation was started. `dropped`: it never will be. */
export type ActState = (typeof ACT_STATES)[number];

/** An act that a setting causes: planned with the ending that it answers, and visible there before it happens. */
export interface PlannedAct {
  /** The ended generation. It has one act at most. */
  readonly generationId: string;
  readonly pairId: string;
  readonly side: SideName;
  readonly kind: ActKind;
  /** Its number among those of its kind since a person ran the side, from 1; and how many the setting allows. */
  readonly number: number;
  readonly total: number;
  /** Of a fallback: the model. */
  readonly modelId: string | null;
  /** Who switched the setting on. */
  readonly by: Person;
  /** Milliseconds since the epoch. */
  readonly plannedAt: number;
  /** It happens at the next tick after this time. */
  readonly dueAt: number;
  readonly state: ActState;
  /** Why it was dropped; null when the newer run shows it. */
  readonly why: Texts | null;
}

const SETTINGS: Readonly<Record<ActKind, SettingName>> = {
  auto_retry: 'auto_retries',
  auto_rewrite: 'auto_rewrite',
  fallback: 'fallback_model',
};

/** The setting that causes acts of this kind. */
export function settingOf(kind: ActKind): SettingName {
  return SETTINGS[kind];
}

/** Whether a setting started the generation. */
export function isAct(origin: string): origin is ActKind {
  return ACT_KINDS.some((one) => one === origin);
}

/** The act that started the generation; undefined when a person did. */
export function actOf(
  { origin, fromId }: { readonly origin: string; readonly fromId: string | null },
  acts: readonly PlannedAct[],
): PlannedAct | undefined {
  return isAct(origin) ? acts.find((one) => one.generationId === fromId) : undefined;
}

/** Whether the settings still say what they said when the act was planned. */
export function isStillSet(
  { kind, number, modelId }: PlannedAct,
  settings: readonly WorkspaceSetting[],
): boolean {
  if (kind === 'auto_retry') return number <= autoRetries(settings);
  const on = settingOn(settings, settingOf(kind));
  return on !== undefined && (kind !== 'fallback' || on.value === modelId);
}
