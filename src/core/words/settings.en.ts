import { minuteOf } from '../base/text.ts';
import type { ActKind } from '../domain/planned-act.ts';
import type { SettingName } from '../domain/workspace-setting.ts';

const NAMES: Readonly<Record<SettingName, string>> = {
  auto_retries: 'Automatic retries',
  auto_rewrite: 'Automatic rewrite',
  fallback_model: 'Fallback model',
};

const ABOUT: Readonly<Record<SettingName, string>> = {
  auto_retries:
    'A side that fails in a way that a retry can help is retried by itself, after some seconds.',
  auto_rewrite:
    'A side that a safety system refuses gets a safer wording by itself, and runs with it once.',
  fallback_model:
    'A side that its provider fails runs once with this model of another one. That is a new spec: a credit when it arrives.',
};

/** "2 of 3"; nothing for what is done once. */
const counter = (number: number, total: number) => (total === 1 ? '' : ` (${number} of ${total})`);
const seconds = (ms: number) => `${Math.max(1, Math.ceil(ms / 1000))} s`;

/** Texts about what settings of a workspace make the hub do by itself. */
export const settingsEn = {
  settings_heading: () => 'Settings of this workspace',
  settings_intro: () =>
    'What I do by myself here. All of it counts as if the asker had pressed a button: runs, quota, credits.',
  no_spoilers: () =>
    'This chat cannot hide pictures until somebody asks to see them. /diptych settings alone shows what can be set.',
  setting_no_models: () => 'No model of another provider works here just now.',
  settings_admins: () => 'Admins change these settings.',
  setting_name: (name: SettingName) => NAMES[name],
  setting_about: (name: SettingName) => ABOUT[name],
  setting_value: (name: SettingName, value: string): string =>
    value === 'off' ? 'off' : name === 'auto_retries' ? `up to ${value}` : value,
  setting_line: (name: SettingName, value: string) => `${NAMES[name]}: ${value}`,
  setting_set: (by: string, at: number) => `Set by ${by}, ${minuteOf(at)}`,
  setting_never: () => 'Nobody has changed it yet',
  act_planned: (kind: ActKind, waitMs: number, number: number, total: number, model: string) =>
    ({
      auto_retry: `Retrying by itself in ${seconds(waitMs)}${counter(number, total)}`,
      auto_rewrite: `Trying a safer wording by itself in ${seconds(waitMs)}`,
      fallback: `Trying ${model} by itself in ${seconds(waitMs)}`,
    })[kind],
  act_writing: () => 'Writing a safer wording by itself…',
  /** On the header, where no seconds fit. */
  act_soon: (kind: ActKind, number: number, total: number, model: string) =>
    ({
      auto_retry: `retrying by itself soon${counter(number, total)}`,
      auto_rewrite: 'a safer wording is tried by itself soon',
      fallback: `${model} is tried by itself soon`,
    })[kind],
  act_setting: (name: SettingName, by: string) =>
    `By the setting “${NAMES[name]}”, which ${by} switched on.`,
  act_dropped: (kind: ActKind, why: string) =>
    ({
      auto_retry: `Not retried by itself: ${why}`,
      auto_rewrite: `No safer wording was tried by itself: ${why}`,
      fallback: `No other model was tried by itself: ${why}`,
    })[kind],
  act_switched_off: () => 'the setting was changed meanwhile.',
  act_not_allowed: () => 'the asker cannot run it now.',
  act_too_late: () => 'the hub was away for too long.',
  act_cancelled: (by: string) => `${by} cancelled it.`,
  /** Behind the state of a side. */
  act_made: (kind: ActKind, number: number, total: number, model: string) =>
    ({
      auto_retry: `retried by itself${counter(number, total)}`,
      auto_rewrite: 'reworded by itself',
      fallback: `made with ${model} by itself`,
    })[kind],
  act_wording: (model: string, by: string) =>
    `A safer wording by ${model}, by the setting “${NAMES.auto_rewrite}”, which ${by} switched on`,
  details_run_act: (setting: SettingName, by: string, asker: string, at: number) =>
    `Run by the setting “${NAMES[setting]}”, which ${by} switched on, for ${asker}, ${minuteOf(at)}`,
};
