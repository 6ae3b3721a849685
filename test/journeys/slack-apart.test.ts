import { journeySuite } from './journeys.ts';
import { overWorkers } from './over-workers.ts';
import { slackDriver } from './slack-driver.ts';

// In a file of its own: Slack takes a message a second, and all else can run meanwhile.
journeySuite('Slack over Redis and S3', () => overWorkers((env) => slackDriver('socket', env)));
