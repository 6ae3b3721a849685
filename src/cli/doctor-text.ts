import type { Config } from '../config.ts';
import { StartupError } from '../core/base/startup-error.ts';
import type { TextModelRow } from '../core/domain/text-model.ts';
import { chooseTextModels, type UsableTextModel } from '../providers/text-models.ts';
import { VENDORS } from '../providers/vendors.ts';
import { SystemClock } from '../system.ts';
import { adviceFor } from './doctor-vendors.ts';
import { bad, type Finding, ok } from './finding.ts';

const WHAT = 'text model';
const RULES = 'none, prompts are classified by rules';

/**
 * Reports which text model is chosen. With `probeMs` it also asks its vendor for it, with a timeout of so many milliseconds; the
 * call costs nothing.
 */
export async function examineTextModel(
  config: Config,
  rows: readonly TextModelRow[],
  probeMs: number | null,
): Promise<Finding> {
  const chosen = choose(config, rows);
  if (chosen instanceof StartupError) return bad(WHAT, chosen.message);
  const [first, ...others] = chosen;
  if (first === undefined) {
    return ok(WHAT, config.textModel === null ? `${RULES}: no key for one is set` : RULES);
  }
  const { id, displayName } = first.row;
  const rest = others.map(({ row }) => row.id).join(', ');
  const name = `${displayName} (${id})${rest === '' ? '' : `, else ${rest}`}`;
  if (probeMs === null) return ok(WHAT, `${name}; doctor --live tries it`);
  const wrong = await probe(first, probeMs);
  return wrong === null ? ok(WHAT, `${name}; its vendor offers it`) : bad(WHAT, `${id}: ${wrong}`);
}

function choose(
  config: Config,
  rows: readonly TextModelRow[],
): readonly UsableTextModel[] | StartupError {
  try {
    return chooseTextModels(config, rows);
  } catch (cause) {
    if (cause instanceof StartupError) return cause;
    throw cause;
  }
}

/** What is wrong with the model, and what to do; null for nothing. */
async function probe(
  { row, vendor, access }: UsableTextModel,
  probeMs: number,
): Promise<string | null> {
  const signal = AbortSignal.timeout(probeMs);
  try {
    const opened = await VENDORS[vendor].open(access, new SystemClock());
    const { failure, missing } = await opened.probe([row.model], signal);
    if (failure !== null) return `${failure.detail} ${adviceFor(failure.kind, vendor)}`;
    if (missing.length === 0) return null;
    return `the vendor takes the key, but does not offer ${row.model} to it: ask there for access, or set TEXT_MODEL to another one of diptych text-models list.`;
  } catch (cause) {
    if (!signal.aborted) throw cause;
    return `the vendor did not answer within ${probeMs / 1000} s ${adviceFor('network', vendor)}`;
  }
}
