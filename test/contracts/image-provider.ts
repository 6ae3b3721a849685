import type { RenderResult } from '../../src/core/ports/render-queue.ts';
import { setImmediate as settle } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { VendorImages } from '../../src/core/ports/image-provider.ts';
import type { MadeCall } from '../../src/core/domain/provider-call.ts';
import type { Spec } from '../../src/core/domain/spec.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { render } from '../../src/jobs/render.ts';
import { SystemClock } from '../../src/system.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { ENDINGS } from '../fakes/vendor/endings.ts';
import { movedVendor } from '../fakes/vendor/moved.ts';
import type { FakeVendor } from '../fakes/vendor/vendor.ts';
import { aPicture } from '../pictures.ts';
import { aDraft } from '../values.ts';
import { BECOMES, BY_CLOCK } from './vendor-endings.ts';

export interface VendorUnderTest {
  readonly vendor: FakeVendor;
  /** The adapter with its real client: with the key the vendor takes or another, at its address or another. */
  readonly provider: (key?: string, url?: string) => VendorImages;
  /** A spec of a model that takes three references: provider, model, size and parameters. */
  readonly spec: Partial<Spec>;
  /** False for a vendor whose refusals say where, and never in which category. */
  readonly namesCategories?: boolean;
  /** False for a vendor whose answers say nothing of tokens. */
  readonly countsTokens?: boolean;
}

