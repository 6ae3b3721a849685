#!/usr/bin/env node
// Plain JavaScript that old versions of Node can read, so that they can say what to do.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  quietly('stripTypeScriptTypes');
  await keepCompiled();
  await import('../src/cli.ts');
} else {
  console.error(
    `Diptych needs Node 22.18 or newer, and this is ${process.versions.node}. ` +
      'Run it through npm, which brings its own: "npm ci --ignore-scripts", then "npm start" or "npx diptych".',
  );
  process.exitCode = 1;
}

/**
 * Keeps what Node compiles, so that later starts take half the time. It is kept inside the installation:
 * in the folder that Node would choose, which all users share, others could put code of theirs. Node reports
 * a folder that cannot be written, and goes on without.
 */
async function keepCompiled() {
  const { enableCompileCache } = await import('node:module');
  const { fileURLToPath } = await import('node:url');
  enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/diptych', import.meta.url)));
}

/**
 * The page is served with its types stripped by Node itself, which Node calls experimental: known, and
 * nothing for whoever runs the hub. All other warnings are shown.
 * @param {string} known
 */
function quietly(known) {
  const shown = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.message.startsWith(known)) return;
    for (const show of shown) show(warning);
  });
}
