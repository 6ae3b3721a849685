import { journeySuite } from './journeys.ts';
import { overWorkers } from './over-workers.ts';
import { slackDriver } from './slack-driver.ts';

journeySuite('Slack by socket', () => slackDriver('socket'));
journeySuite('Slack over HTTP', () => slackDriver('http'));
// Slack takes a message a second, so that only what goes through worker, Redis or S3 is done a third time.
journeySuite('Slack over Redis and S3', () => overWorkers((env) => slackDriver('socket', env)), [
  'one prompt makes two images, the header says what stands',
  'a side that fails says why and is retried alone',
  'a running side is cancelled, and retried from its card',
  'a deleted image is gone for everybody, and the header says so',
  'an admin promotes an image with the picture in view, and what comes next draws on it',
]);
