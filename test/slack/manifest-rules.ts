import { z } from 'zod';

/**
 * What Slack refuses of a manifest: the rules of its published schema (slackapi/manifest-schema, versions 1.0.0 and
 * 2.0.0, MIT, read in November 2026), written anew for the fields that an app like ours may have, and those between
 * fields that apps.manifest.create answers with (https://docs.slack.dev/reference/methods/apps.manifest.create). An
 * unknown field is refused. Lengths are characters.
 */
const text = (max: number, min = 1) => z.string().min(min).max(max);
const url = (max: number) =>
  z
    .string()
    .regex(/^https:\/\//)
    .max(max);
const names = z.array(text(50));

const displayInformation = z.strictObject({
  name: text(35),
  description: text(140).optional(),
  long_description: text(4_000, 175).optional(),
  background_color: z
    .string()
    .regex(/^#([0-9a-f]{3}){1,2}$/i)
    .optional(),
});

const features = z.strictObject({
  app_home: z.strictObject({
    home_tab_enabled: z.boolean().optional(),
    messages_tab_enabled: z.boolean().optional(),
    messages_tab_read_only_enabled: z.boolean().optional(),
  }),
  bot_user: z.strictObject({ display_name: text(80), always_online: z.boolean().optional() }),
  shortcuts: z
    .array(
      z.strictObject({
        name: text(24),
        type: z.enum(['message', 'global']),
        callback_id: text(255),
        description: text(150),
      }),
    )
    .min(1)
    .max(10),
  slash_commands: z
    .array(
      z.strictObject({
        command: text(32, 2).startsWith('/'),
        url: url(3_000).optional(),
        description: text(2_000),
        usage_hint: text(1_000).optional(),
        should_escape: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(50),
});

const settings = z.strictObject({
  event_subscriptions: z.strictObject({
    request_url: url(3_500).optional(),
    bot_events: names.max(100),
  }),
  interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: url(3_500).optional() }),
  org_deploy_enabled: z.boolean().optional(),
  socket_mode_enabled: z.boolean().optional(),
  token_rotation_enabled: z.boolean().optional(),
});

const manifest = z.strictObject({
  display_information: displayInformation,
  features,
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: names.max(255) }) }),
  settings,
});
type Manifest = z.infer<typeof manifest>;

/** The scope that an event needs (the pages of https://docs.slack.dev/reference/events); null: none. */
const SCOPE_OF_EVENT: ReadonlyMap<string, string | null> = new Map([
  ['app_home_opened', null],
  ['app_uninstalled', null],
  ['tokens_revoked', null],
  ['reaction_added', 'reactions:read'],
  ['reaction_removed', 'reactions:read'],
  ['message.channels', 'channels:history'],
  ['message.groups', 'groups:history'],
  ['message.im', 'im:history'],
  ['message.mpim', 'mpim:history'],
]);

/** What Slack would refuse; none when it takes the manifest. */
export function refusalsOf(given: unknown): readonly string[] {
  const read = manifest.safeParse(given);
  if (!read.success) {
    return read.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.')}: ${message}`,
    );
  }
  return [...missingAddresses(read.data), ...missingScopes(read.data), ...doubled(read.data)];
}

function missingAddresses({ features: { slash_commands: commands }, settings: set }: Manifest) {
  if (set.socket_mode_enabled === true) return [];
  const addresses: readonly (readonly [string, string | undefined])[] = [
    ['event_subscriptions', set.event_subscriptions.request_url],
    ['interactivity', set.interactivity.request_url],
    ...commands.map((one) => [one.command, one.url] as const),
  ];
  return addresses.flatMap(([what, where]) =>
    where === undefined ? [`${what} needs an address, or Socket Mode`] : [],
  );
}

function missingScopes({ features: { slash_commands: commands }, ...rest }: Manifest) {
  const scopes = rest.oauth_config.scopes.bot;
  const events = rest.settings.event_subscriptions.bot_events.flatMap((event) => {
    const scope = SCOPE_OF_EVENT.get(event);
    if (scope === undefined) return [`${event} is no event that is known here`];
    return scope === null || scopes.includes(scope) ? [] : [`${event} needs ${scope}`];
  });
  const needsCommands = commands.length > 0 && !scopes.includes('commands');
  return needsCommands ? [...events, 'commands need the scope commands'] : events;
}

function doubled({ oauth_config: oauth, settings: set }: Manifest) {
  const lists = [oauth.scopes.bot, set.event_subscriptions.bot_events];
  return lists.flatMap((all) => all.filter((one, index) => all.indexOf(one) !== index));
}
