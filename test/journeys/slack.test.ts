import { journeySuite } from './journeys.ts';
import { slackDriver } from './slack-driver.ts';

journeySuite('Slack by socket', () => slackDriver('socket'));
journeySuite('Slack over HTTP', () => slackDriver('http'));
