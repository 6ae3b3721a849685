import type { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { SeenRequest } from '../fakes/discord/rest-server.ts';
import type { Moment } from './crash-chat.ts';

interface Target {
  readonly method: string;
  readonly path: RegExp;
  /** Only requests that carry a picture. */
  readonly withFile?: boolean;
}

const MESSAGES = /^\/channels\/\d+\/messages$/;
/** Kinds of requests that a kill is aimed at. */
const TARGETS = {
  answer: { method: 'POST', path: /^\/interactions\/\d+\/[^/]+\/callback$/ },
  post: { method: 'POST', path: MESSAGES },
  image: { method: 'POST', path: MESSAGES, withFile: true },
  edit: { method: 'PATCH', path: /^\/channels\/\d+\/messages\/\d+$/ },
  look: { method: 'GET', path: MESSAGES },
} as const satisfies Record<string, Target>;
type TargetName = keyof typeof TARGETS;

/** As often as they are to be hit. */
export const DISCORD_TARGETS: readonly TargetName[] = [
  ...(['answer', 'answer', 'post', 'post', 'image', 'image', 'image', 'edit', 'look'] as const),
];

export function isDiscordTarget(name: string): name is TargetName {
  return Object.hasOwn(TARGETS, name);
}

interface Aim {
  readonly target: TargetName;
  /** 1 for the first such request. */
  readonly nth: number;
  readonly moment: Moment;
}

/**
 * Strikes while the service is at the n-th such request from now on, in the same tick in which it was done
 * (or was not): no answer leaves the service afterwards until it heals. False when the life was over first.
 */
export function strikeAt(
  discord: FakeDiscord,
  aim: Aim,
  { over, strike }: { over: AbortSignal; strike: () => void },
): Promise<boolean> {
  const from = discord.requests.length;
  const { nth, moment } = aim;
  const target: Target = TARGETS[aim.target];
  const { method, path } = target;
  const isTarget = (one: SeenRequest) =>
    one.method === method &&
    path.test(one.path) &&
    (target.withFile !== true || one.files.length > 0);
  let armed = false;
  const arm = () => {
    armed = true;
    discord.fail({ method, path, how: { status: 502 } });
  };
  const look = () => {
    if (over.aborted) return 'over';
    const since = discord.requests.slice(from).filter((one) => one.status !== 0);
    const done = since.filter(isTarget);
    if (moment === 'before the effect' && !armed && done.length >= nth - 1) arm();
    const struck =
      moment === 'before the effect' ? since.some((one) => one.status === 502) : done.length >= nth;
    if (!struck) return undefined;
    discord.hold(/./);
    strike();
    return 'struck';
  };
  return discord.until(look).then((how) => how === 'struck');
}
