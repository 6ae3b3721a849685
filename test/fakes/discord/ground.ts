import type { Clock } from '../../../src/core/ports/system.ts';
import type { Cdn } from './cdn.ts';
import type { Filters } from './filters.ts';
import type { Json } from './json.ts';
import type { Snowflakes } from './snowflakes.ts';

/** Intents that a session must name for an event to reach it; 0 reaches everyone. */
export const INTENT = {
  none: 0,
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  guildMessageReactions: 1 << 10,
  directMessages: 1 << 12,
  directMessageReactions: 1 << 13,
  messageContent: 1 << 15,
} as const;

export interface GatewayEvent {
  readonly t: string;
  readonly d: Json;
  readonly intent: number;
}

/** What every part of the fake stands on. */
export interface Ground {
  readonly clock: Clock;
  readonly ids: Snowflakes;
  readonly cdn: Cdn;
  readonly applicationId: string;
  readonly filters: Filters;
  readonly emit: (event: GatewayEvent) => void;
}

/** The clock’s time as the service writes it. */
export function isoTime(ground: Ground): string {
  return new Date(ground.clock.now()).toISOString().replace('Z', '000+00:00');
}
