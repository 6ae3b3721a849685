import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Settings } from './core/ports/settings.ts';

const FILES = 'files';
const AMAZON = 'amazon';

/** Where blobs are: `files`, or `s3 ENDPOINT BUCKET`. */
export type BlobPlace = string;

/** The configured place. */
export function configuredPlace({ s3 }: Config): BlobPlace {
  return s3 === null ? FILES : `s3 ${s3.endpoint ?? AMAZON} ${s3.bucket}`;
}

/** Where a database's blobs are; undefined when it has none yet. */
export function rememberedPlace(home: string, settings: Settings): BlobPlace | undefined {
  const remembered = settings.get('blobs');
  if (remembered !== undefined) return remembered;
  // Older databases have no such setting. Their blobs are files.
  const folder = blobFolder(home);
  const hasFiles = existsSync(folder) && readdirSync(folder).some((name) => !name.startsWith('.'));
  return hasFiles ? FILES : undefined;
}

/** Stores where the blobs are from now on, with a new id when that is another place than before. */
export function rememberPlace(settings: Settings, place: BlobPlace): void {
  if (settings.get('blobs') === place) return;
  // The id first: a crash in between only makes one more.
  settings.put('blobs.move-id', randomUUID());
  settings.put('blobs', place);
}

/**
 * A unique name for the place where a hub's blobs are since they were moved there last: another one when they come back to a place.
 * `at` is the place, with the path of a folder.
 */
export function uniquePlace(at: string, settings: Pick<Settings, 'get'>): string {
  const moveId = settings.get('blobs.move-id');
  return moveId === undefined ? at : `${at} ${moveId}`;
}

/** The environment that configures a place; '' for variables that must not be set. */
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

/** One sentence when a database's blobs are in another place than the configured one; null when not. */
export function placeProblem(config: Config, settings: Settings): string | null {
  const { home } = config;
  const current = rememberedPlace(home, settings);
  const configured = configuredPlace(config);
  if (current === undefined || current === configured) return null;
  return `The images of ${home} are in ${describePlace(current, home)}, and the settings name ${describePlace(configured, home)}: run "npx diptych move-blobs" first, or take the change back.`;
}
