import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { phonePhoto, toldPicture, warnedPicture } from '../pictures.ts';
import { call, ended, upload } from '../web/hub.ts';
import { rowsOf, type VendorHub, vendorHub } from './vendor-hub.ts';

/** Pictures as people have them, and their size as people see it. */
const PICTURES: readonly (readonly [string, () => Promise<Uint8Array>, string])[] = [
  ['place.jpg', () => toldPicture('jpeg'), '80 × 60'],
  ['upright.jpg', () => phonePhoto(180, 320), '180 × 320'],
  ['large.jpg', () => phonePhoto(2_000, 3_000), '2000 × 3000'],
  ['warned.jpg', () => warnedPicture(320, 180), '320 × 180'],
];

let at: VendorHub;
beforeAll(async () => {
  at = await vendorHub();
});
afterAll(() => at.close());

/** Accepts a pair with all the pictures; its id. */
async function ask(model: string): Promise<string> {
  const references = [];
  for (const [name, make] of PICTURES) {
    references.push((await upload(at.hub.url, name, await make())).json);
  }
  const body = { prompt: 'a lamp', model, references };
  return (await call(at.hub.url, '/api/generate', { body })).json.batch_id;
}

/** Width and height as a decoder has them that takes no warning, and what is told beside the pixels. */
async function seen(bytes: Uint8Array) {
  const { data, info } = await sharp(bytes, { failOn: 'warning' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(data.length).toBe(info.width * info.height * info.channels);
  const { exif, xmp, orientation, comments } = await sharp(bytes).metadata();
  return { width: info.width, height: info.height, told: [exif, xmp, orientation, comments] };
}

it.each(['openai', 'gemini', 'runware'] as const)(
  'people’s own pictures reach %s upright, whole, and without place and device',
  async (name) => {
    const [model] = rowsOf(name);
    const { sides } = await ended(at.hub.url, await ask(model?.id ?? ''));
    expect([sides.A.error, sides.B.error]).toEqual([null, null]);
    expect(at.vendors[name].refusals).toEqual([]);
    for (const { references } of at.vendors[name].calls) {
      for (const [index, [, , size]] of PICTURES.entries()) {
        const sent = references[index] ?? new Uint8Array();
        const { width, height, told } = await seen(sent);
        const [wide = 0, high = 0] = size.split(' × ').map(Number);
        // A vendor may get it smaller, in its shape.
        expect([name, size, (width / height).toFixed(2)]).toEqual([
          name,
          size,
          (wide / high).toFixed(2),
        ]);
        expect(width).toBeLessThanOrEqual(wide);
        expect(told).toEqual([undefined, undefined, undefined, undefined]);
        expect(Buffer.from(sent).includes('secret words')).toBe(false);
      }
    }
    expect(at.vendors[name].calls).toHaveLength(2);
  },
);

it('and others, who look at them, as they reach the sample provider', async () => {
  const id = await ask('sample-basic');
  const { sides } = await ended(at.hub.url, id);
  expect([sides.A.state, sides.B.state]).toEqual(['succeeded', 'succeeded']);
  const ben = { headers: { 'x-diptych-user': 'ben' } };
  const press = { body: { id: `1:details:${sides.A.generation}` }, ...ben };
  const { thumbnails } = (await call(at.hub.url, '/api/press', press)).json.card;
  for (const [index, [name, , size]] of PICTURES.entries()) {
    expect(thumbnails[index].label).toBe(`yours: ${name}`);
    const answer = await fetch(`${at.hub.url}${thumbnails[index].url}`, ben);
    const { width, height, told } = await seen(new Uint8Array(await answer.arrayBuffer()));
    expect(`${width} × ${height}`).toBe(size);
    expect(told).toEqual([undefined, undefined, undefined, undefined]);
  }
});
