import { discordDriver } from './discord-driver.ts';
import { rewriteSuite } from './rewrite-journeys.ts';
import { slackDriver } from './slack-driver.ts';
import { webDriver } from './web-driver.ts';

rewriteSuite('the web chat', webDriver);
rewriteSuite('Discord', discordDriver);
rewriteSuite('Slack', (env) => slackDriver('socket', env));
rewriteSuite('Slack over HTTP', (env) => slackDriver('http', env));
