import { APP_ID, type Json, TEAM_ID } from './ground.ts';
import type { FakeUser } from './people.ts';

/** What every payload carries. Slack's old verification token is not to be believed. */
const BASE = {
  token: 'verification-token',
  api_app_id: APP_ID,
  is_enterprise_install: false,
} as const;
const TEAM = { id: TEAM_ID, domain: 'studio' };

export function commandPayload(given: {
  readonly user: FakeUser;
  readonly channel: { readonly id: string; readonly name: string };
  readonly command: string;
  readonly text: string;
  readonly trigger: string;
  readonly responseUrl: string;
}): Json {
  const { user, channel } = given;
  return {
    ...BASE,
    team_id: TEAM_ID,
    team_domain: TEAM.domain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: user.id,
    user_name: user.name,
    command: given.command,
    text: given.text,
    response_url: given.responseUrl,
    trigger_id: given.trigger,
  };
}

/** The beginning of everything interactive. People of other teams come with their own team. */
export function interactivePayload(type: string, user: FakeUser, trigger: string): Json {
  return {
    ...BASE,
    type,
    team: TEAM,
    enterprise: null,
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team },
    trigger_id: trigger,
  };
}

export function eventPayload(id: string, event: Json, at: number): Json {
  return {
    token: BASE.token,
    team_id: TEAM_ID,
    api_app_id: APP_ID,
    type: 'event_callback',
    event_id: id,
    event_time: Math.floor(at / 1_000),
    is_ext_shared_channel: false,
    authorizations: [
      {
        enterprise_id: null,
        team_id: TEAM_ID,
        user_id: 'U0DIPTYCH1',
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    event,
  };
}
