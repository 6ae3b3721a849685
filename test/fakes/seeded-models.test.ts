import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemClock } from '../../src/system.ts';
import { openVendors, VENDOR_NAMES, type VendorName } from '../../src/providers/vendors.ts';
import type { VendorImages } from '../../src/core/ports/image-provider.ts';
import { seedModels } from '../../src/storage/seed-rows.ts';
import { startVendor } from '../providers/vendor-hub.ts';
import type { FakeVendor } from './vendor/vendor.ts';

describe.each(VENDOR_NAMES)('the fake of %s', (name: VendorName) => {
  let fake: FakeVendor;
  let vendor: VendorImages | undefined;
  beforeAll(async () => {
    fake = await startVendor(name);
    const settings = { [name]: { apiKey: fake.key, baseUrl: fake.url } };
    vendor = (await openVendors(settings, new SystemClock())).get(name);
  });
  afterAll(() => fake.close());

  it('knows each model that a new database offers, and no other', async () => {
    const offered = seedModels().filter(({ provider, active }) => provider === name && active);
    const names = [...new Set(offered.map(({ model }) => model))];
    const nobody = name === 'runware' ? 'nobody:9@9' : 'nobody-9';
    expect(names.length).toBeGreaterThan(1);
    const { signal } = new AbortController();
    expect(await vendor?.probe([...names, nobody], signal)).toEqual({
      failure: null,
      missing: [nobody],
    });
  });
});
