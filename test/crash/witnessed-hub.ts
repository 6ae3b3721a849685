/**
 * A hub, or a worker with `worker` as argument, as `diptych start` runs it, with a witness: every call of an image provider is written to the
 * file WITNESS, if one is named, before it is made, where no crash can take it back.
 */
import { appendFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { start } from '../../src/cli/start.ts';
import { GeminiImages } from '../../src/providers/gemini/gemini-images.ts';
import { RunwareImages } from '../../src/providers/runware/runware-images.ts';
import { SampleImages } from '../../src/providers/sample/sample-images.ts';

const witness = process.env.WITNESS ?? '';
for (const { prototype } of [SampleImages, GeminiImages, RunwareImages]) {
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const render = prototype.render;
  prototype.render = function witnessed(spec, references, signal) {
    if (witness !== '') appendFileSync(witness, `${spec.outputKey}\n`);
    return render.call(this, spec, references, signal);
  };
}

process.exitCode = await start(
  process.env,
  (text) => {
    // Written at an exit otherwise, which most of these hubs do not live to see.
    flushCompileCache();
    process.stdout.write(`${text}\n`);
  },
  { role: process.argv[2] ?? 'hub' },
);
