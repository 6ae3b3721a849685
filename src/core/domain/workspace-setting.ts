import { z } from 'zod';
import type { Person, Place } from './person.ts';

/** What the hub does by itself in a workspace when it is set, in the order in which people see it. All are off at first. */
export const SETTING_NAMES = ['auto_retries', 'auto_rewrite', 'fallback_model'] as const;
export type SettingName = (typeof SETTING_NAMES)[number];

/** The value of a setting that is off. */
export const OFF = 'off';
/** Automatic retries of one run of a person. */
export const MAX_AUTO_RETRIES = 3;

const VALUES = {
  auto_retries: z.literal([OFF, '1', '2', '3']),
  auto_rewrite: z.literal([OFF, 'on']),
  /** A model's id: only the table of models knows whether it is one. */
  fallback_model: z.string().min(1),
} as const satisfies Readonly<Record<SettingName, z.ZodType<string>>>;

export type Workspace = Pick<Place, 'surface' | 'workspace'>;

/** A setting as somebody set it last. */
export interface WorkspaceSetting {
  readonly name: SettingName;
  readonly value: string;
  readonly by: Person;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The values that a setting takes; none for models. */
export function valuesOf(name: SettingName): readonly string[] {
  const schema = VALUES[name];
  return schema instanceof z.ZodLiteral ? [...schema.values] : [];
}

/** Whether the setting may have this value; for a model, whether it may be an id. */
export function takesValue(name: SettingName, value: string): boolean {
  return VALUES[name].safeParse(value).success;
}

/** The setting when it is on; undefined when it is off or was never set. */
export function settingOn(
  settings: readonly WorkspaceSetting[],
  name: SettingName,
): WorkspaceSetting | undefined {
  return settings.find((one) => one.name === name && one.value !== OFF);
}

/** Automatic retries of one run of a person: 0 to 3. */
export function autoRetries(settings: readonly WorkspaceSetting[]): number {
  const count = Number(settingOn(settings, 'auto_retries')?.value ?? 0);
  return Number.isInteger(count) ? Math.min(Math.max(count, 0), MAX_AUTO_RETRIES) : 0;
}
