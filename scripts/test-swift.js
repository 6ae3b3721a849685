// Runs the contract suite of blob stores on the S3 API of OpenStack Swift.
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { s3Client } from '../src/storage/s3-client.ts';
import { install } from './apt.js';
import { PYTHON, USER } from './swift/settings.ts';
import { Swift } from './swift/swift.ts';

const BUCKET = 'diptych-test';
const ROOT = join(import.meta.dirname, '..');

// Only the library: the packages of the servers would start system services.
if (spawnSync(PYTHON, ['-c', 'import swift.common.wsgi']).status !== 0) install(['python3-swift']);

const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => interrupted.abort());

const swift = new Swift();
try {
  await swift.start(interrupted.signal);
  await createBucket();
  process.exitCode = await runTests();
} catch (error) {
  process.exitCode = 1;
  console.error(interrupted.signal.aborted ? 'Interrupted: Swift is being stopped.' : error);
}
if (process.exitCode !== 0 && !interrupted.signal.aborted) {
  console.error(`Swift's log: ${(await swift.lastLines()) || 'nothing to note.'}`);
}
await swift.stop();

async function createBucket() {
  const credentials = { accessKeyId: USER.accessKey, secretAccessKey: USER.secretKey };
  const client = s3Client({
    region: 'us-east-1',
    endpoint: swift.endpoint,
    credentials: { ...credentials, sessionToken: null },
  });
  try {
    await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  } finally {
    client.destroy();
  }
}

/** Resolves with the exit code. */
async function runTests() {
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const env = {
    ...process.env,
    SWIFT_ENDPOINT: swift.endpoint,
    SWIFT_BUCKET: BUCKET,
    SWIFT_ACCESS_KEY: USER.accessKey,
    SWIFT_SECRET_KEY: USER.secretKey,
  };
  const child = spawn(process.execPath, [vitest, 'run', '--config', 'vitest.swift.config.ts'], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
    signal: interrupted.signal,
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
