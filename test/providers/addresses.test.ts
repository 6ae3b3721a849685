import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import type { VendorAccess } from '../../src/providers/common/access.ts';
import { VENDOR_NAMES, openVendors } from '../../src/providers/vendors.ts';
import { ProviderError } from '../../src/core/domain/failure.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { aDraft } from '../values.ts';

const SECRET = 'open-sesame';
const ADDRESSES = [
  'PUBLIC_URL',
  'DISCORD_API_URL',
  'AWS_ENDPOINT_URL_S3',
  'OPENAI_BASE_URL',
  'GOOGLE_GEMINI_BASE_URL',
  'RUNWARE_BASE_URL',
];

describe('an address with a name or a password in it', () => {
  it.each(ADDRESSES)('is refused as %s, without a word of it', (name) => {
    for (const before of [`me:${SECRET}`, SECRET, `:${SECRET}`]) {
      const load = () => loadConfig({ [name]: `https://${before}@host.test/v1` });
      expect(load).toThrow(`${name} must have no user name or password in it`);
      expect(load).not.toThrow(SECRET);
    }
  });

  it('is not one that has an @ elsewhere', () => {
    const env = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'https://host.test/@me' };
    expect(loadConfig(env).vendors.openai?.baseUrl).toBe('https://host.test/@me');
  });

  it.each(VENDOR_NAMES)('never stands in a failure of %s', async (vendor) => {
    const baseUrl = `http://me:${SECRET}@127.0.0.1:9`;
    const access: VendorAccess = { apiKey: 'k', baseUrl };
    const provider = (await openVendors({ [vendor]: access }, new FakeClock())).get(vendor);
    const spec = { ...aDraft(), references: [], outputKey: 'x.png' };
    const error: unknown = await provider
      ?.render(spec, [], new AbortController().signal)
      .catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ProviderError);
    expect(inspect(error, { depth: 10 })).not.toContain(SECRET);
    const probe = await provider?.probe([spec.model], AbortSignal.timeout(10_000));
    expect(probe?.failure).not.toBeNull();
    expect(inspect(probe, { depth: 10 })).not.toContain(SECRET);
  });
});
