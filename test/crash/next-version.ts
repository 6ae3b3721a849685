/**
 * A hub or a worker as of another version, by the words that it speaks: `NEXT` says which of the versions in the queue's port is
 * another one, such as `JOB_VERSION=2`. All else is this version's.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const [name = '', version = ''] = (process.env.NEXT ?? '').split('=');
const PORT = /\/core\/ports\/render-queue\.ts$/;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!PORT.test(url)) return loaded;
    const source = readFileSync(new URL(url), 'utf8');
    const changed = source.replace(new RegExp(`(const ${name} = )\\d+`), `$1${version}`);
    if (changed === source) throw new Error(`the queue has no ${name}`);
    return { ...loaded, source: changed };
  },
});

await import('./witnessed-hub.ts');
