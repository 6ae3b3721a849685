import type { Json } from './json.ts';
import type { World } from './world.ts';

/** The application as its own token sees it. */
export function applicationApi(world: World, interactionsEndpointUrl: string | null): Json {
  return {
    id: world.bot.id,
    name: world.bot.name,
    icon: null,
    description: '',
    type: null,
    bot: world.bot.toApi(),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    redirect_uris: [],
    interactions_endpoint_url: interactionsEndpointUrl,
    role_connections_verification_url: null,
    event_webhooks_status: 1,
    integration_types_config: { '0': {} },
    owner: world.bot.toApi(),
    approximate_guild_count: world.guilds.size,
    approximate_user_install_count: 0,
    explicit_content_filter: 0,
    team: null,
  };
}

/** READY without the session’s own fields; servers come one by one afterwards. */
export function readyApi(world: World): Json {
  return {
    v: 10,
    user: { ...world.bot.toApi(), verified: true, mfa_enabled: true, email: null },
    guilds: [...world.guilds.keys()].map((id) => ({ id, unavailable: true })),
    application: { id: world.bot.id, flags: 0 },
    shard: [0, 1],
    session_type: 'normal',
    user_settings: {},
    private_channels: [],
    presences: [],
    relationships: [],
    geo_ordered_rtc_regions: [],
    _trace: [],
  };
}
