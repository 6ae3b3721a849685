import { encodeAction } from '../chat/action.ts';
import type { Card, Line, Select } from '../chat/card.ts';
import type { Model } from '../domain/model.ts';
import type { Locale } from '../domain/person.ts';
import {
  OFF,
  SETTING_NAMES,
  type SettingName,
  valuesOf,
  type WorkspaceSetting,
} from '../domain/workspace-setting.ts';
import { words } from '../words/words.ts';
import { privateCard, textLines } from './parts.ts';

/** Characters of a button's id that every chat takes: an id of a model may be longer. */
const MAX_ID = 100;
/** Models in the list, beside "off": no chat has a shorter list than 25. */
const MAX_MODELS = 24;

export interface SettingsView {
  /** Those that were ever set. */
  readonly settings: readonly WorkspaceSetting[];
  /** Models that may take another's place, best first. */
  readonly models: readonly Model[];
  readonly modelName: (id: string) => string;
  /** Whether this channel hides pictures; null where the chat cannot. */
  readonly spoiler: boolean | null;
  readonly mayChange: boolean;
  readonly locale: Locale;
}

/** Each setting of a workspace with its value, who set it and when; lists to change them, for admins. */
export function settingsCard(view: SettingsView): Card {
  const say = words(view.locale);
  const lines = [
    { text: say.settings_intro() },
    ...SETTING_NAMES.flatMap((name) => settingLines(name, view)),
    ...textLines(
      view.spoiler === null ? null : say.spoiler_now(view.spoiler),
      view.mayChange ? null : say.settings_admins(),
    ),
  ];
  return privateCard(say.settings_heading(), lines, {
    locale: view.locale,
    ...(view.mayChange ? { selects: SETTING_NAMES.map((name) => selectOf(name, view)) } : {}),
  });
}

function valueOf(name: SettingName, { settings }: SettingsView): string {
  return settings.find((one) => one.name === name)?.value ?? OFF;
}

function settingLines(name: SettingName, view: SettingsView): readonly Line[] {
  const say = words(view.locale);
  const set = view.settings.find((one) => one.name === name);
  const value = valueText(name, valueOf(name, view), view);
  const hasNone = name === 'fallback_model' && view.models.length === 0;
  return [
    { text: say.setting_line(name, value), title: true },
    ...textLines(
      say.setting_about(name),
      hasNone ? say.setting_no_models() : null,
      set === undefined ? say.setting_never() : say.setting_set(set.by.name, set.at),
    ),
  ];
}

function valueText(name: SettingName, value: string, view: SettingsView): string {
  const isModel = name === 'fallback_model' && value !== OFF;
  return isModel ? view.modelName(value) : words(view.locale).setting_value(name, value);
}

function selectOf(name: SettingName, view: SettingsView): Select {
  const say = words(view.locale);
  const now = valueOf(name, view);
  const values = name === 'fallback_model' ? modelIds(now, view) : valuesOf(name);
  const options = values.map((value) => ({
    id: encodeAction({ type: 'setting', name, value }),
    label: say.setting_line(name, valueText(name, value, view)),
    ...(value === now ? { chosen: true } : {}),
  }));
  return { label: say.setting_name(name), options };
}

/** "off", the chosen one, and the likeliest others. */
function modelIds(now: string, { models }: SettingsView): readonly string[] {
  const ids = models.map(({ id }) => id).filter((id) => id !== now && fits(id));
  const chosen = now !== OFF && fits(now) ? [now] : [];
  return [OFF, ...[...chosen, ...ids].slice(0, MAX_MODELS)];
}

function fits(value: string): boolean {
  return encodeAction({ type: 'setting', name: 'fallback_model', value }).length <= MAX_ID;
}
