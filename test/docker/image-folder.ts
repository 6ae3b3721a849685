import { readFileSync } from 'node:fs';
import { chmod, copyFile, cp, link, mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT, shipped, stepsOf } from './dockerfile.ts';

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })),
});

/**
 * Does in a new folder what the Dockerfile does in an image: its files are there, and the packages that `npm ci --omit=dev` would
 * install, linked from this installation. Nobody but root may change it.
 */
export async function makeImageFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'diptych-image-'));
  // Others must be able to enter it.
  await chmod(folder, 0o755);
  const copies = stepsOf(shipped(), 'COPY').filter(({ flags }) => flags.length === 0);
  for (const { rest } of copies) {
    const words = rest.split(' ');
    const target = words.at(-1) ?? '';
    for (const source of words.slice(0, -1)) {
      const to = target.endsWith('/') ? join(folder, target, source) : join(folder, target);
      await cp(join(ROOT, source), to, { recursive: true });
    }
  }
  for (const name of productionPackages()) await linkAll(join(ROOT, name), join(folder, name));
  return folder;
}

/** Paths of the packages that are not for development alone; the image has no Node of npm's. */
function productionPackages(): readonly string[] {
  const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const { packages } = lockSchema.parse(JSON.parse(text));
  return Object.entries(packages)
    .filter(([path, { dev = false }]) => path !== '' && !dev)
    .map(([path]) => path)
    .filter((path) => !path.startsWith('node_modules/node-linux-'));
}

/** Links a package's files, without packages inside it. A package for another system is not installed. */
async function linkAll(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true }).catch(() => []);
  if (entries.length > 0) await mkdir(to, { recursive: true });
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory() && entry.name !== 'node_modules') await linkAll(source, target);
    if (entry.isFile()) await link(source, target).catch(() => copyFile(source, target));
  }
}
