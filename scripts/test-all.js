// The README's test command: brings what the tests need where it may, then runs every check.
import { install, isInstalled, run } from './apt.js';

const PACKAGES = { 'redis-server': 'redis-server', chromium: 'chromium' };

const missing = Object.keys(PACKAGES).filter((program) => !isInstalled(program));
if (missing.length > 0) install(missing.map((program) => PACKAGES[program]));
process.exitCode = run('npm', ['run', 'check']);
