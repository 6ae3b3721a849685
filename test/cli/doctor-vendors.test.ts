import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { doctor, type DoctorOptions } from '../../src/cli/doctor.ts';
import { type VendorName, VENDOR_NAMES } from '../../src/providers/vendors.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { VendorServer } from '../fakes/vendor/server.ts';
import type { FakeVendor } from '../fakes/vendor/vendor.ts';
import { rowsOf, SETTINGS, settingsFor, startVendor } from '../providers/vendor-hub.ts';
import { tempFolder } from '../temp-folder.ts';
import { aModel, aPlan } from '../values.ts';
import { runHub } from '../web/hub.ts';

let home: string;
beforeEach(async () => {
  home = await tempFolder();
});

/** What the doctor says, line by line, of a hub with these settings. */
async function lines(
  env: Readonly<Record<string, string>>,
  options: DoctorOptions = { live: true },
): Promise<readonly string[]> {
  const said: string[] = [];
  await doctor({ DIPTYCH_HOME: home, PORT: '1', ...env }, (line) => said.push(line), options);
  return said;
}

const modelsOf = (name: VendorName) => [...new Set(rowsOf(name).map(({ model }) => model))];

describe.each(VENDOR_NAMES)('diptych doctor, about %s', (name) => {
  const [keyName, address] = SETTINGS[name];
  let vendor: FakeVendor;
  beforeEach(async () => {
    vendor = await startVendor(name);
    onTestFinished(() => vendor.close());
  });

  /** The line about the vendor. No line has the key, and nothing was made to find out. */
  const found = async (
    env: Readonly<Record<string, string>>,
    options?: DoctorOptions,
  ): Promise<string | undefined> => {
    const all = await lines(env, options);
    expect(all.join('\n')).not.toContain(env[keyName]);
    expect(vendor.calls).toEqual([]);
    expect(vendor.refusals).toEqual([]);
    return all.find((line) => line.slice(6).startsWith(`${name}:`));
  };

  it('says nothing as long as there is no key', async () => {
    expect((await lines({})).join('\n')).not.toContain(name);
  });

  it('says that the key is set, and how to try it, without asking anybody', async () => {
    const env = settingsFor(name, { key: 'not-the-key', url: 'http://127.0.0.1:1' });
    const line = await found(env, {});
    expect(line).toBe(`ok    ${name}: ${keyName} is set (doctor --live tries it)`);
  });

  it('finds all well: the key is taken, and every active model is there', async () => {
    vendor.offer(modelsOf(name));
    const offered = modelsOf(name).join(', ');
    expect(await found(settingsFor(name, vendor))).toBe(
      `ok    ${name}: takes the key, and offers ${offered}`,
    );
  });

  it('names no models where none of its own is in use', async () => {
    const db = openDatabase(join(home, 'diptych.db'));
    const { models } = sqliteStore(db);
    models.put(aModel());
    models.putPlan(aPlan());
    for (const one of rowsOf(name)) models.put({ ...one, active: false });
    db.close();
    expect(await found(settingsFor(name, vendor))).toBe(
      `ok    ${name}: takes the key; no model of it is active`,
    );
  });

  it('says which setting holds a key that is not taken', async () => {
    const key = `${vendor.key.slice(0, -4)}wxyz`;
    const line = await found(settingsFor(name, { key, url: vendor.url }));
    expect(line).toMatch(new RegExp(`^WRONG ${name}: .*– set ${keyName} anew`));
  });

  it('names the models that the key may not use, and how to disable them', async () => {
    const [gone = '', ...rest] = modelsOf(name);
    vendor.offer(rest);
    const ids = rowsOf(name).flatMap(({ id, model }) => (model === gone ? [id] : []));
    const line = await found(settingsFor(name, vendor));
    expect(line).toBe(
      `WRONG ${name}: takes the key, but does not offer ${gone} to it: ask there for access, or take out of use, one by one, with diptych models disable: ${ids.join(', ')}.`,
    );
  });

  it('says which address to look at when nobody is there', async () => {
    const env = settingsFor(name, { key: vendor.key, url: 'http://127.0.0.1:1' });
    const line = await found(env);
    expect(line).toMatch(new RegExp(`^WRONG ${name}: .*and that ${address} is right`));
  });

  it('does not wait for ever', async () => {
    const silent = new VendorServer(() => ({ status: 200, body: '', manner: 'never' }));
    onTestFinished(() => silent.close());
    const env = settingsFor(name, { key: vendor.key, url: await silent.listen() });
    expect(await found(env, { live: true, probeMs: 300 })).toMatch(
      new RegExp(
        `^WRONG ${name}: did not answer within 0.3 s – see .*and that ${address} is right`,
      ),
    );
  });

  it('says that the default model needs a key that is not set any more', async () => {
    const hub = await runHub({ DIPTYCH_HOME: home, ...settingsFor(name, vendor) });
    await hub.stopKeepingHome();
    const [first] = rowsOf(name);
    const line = (await lines({})).find((one) => one.includes('models:'));
    expect(line).toBe(
      `WRONG models: the default, ${first?.displayName}, needs the key of ${name}, which is not set: set ${keyName}, or choose another model with npx diptych models set-default.`,
    );
  });
});