/** What every vendor's adapter must do, through its real client over real HTTP. */
export function imageProviderContract(name: string, start: () => Promise<VendorUnderTest>): void {
  describe(`${name}, as an image provider`, () => {
    let under: VendorUnderTest;
    let blobs: MemoryBlobs;
    let late: MadeCall[];
    let stop: AbortController;
    beforeEach(async () => {
      under = await start();
      blobs = new MemoryBlobs();
      late = [];
      stop = new AbortController();
    });
    afterEach(() => under.vendor.close());

    const specOf = (more: Partial<Spec> = {}): Spec => ({
      ...aDraft(),
      references: [],
      outputKey: 'library/web/2026-11/g1.png',
      ...under.spec,
      ...more,
    });
    const run = (
      more: Partial<Spec> = {},
      { clock = new SystemClock(), timeoutMs = 20_000, key = under.vendor.key, url = '' } = {},
    ): Promise<RenderResult> => {
      const spec = specOf(more);
      const provider = url === '' ? under.provider(key) : under.provider(key, url);
      const providers = new Map([[spec.provider, provider]]);
      const onLate = (_id: string, call: MadeCall) => late.push(call);
      const log = new SilentLog();
      const parts = { providers, blobs, images: new SharpImages(), clock, log, onLate };
      return render({ version: 1, generationId: 'g1', spec, timeoutMs }, parts, stop.signal);
    };
    /** A call whose time runs out once the vendor has it, and has answered as far as it will. */
    const runOut = async (): Promise<RenderResult> => {
      const clock = new FakeClock();
      const result = run({}, { clock, timeoutMs: 270_000 });
      await untilCalled(under.vendor);
      for (let turn = 0; turn < 50; turn += 1) await settle();
      await clock.advance(270_000);
      return result;
    };
    const references = async (count: number): Promise<Spec['references']> =>
      Promise.all(
        Array.from({ length: count }, async (_, n) => {
          const key = `refs/${n}.png`;
          const background = ['#aa3322', '#22aa33', '#3322aa', '#aaaa22'][n] ?? '#000000';
          await blobs.put(key, await aPicture('png', { background }));
          return { role: 'tone' as const, id: null, key, label: `tone ${n}` };
        }),
      );

    it('makes an image of the size that was asked for, in one call', async () => {
      const result = await run();
      const { size } = specOf();
      expect(result).toMatchObject({ ok: true, image: size });
      const { provider, modelId } = specOf();
      const made = { id: 'g1', purpose: 'image', provider, modelId, outcome: 'image' };
      const tokens = under.countsTokens === false ? null : { imageOut: expect.any(Number) };
      expect(result.calls).toMatchObject([{ ...made, tokens }]);
      expect(under.vendor.refusals).toEqual([]);
      expect(under.vendor.calls).toHaveLength(1);
      expect(under.vendor.calls[0]).toMatchObject({
        prompt: specOf().prompt,
        model: specOf().model,
      });
    });

    it('sends the references in the spec’s order, bytes as they are', async () => {
      const used = await references(3);
      expect(await run({ references: used })).toMatchObject({ ok: true });
      expect(under.vendor.refusals).toEqual([]);
      const [call] = under.vendor.calls;
      const sent = call?.references.map((bytes) => Buffer.from(bytes).toString('base64'));
      const kept = used.map(({ key }) =>
        Buffer.from(blobs.blobs.get(key) ?? []).toString('base64'),
      );
      expect(sent).toEqual(kept);
    });

    it('sends a reference of 4000 pixels as small as the spec says', async () => {
      const key = 'refs/large.png';
      await blobs.put(key, await aPicture('png', { width: 4_000, height: 3_000 }));
      const used = { role: 'own' as const, id: null, key, label: 'large' };
      const referenceLimits = { maxSide: 1_024, maxBytes: 100_000 };
      expect(await run({ references: [used], referenceLimits })).toMatchObject({ ok: true });
      expect(under.vendor.refusals).toEqual([]);
      const bytes = under.vendor.calls[0]?.references[0] ?? new Uint8Array();
      expect(
        await new SharpImages().inspect(bytes, {
          maxBytes: 100_000,
          maxPixels: 1e6,
          maxSide: 1_024,
        }),
      ).toEqual({ type: 'image/webp', width: 1_024, height: 768 });
    });

    it('takes Korean, quotes and line breaks in a prompt', async () => {
      const prompt = '서울의 "밤"\n\n두 번째 줄 – 100 % <b>&amp;</b> 🌸';
      expect(await run({ prompt })).toMatchObject({ ok: true });
      expect(under.vendor.calls[0]?.prompt).toBe(prompt);
    });

    it.each(ENDINGS)('%s ends as what it is, after one call', async (ending) => {
      under.vendor.end(ending);
      const result = await (BY_CLOCK.has(ending) ? runOut() : run());
      expect(result).toMatchObject({ ok: false, failure: BECOMES[ending] });
      expect(result.calls).toMatchObject([{ id: 'g1', outcome: BECOMES[ending].kind }]);
      expect(under.vendor.refusals).toEqual([]);
      expect(under.vendor.calls).toHaveLength(1);
      expect(inspect(result, { depth: 10 })).not.toContain(under.vendor.key);
    });

    it('names the categories of a moderation at both stages, if the vendor does', async () => {
      for (const ending of ['moderation_input', 'moderation_output'] as const) {
        under.vendor.end(ending);
        const result = await run();
        const { categories = [] } = result.ok ? {} : result.failure;
        expect(categories.length > 0).toBe(under.namesCategories ?? true);
      }
    });

    it('is told of a wrong key without a word of it', async () => {
      const key = `${under.vendor.key.slice(0, -4)}wxyz`;
      const result = await run({}, { key });
      expect(result).toMatchObject({ ok: false, failure: { kind: 'auth' } });
      expect(inspect(result, { depth: 10 })).not.toContain(key);
    });

    it.each([
      [301, ''],
      [302, '{}'],
      [307, ''],
      [308, '{}'],
    ] as const)('a redirect (%i %j) is told and not followed', async (status, body) => {
      const moved = await movedVendor(status, body);
      onTestFinished(() => moved.close());
      const used = await references(1);
      const result = await run({ references: used }, { url: moved.url });
      const detail = expect.stringContaining('answered with a redirect');
      expect(result).toMatchObject({ ok: false, failure: { kind: 'provider_error', detail } });
      expect(moved.seen).toHaveLength(1);
      const provider = under.provider(under.vendor.key, moved.url);
      expect(await provider.probe([specOf().model], AbortSignal.timeout(10_000))).toMatchObject({
        failure: { kind: 'provider_error', detail },
      });
      expect(moved.seen).toHaveLength(2);
      expect(moved.elsewhere).toEqual([]);
    });

    it('an answer in full that has no image says so, and one that breaks off does not', async () => {
      for (const [ending, answered] of [
        ['no_image', true],
        ['html_instead', undefined],
        ['server_error', undefined],
      ] as const) {
        under.vendor.end(ending);
        const result = await run();
        expect(result.ok ? null : result.failure.answered).toBe(answered);
      }
    });

    it('nobody there is a matter of the network', async () => {
      await under.vendor.close();
      expect(await run()).toMatchObject({ ok: false, failure: { kind: 'network' } });
      under = await start();
    });

    it('the clock alone ends a call that is never answered, and the vendor sees it go', async () => {
      under.vendor.end('never');
      const clock = new FakeClock();
      const result = run({}, { clock, timeoutMs: 270_000 });
      await untilCalled(under.vendor);
      await clock.advance(269_999);
      const isOpen = await Promise.race([result.then(() => false), Promise.resolve(true)]);
      await clock.advance(1);
      expect(isOpen).toBe(true);
      expect(await result).toMatchObject({ ok: false, failure: { kind: 'timeout' } });
      await under.vendor.calls[0]?.gone;
    });

    it('a call that is cancelled is let go, and the vendor sees it', async () => {
      under.vendor.end('never');
      const result = run();
      await untilCalled(under.vendor);
      stop.abort(new Error('cancelled'));
      await expect(result).rejects.toThrow('cancelled');
      await under.vendor.calls[0]?.gone;
      expect(late).toEqual([]);
    });

    describe('looked at without spending', () => {
      const probe = (models: readonly string[], key = under.vendor.key) =>
        under.provider(key).probe(models, AbortSignal.timeout(10_000));

      it('finds nothing wrong, and makes no image', async () => {
        const { model } = specOf();
        under.vendor.offer([model]);
        expect(await probe([model])).toEqual({ failure: null, missing: [] });
        expect(under.vendor.calls).toEqual([]);
      });

      it('says that a key is not taken', async () => {
        const found = await probe([specOf().model], `${under.vendor.key.slice(0, -4)}wxyz`);
        expect(found).toMatchObject({ failure: { kind: 'auth' }, missing: [] });
      });

      it('says that nobody is there', async () => {
        await under.vendor.close();
        expect(await probe([specOf().model])).toMatchObject({ failure: { kind: 'network' } });
        under = await start();
      });
    });
  });
}

/** Until the vendor has the first call in full. */
async function untilCalled(vendor: FakeVendor): Promise<void> {
  while (vendor.calls.length === 0) await settle();
}
