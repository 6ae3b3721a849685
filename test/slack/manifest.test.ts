import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCOPES, type SlackManifest, slackManifest } from '../../src/bots/slack/manifest.ts';
import { printSlackManifest } from '../../src/cli/slack-manifest.ts';
import { SCOPES as FAKE_SCOPES } from '../fakes/slack/fake-slack.ts';
import { refusalsOf } from './manifest-rules.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const ORIGIN = 'https://diptych.example';
const ADDRESS = `${ORIGIN}/slack/events`;

/** What the command prints, and what it says beside it. */
function printed(url?: string) {
  const out: string[] = [];
  const notes: string[] = [];
  printSlackManifest(
    url === undefined ? {} : { url },
    (text) => out.push(text),
    (text) => notes.push(text),
  );
  return { manifest: JSON.parse(out.join('\n')), notes: notes.join('\n') };
}

/** Every address in a manifest. */
const addressesIn = (manifest: SlackManifest) =>
  [...JSON.stringify(manifest).matchAll(/"(?:request_)?url":"([^"]+)"/g)].map(([, one]) => one);

describe('the manifest of the Slack app', () => {
  it.each([null, ORIGIN])('is one that Slack takes (%s)', (origin) => {
    expect(refusalsOf(slackManifest(origin))).toEqual([]);
  });

  it('asks for Socket Mode, and then names no address', () => {
    const manifest = slackManifest(null);
    expect(manifest.settings?.socket_mode_enabled).toBe(true);
    expect(addressesIn(manifest)).toEqual([]);
  });

  it('with an address has it for both commands, presses and events', () => {
    const manifest = slackManifest(ORIGIN);
    expect(manifest.settings?.socket_mode_enabled).toBe(false);
    expect(addressesIn(manifest)).toEqual([ADDRESS, ADDRESS, ADDRESS, ADDRESS]);
  });

  it('asks for these scopes, each for one reason', () => {
    const scopes = [
      'commands',
      'chat:write',
      'files:read',
      'files:write',
      'reactions:read',
      'users:read',
      'channels:history',
      'groups:history',
      'im:history',
      'mpim:history',
      'im:write',
    ];
    expect(slackManifest(null).oauth_config).toEqual({ scopes: { bot: scopes } });
    expect(FAKE_SCOPES).toEqual(scopes);
    const reasons = Object.values(SCOPES);
    expect(new Set(reasons).size).toBeGreaterThan(8);
    for (const reason of reasons) expect(reason).toMatch(/^[a-z][^.]{15,}$/);
  });

  it('turns on both tabs, and nothing that changes direct messages or installs', () => {
    const { features, settings } = slackManifest(null);
    expect(features?.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
    expect(Object.keys(features ?? {}).toSorted()).toEqual([
      'app_home',
      'bot_user',
      'shortcuts',
      'slash_commands',
    ]);
    expect(settings).toMatchObject({
      org_deploy_enabled: false,
      token_rotation_enabled: false,
      interactivity: { is_enabled: true },
    });
  });

  it('leaves names and links in commands as they were typed', () => {
    const commands = slackManifest(null).features?.slash_commands ?? [];
    expect(commands.map((one) => [one.command, one.should_escape])).toEqual([
      ['/generate', false],
      ['/diptych', false],
    ]);
  });
});

describe('the code of the Slack bot', () => {
  const files = globSync('src/bots/slack/*.ts', { cwd: ROOT }).map((file) => {
    return readFileSync(join(ROOT, file), 'utf8');
  });
  const all = files.join('\n');

  it('listens to the events of the manifest, and to no others', () => {
    const heard = [...all.matchAll(/\.event\(\s*'([\w.]+)'/g)].map(([, name = '']) => name);
    const events = ['app_home_opened', 'reaction_added', 'reaction_removed'];
    expect(heard.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(events);
    expect(slackManifest(null).settings?.event_subscriptions?.bot_events).toEqual(events);
  });

  it('handles the shortcuts and commands of the manifest', () => {
    const { shortcuts = [] } = slackManifest(null).features ?? {};
    expect(shortcuts.map((one) => one.callback_id)).toEqual(['use_as_reference', 'details']);
    for (const name of ['SHORTCUTS.useAsReference', 'COMMANDS.diptych', 'COMMANDS.generate']) {
      expect(all.includes(name)).toBe(true);
    }
  });

  // What calls need which scope: the methods' pages (https://docs.slack.dev/reference/methods).
  it.each<[keyof typeof SCOPES, RegExp]>([
    ['commands', /\.command\(/],
    ['chat:write', /chat\.postMessage\(/],
    ['files:read', /files\.info\(/],
    ['files:write', /files\.getUploadURLExternal\(/],
    ['reactions:read', /reactions\.get\(/],
    ['users:read', /users\.info\(/],
    ['channels:history', /conversations\.history\(/],
    ['groups:history', /conversations\.history\(/],
    ['im:history', /conversations\.history\(/],
    ['mpim:history', /conversations\.history\(/],
    ['im:write', /conversations\.open\(/],
  ])('needs %s', (scope, call) => {
    expect(Object.keys(SCOPES)).toContain(scope);
    expect(call.test(all)).toBe(true);
  });
});

describe('docs/slack.md', () => {
  it('says what each scope is for, in the words of the code', () => {
    const rows = readFileSync(join(ROOT, 'docs/slack.md'), 'utf8').matchAll(
      /^\| `([a-z]+(?::[a-z]+)?)` +\| (.*?) +\|$/gm,
    );
    expect([...rows].map(([, name, reason]) => [name, reason])).toEqual(Object.entries(SCOPES));
  });
});

describe('the rules that it is held against', () => {
  it.each<[string, (good: SlackManifest) => object]>([
    ['a long name', (good) => ({ ...good, display_information: { name: 'x'.repeat(36) } })],
    ['an unknown field', (good) => ({ ...good, colour: 'red' })],
    ['an assistant', (good) => ({ ...good, features: { ...good.features, assistant_view: {} } })],
    [
      'no way in',
      (good) => ({ ...good, settings: { ...good.settings, socket_mode_enabled: false } }),
    ],
    ['an event without its scope', (good) => ({ ...good, oauth_config: { scopes: { bot: [] } } })],
  ])('refuse %s', (_what, spoil) => {
    expect(refusalsOf(spoil(slackManifest(null)))).not.toEqual([]);
  });
});

describe('diptych slack-manifest', () => {
  it('prints the manifest alone, and beside it what each scope is for and what comes next', () => {
    const { manifest, notes } = printed();
    expect(manifest).toEqual(slackManifest(null));
    for (const [name, reason] of Object.entries(SCOPES)) {
      expect(notes).toContain(name);
      expect(notes).toContain(reason);
    }
    expect(notes).toContain('connections:write');
    expect(notes).not.toContain('SLACK_SIGNING_SECRET');
  });

  it.each([ORIGIN, `${ORIGIN}/`, 'https://DIPTYCH.example:443'])('takes %s', (url) => {
    const { manifest, notes } = printed(url);
    expect(manifest).toEqual(slackManifest(ORIGIN));
    expect(notes).toContain('SLACK_SIGNING_SECRET');
    expect(notes).not.toContain('SLACK_APP_TOKEN');
  });

  it.each([
    'http://diptych.example',
    'diptych.example',
    'https://diptych.example/slack',
    'https://diptych.example/?a=b',
    'https://diptych.example/#a',
    'https://me:secret@diptych.example',
    `https://${'a'.repeat(300)}.example`,
    '',
  ])('refuses %j in one sentence', (url) => {
    expect(() => printed(url)).toThrow(
      '--url must be the https address that leads to the hub, without a path, such as https://diptych.example: Slack will send to /slack/events there.',
    );
  });

  it('prints what stands in docs/slack-manifest.json', () => {
    const file = readFileSync(join(ROOT, 'docs/slack-manifest.json'), 'utf8');
    expect(JSON.stringify(JSON.parse(file))).toBe(JSON.stringify(printed().manifest));
  });
});
