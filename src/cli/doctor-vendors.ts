import type { Config } from '../config.ts';
import type { ErrorKind } from '../core/domain/failure.ts';
import type { Model } from '../core/domain/model.ts';
import type { VendorImages } from '../core/ports/image-provider.ts';
import { openVendors, type VendorName, VENDORS } from '../providers/vendors.ts';
import { SystemClock } from '../system.ts';
import { bad, type Finding, ok } from './finding.ts';

/**
 * Reports the vendors whose key is set. With `probeMs` it also calls each of them, with a timeout of so many
 * milliseconds; the call makes no image and costs nothing.
 */
export async function examineVendors(
  config: Config,
  models: readonly Model[],
  probeMs: number | null,
): Promise<readonly Finding[]> {
  const vendors = [...(await openVendors(config.vendors, new SystemClock()))];
  const found = vendors.map(async ([name, vendor]) => {
    const offered = models.filter((one) => one.provider === name && one.active);
    if (probeMs !== null) return probe(name, vendor, offered, probeMs);
    return ok(name, `${VENDORS[name].key} is set (doctor --live tries it)`);
  });
  return Promise.all(found);
}

async function probe(
  name: VendorName,
  vendor: VendorImages,
  models: readonly Model[],
  probeMs: number,
): Promise<Finding> {
  const names = [...new Set(models.map((one) => one.model))];
  const signal = AbortSignal.timeout(probeMs);
  try {
    const { failure, missing } = await vendor.probe(names, signal);
    if (failure !== null) return bad(name, `${failure.detail} ${adviceFor(failure.kind, name)}`);
    if (missing.length > 0) return bad(name, refusedNote(models, missing));
    if (names.length === 0) return ok(name, 'takes the key; no model of it is active');
    return ok(name, `takes the key, and offers ${names.join(', ')}`);
  } catch (cause) {
    if (!signal.aborted) throw cause;
    return bad(name, `did not answer within ${probeMs / 1000} s ${adviceFor('network', name)}`);
  }
}

function refusedNote(models: readonly Model[], missing: readonly string[]): string {
  const lost = models.filter((one) => missing.includes(one.model));
  const ids = lost.map((one) => one.id).join(', ');
  const first = lost.some((one) => one.isDefault)
    ? ' (another model must be set-default first)'
    : '';
  return `takes the key, but does not offer ${missing.join(', ')} to it: ask there for access, or take out of use, one by one, with diptych models disable: ${ids}${first}.`;
}

/** What to do about a failure of a vendor. */
export function adviceFor(kind: ErrorKind, name: VendorName): string {
  const { key, address } = VENDORS[name];
  switch (kind) {
    case 'auth':
      return `– set ${key} anew, and see that it may use these models.`;
    case 'quota':
      return '– the account is used up: add credit there.';
    case 'rate_limited':
      return '– the key works, and is over its rate limit just now.';
    case 'network':
      return `– see that this machine reaches the internet, and that ${address} is right if it is set.`;
    default:
      return `– if ${address} is set, see that it is right; else try again later.`;
  }
}
