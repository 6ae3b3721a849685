import type { AppsManifestCreateArguments } from '@slack/web-api';
import { words } from '../../core/words/words.ts';

/** A Slack app as its settings describe it (https://docs.slack.dev/reference/app-manifest). */
export type SlackManifest = AppsManifestCreateArguments['manifest'];

/** Where commands, presses, forms and events arrive over HTTP. */
export const EVENTS_PATH = '/slack/events';

/** What the bot may do, and what each is for. A scope that is added needs a reinstall of every app. */
export const SCOPES = {
  commands: 'people type /generate and /diptych, and choose a shortcut at a message',
  'chat:write': 'posts headers and images, edits and deletes its own, and answers privately',
  'files:read':
    'reads references that people attach, and asks whether a picture is ready to be shown',
  'files:write': 'uploads its pictures, and deletes them when their message is deleted',
  'reactions:read': 'counts emoji on its images as likes and dislikes',
  'users:read': 'knows who is an admin, and people’s names and languages',
  'channels:history': 'finds its own messages in public channels, so that none is posted twice',
  'groups:history': 'the same in private channels that it was invited to',
  'im:history': 'the same in direct messages with it',
  'mpim:history': 'the same in group messages that it was invited to',
  'im:write': 'opens direct messages, to tell somebody what cannot be said where they asked',
} as const;

/** Events that the bot listens to. Each needs a scope of `SCOPES`, or none. */
export const EVENTS = ['app_home_opened', 'reaction_added', 'reaction_removed'] as const;

export const COMMANDS = { generate: '/generate', diptych: '/diptych' } as const;

/** Shortcuts at a message, by their callback ids. */
export const SHORTCUTS = { useAsReference: 'use_as_reference', details: 'details' } as const;

type Scope = keyof typeof SCOPES;

/**
 * The app's manifest. `origin`: the https address that leads to the hub, without a path; null: Socket Mode. Slack keeps
 * its texts in one language, which is English.
 */
export function slackManifest(origin: string | null): SlackManifest {
  const say = words('en');
  const address = origin === null ? null : `${origin}${EVENTS_PATH}`;
  const url = address === null ? {} : { url: address };
  const requestUrl = address === null ? {} : { request_url: address };
  return {
    display_information: { name: 'Diptych', description: say.app_about() },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      // A hub that does not run must not look as if it did.
      bot_user: { display_name: 'Diptych', always_online: false },
      shortcuts: [
        {
          name: say.shortcut_reference(),
          type: 'message',
          callback_id: SHORTCUTS.useAsReference,
          description: say.shortcut_reference_about(),
        },
        {
          name: say.shortcut_details(),
          type: 'message',
          callback_id: SHORTCUTS.details,
          description: say.shortcut_details_about(),
        },
      ],
      slash_commands: [
        {
          command: COMMANDS.generate,
          ...url,
          description: say.command_generate(),
          usage_hint: say.hint_generate(),
          // Names and links stay as they were typed.
          should_escape: false,
        },
        {
          command: COMMANDS.diptych,
          ...url,
          description: say.diptych_about(),
          usage_hint: say.hint_diptych(),
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: scopeNames() } },
    settings: {
      event_subscriptions: { ...requestUrl, bot_events: [...EVENTS] },
      interactivity: { is_enabled: true, ...requestUrl },
      org_deploy_enabled: false,
      socket_mode_enabled: origin === null,
      token_rotation_enabled: false,
    },
  };
}

/** The names of all scopes that the bot needs. */
export function scopeNames(): Scope[] {
  return Object.keys(SCOPES).filter((name): name is Scope => Object.hasOwn(SCOPES, name));
}
