import { text } from '../core/base/settings.ts';
import { StartupError } from '../core/base/startup-error.ts';
import type { TextModelRow } from '../core/domain/text-model.ts';
import type { Clock } from '../core/ports/system.ts';
import type { TextModel } from '../core/ports/text-model.ts';
import type { VendorAccess } from './common/access.ts';
import { VENDORS, type VendorName, type VendorSettings } from './vendors.ts';

/** Makes the client of a row without calling it. The SDKs load slowly, so they load here. */
type Open = (row: TextModelRow, access: VendorAccess, clock: Clock) => Promise<TextModel>;

/** The vendors of text models. Of two rows of one rank, that of the earlier vendor comes first. */
const OPENS = new Map<VendorName, Open>([
  [
    'gemini',
    async (row, access) => {
      const { GeminiText } = await import('./gemini/gemini-text.ts');
      return new GeminiText(row, access);
    },
  ],
  [
    'openai',
    async (row, access, clock) => {
      const { OpenAiText } = await import('./openai/openai-text.ts');
      return new OpenAiText(row, access, clock);
    },
  ],
]);
const VENDORS_IN_ORDER = [...OPENS.keys()];

/** The value of `TEXT_MODEL` for no text model at all. */
export const NO_TEXT_MODEL = 'rules';

export const textModelFields = { TEXT_MODEL: text.optional() };

export interface TextModelSettings {
  readonly vendors: VendorSettings;
  /** A row's id, or `rules` for none; null: every active row whose vendor has a key. */
  readonly textModel: string | null;
}

/** A row that can be used, with its vendor. */
export interface UsableTextModel {
  readonly row: TextModelRow;
  readonly vendor: VendorName;
  readonly access: VendorAccess;
}

/** The text models to use, best first; none: the rules. Throws a `StartupError` for a setting that cannot be followed. */
export function chooseTextModels(
  { vendors, textModel }: TextModelSettings,
  rows: readonly TextModelRow[],
): readonly UsableTextModel[] {
  if (textModel === NO_TEXT_MODEL) return [];
  if (textModel !== null) return [named(textModel, vendors, rows)];
  const usable = VENDORS_IN_ORDER.flatMap((vendor) => {
    const access = vendors[vendor];
    if (access === undefined) return [];
    const own = rows.filter((row) => row.active && row.provider === vendor);
    return own.map((row) => ({ row, vendor, access }));
  });
  return usable.toSorted((a, b) => a.row.rank - b.row.rank);
}

function named(
  id: string,
  vendors: VendorSettings,
  rows: readonly TextModelRow[],
): UsableTextModel {
  const row = rows.find((one) => one.id === id);
  if (row === undefined) {
    const known = rows.flatMap((one) => (one.active ? [one.id] : []));
    throw new StartupError(
      `TEXT_MODEL is "${id}", which is no text model: set ${[...known, NO_TEXT_MODEL].join(', ')}, or nothing.`,
    );
  }
  const vendor = VENDORS_IN_ORDER.find((one) => one === row.provider);
  if (vendor === undefined) {
    throw new StartupError(`TEXT_MODEL is "${id}", but ${row.provider} makes no texts here.`);
  }
  if (!row.active) {
    throw new StartupError(
      `TEXT_MODEL is "${id}", which is inactive: npx diptych text-models enable ${id}, or set another one.`,
    );
  }
  const access = vendors[vendor];
  if (access === undefined) {
    throw new StartupError(
      `TEXT_MODEL is "${id}", which needs ${VENDORS[vendor].key}: set that too, or another TEXT_MODEL.`,
    );
  }
  return { row, vendor, access };
}

/**
 * Opens the text models to use, best first, without calling one; none: the rules answer. Rejects with a `StartupError` for a
 * setting that cannot be followed.
 */
export async function openTextModels(
  settings: TextModelSettings,
  rows: readonly TextModelRow[],
  clock: Clock,
): Promise<readonly TextModel[]> {
  const opened = chooseTextModels(settings, rows).map(async ({ row, vendor, access }) => {
    const open = OPENS.get(vendor);
    if (open === undefined) throw new Error(`${vendor} makes no texts`);
    return open(row, access, clock);
  });
  return Promise.all(opened);
}
