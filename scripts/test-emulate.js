// Runs what the Slack bot sends against emulate, a Slack that others wrote.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SCOPES } from '../src/bots/slack/manifest.ts';

const ROOT = join(import.meta.dirname, '..');
const LISTED = join(import.meta.dirname, 'emulate');
const FOLDER = join(ROOT, 'node_modules', '.cache', 'emulate');
const BOT_TOKEN = 'xoxb-emulate-bot';
/** Arranges what the bot may not: it reacts as a person does, and lists channels. */
const PERSON_TOKEN = 'xoxp-emulate-person';

const { createEmulator } = await import(pathToFileURL(installed()).href);
const emulator = await createEmulator({
  service: 'slack',
  port: await freePort(),
  seed: { slack: seed() },
});
try {
  process.exitCode = await runTests();
} finally {
  await emulator.close();
}

/** The module of emulate. It is installed once, as its lock file says; none of its packages has an install script. */
function installed() {
  const { dependencies } = JSON.parse(readFileSync(join(LISTED, 'package.json'), 'utf8'));
  const folder = join(FOLDER, dependencies.emulate);
  const found = join(folder, 'node_modules', 'emulate', 'dist', 'api.js');
  if (isFile(found)) return found;
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) {
    copyFileSync(join(LISTED, name), join(folder, name));
  }
  const npm = { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' };
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], npm);
  if (status === 0 && isFile(found)) return found;
  console.error('emulate could not be installed: see above.');
  return process.exit(1);
}

/** @param {string} path */
function isFile(path) {
  try {
    return readFileSync(path).length > 0;
  } catch {
    return false;
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** A workspace whose bot has the scopes of the manifest, and no others. */
function seed() {
  return {
    strict_scopes: true,
    team: { name: 'Studio', domain: 'studio' },
    users: [{ name: 'ana', real_name: 'Ana', is_admin: true }, { name: 'diptych' }],
    channels: [{ name: 'pictures' }],
    tokens: [
      { token: BOT_TOKEN, type: 'bot', user: 'diptych', scopes: Object.keys(SCOPES) },
      {
        token: PERSON_TOKEN,
        type: 'user',
        user: 'ana',
        scopes: ['channels:read', 'channels:history', 'reactions:write', 'files:read'],
      },
    ],
  };
}

/** Resolves with the exit code. */
async function runTests() {
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const env = {
    ...process.env,
    EMULATE_URL: emulator.url,
    EMULATE_BOT_TOKEN: BOT_TOKEN,
    EMULATE_PERSON_TOKEN: PERSON_TOKEN,
  };
  const child = spawn(process.execPath, [vitest, 'run', '--config', 'vitest.emulate.config.ts'], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
