// `npm run test:all`: installs the programs that the tests need, then runs every check.
import { install, isInstalled, run } from './apt.js';

const PACKAGES = { 'redis-server': 'redis-server', chromium: 'chromium', openssl: 'openssl' };

const missing = Object.keys(PACKAGES).filter((program) => !isInstalled(program));
if (missing.length > 0) install(missing.map((program) => PACKAGES[program]));
process.exitCode = run('npm', ['run', 'check']);
