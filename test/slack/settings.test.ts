import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';

const BOT = { SLACK_BOT_TOKEN: 'xoxb-1-a' };
const APP = { SLACK_APP_TOKEN: 'xapp-1-a' };
const SECRET = { SLACK_SIGNING_SECRET: '0123456789abcdef' };

describe('the settings of Slack', () => {
  it.each([
    [{}, null],
    [
      { ...BOT, ...APP },
      { type: 'socket', appToken: 'xapp-1-a' },
    ],
    [
      { ...BOT, ...SECRET },
      { type: 'http', signingSecret: '0123456789abcdef' },
    ],
    // With both, as samples of Bolt have them, it is Socket Mode.
    [
      { ...BOT, ...APP, ...SECRET },
      { type: 'socket', appToken: 'xapp-1-a' },
    ],
  ])('%j let Slack in by %j', (env, wayIn) => {
    expect(loadConfig(env).slack?.wayIn ?? null).toEqual(wayIn);
  });

  it.each([
    [BOT, 'SLACK_BOT_TOKEN needs a way in: set SLACK_APP_TOKEN for Socket Mode'],
    [APP, 'SLACK_APP_TOKEN needs SLACK_BOT_TOKEN'],
    [SECRET, 'SLACK_SIGNING_SECRET needs SLACK_BOT_TOKEN'],
    [{ ...APP, SLACK_BOT_TOKEN: 'xoxp-1' }, 'must be a bot token, which begins with xoxb-'],
    [{ ...BOT, SLACK_APP_TOKEN: 'xoxb-1' }, 'must be an app-level token, which begins with xapp-'],
    [{ ...BOT, SLACK_SIGNING_SECRET: 'short' }, 'must be the signing secret'],
  ])('%j is refused: %s', (env, said) => {
    expect(() => loadConfig(env)).toThrow(said);
  });
});
