import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  configuredPlace,
  describePlace,
  envOf,
  placeProblem,
  rememberedPlace,
  rememberPlace,
  uniquePlace,
} from '../src/blob-place.ts';
import { loadConfig } from '../src/config.ts';
import { newStore } from './storage/sample-rows.ts';
import { tempFolder } from './temp-folder.ts';

const OWN = { S3_BUCKET: 'pictures', AWS_ENDPOINT_URL_S3: 'http://s3.test:9000' };

describe('the place of the images', () => {
  it.each<[Record<string, string>, string, string, Record<string, string>]>([
    [{}, 'files', 'the folder /data/blobs', { S3_BUCKET: '' }],
    [
      { S3_BUCKET: 'pictures' },
      's3 amazon pictures',
      "the bucket pictures at Amazon's S3",
      { S3_BUCKET: 'pictures', AWS_ENDPOINT_URL_S3: '' },
    ],
    [OWN, 's3 http://s3.test:9000 pictures', 'the bucket pictures at http://s3.test:9000', OWN],
  ])('of %j is “%s”, in words “%s”, and set again by %j', (env, place, words, again) => {
    expect(configuredPlace(loadConfig(env))).toBe(place);
    expect(describePlace(place, '/data')).toBe(words);
    expect(envOf(place)).toEqual(again);
  });

  it('is remembered, and no database without images has one', async () => {
    const home = await tempFolder();
    const { settings } = newStore();
    expect(rememberedPlace(home, settings)).toBeUndefined();
    mkdirSync(join(home, 'blobs', '.unfinished'), { recursive: true });
    expect(rememberedPlace(home, settings)).toBeUndefined();
    writeFileSync(join(home, 'blobs', '1.png'), 'x');
    expect(rememberedPlace(home, settings)).toBe('files');
    rememberPlace(settings, 's3 amazon pictures');
    expect(rememberedPlace(home, settings)).toBe('s3 amazon pictures');
  });

  it('has a new name whenever the images come there', async () => {
    const { settings } = newStore();
    const names = new Set([uniquePlace('here', settings)]);
    expect([...names]).toEqual(['here']);
    for (const place of ['s3 amazon pictures', 'files', 's3 amazon pictures']) {
      rememberPlace(settings, place);
      names.add(uniquePlace('here', settings));
      rememberPlace(settings, place);
      names.add(uniquePlace('here', settings));
    }
    expect(names.size).toBe(4);
    expect(uniquePlace('there', settings)).not.toBe(uniquePlace('here', settings));
  });

  it('is wrong only where the images are in another', async () => {
    const home = await tempFolder();
    const { settings } = newStore();
    const config = loadConfig({ DIPTYCH_HOME: home, S3_BUCKET: 'pictures' });
    expect(placeProblem(config, settings)).toBeNull();
    rememberPlace(settings, 's3 amazon pictures');
    expect(placeProblem(config, settings)).toBeNull();
    rememberPlace(settings, 'files');
    expect(placeProblem(config, settings)).toBe(
      `The images of ${home} are in the folder ${home}/blobs, and the settings name the bucket pictures at Amazon's S3: run "npx diptych move-blobs" first, or take the change back.`,
    );
  });
});
