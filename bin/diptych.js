#!/usr/bin/env node
// Plain JavaScript that old versions of Node can read, so that they can say what to do.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  await import('../src/cli.ts');
} else {
  console.error(
    `Diptych needs Node 22.18 or newer, and this is ${process.versions.node}. ` +
      'Run it through npm, which brings its own: "npm ci --ignore-scripts", then "npm start" or "npx diptych".',
  );
  process.exitCode = 1;
}
