import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Settings } from './core/ports/settings.ts';
import { StartupError } from './core/base/startup-error.ts';

const FILES = 'files';
const AMAZON = 'amazon';

/** Where blobs are: `files`, or `s3 ENDPOINT BUCKET`. */
export type BlobPlace = string;

/** The place the settings name. */
export function configuredPlace({ s3 }: Config): BlobPlace {
  return s3 === null ? FILES : `s3 ${s3.endpoint ?? AMAZON} ${s3.bucket}`;
}

/** The place a database's blobs are in; undefined when it has none yet. */
export function rememberedPlace(home: string, settings: Settings): BlobPlace | undefined {
  const remembered = settings.get('blobs');
  if (remembered !== undefined) return remembered;
  // Databases from before there was a choice remember nothing; their blobs are files.
  return hasFiles(home) ? FILES : undefined;
}

export function rememberPlace(settings: Settings, place: BlobPlace): void {
  if (settings.get('blobs') !== place) settings.put('blobs', place);
}

/** The settings that name a place, on top of any others; '' for what must not be set. */
export function envOf(place: BlobPlace): Readonly<Record<string, string>> {
  if (place === FILES) return { S3_BUCKET: '' };
  const [, endpoint = '', bucket = ''] = place.split(' ');
  return { S3_BUCKET: bucket, AWS_ENDPOINT_URL_S3: endpoint === AMAZON ? '' : endpoint };
}

/** A place in words. */
export function describePlace(place: BlobPlace, home: string): string {
  if (place === FILES) return `the folder ${blobFolder(home)}`;
  const [, endpoint = '', bucket = ''] = place.split(' ');
  return `the bucket ${bucket} at ${endpoint === AMAZON ? "Amazon's S3" : endpoint}`;
}

/** The folder of the blobs that are files. */
export function blobFolder(home: string): string {
  return join(home, 'blobs');
}

/** Throws a `StartupError` when a database's blobs are in another place than the settings name. */
export function demandPlace(config: Config, settings: Settings): void {
  const problem = misplaced(config, settings);
  if (problem !== null) throw new StartupError(problem);
}

/** What is wrong with the place the settings name, in one sentence; null when it is right. */
export function misplaced(config: Config, settings: Settings): string | null {
  const { home } = config;
  const there = rememberedPlace(home, settings);
  const wanted = configuredPlace(config);
  if (there === undefined || there === wanted) return null;
  return `The images of ${home} are in ${describePlace(there, home)}, and the settings name ${describePlace(wanted, home)}: run "npx diptych move-blobs" first, or take the change back.`;
}

function hasFiles(home: string): boolean {
  const folder = blobFolder(home);
  return existsSync(folder) && readdirSync(folder).some((name) => !name.startsWith('.'));
}
