import type { Config } from '../config.ts';
import { healthFaults, healthTexts } from '../core/cards/health.ts';
import type { HubHealth } from '../core/domain/hub-health.ts';
import { bullNames } from '../jobs/bull-names.ts';
import { BullRoll } from '../jobs/bull-roll.ts';
import { redisTrouble } from '../jobs/redis-advice.ts';
import { connectRedis, redisClient } from '../jobs/redis-client.ts';
import { describeRedis, type RedisSettings } from '../jobs/redis-settings.ts';
import { SystemClock } from '../system.ts';
import { bad, type Finding, ok } from './finding.ts';

/** BullMQ's Lua needs this version. */
const OLDEST = [6, 2] as const;

/** Checks Redis, which workers live, and whether they can reach the images; nothing without REDIS_URL. */
export async function examineRedis(config: Config): Promise<readonly Finding[]> {
  const { redis, s3, blobsShared } = config;
  if (redis === null) return [];
  const shared =
    s3 === null && !blobsShared
      ? [
          bad(
            'images of workers',
            'workers need S3_BUCKET, or BLOBS_SHARED=true where all see the same folder.',
          ),
        ]
      : [];
  return [...(await examineServer(redis)), ...shared];
}

async function examineServer(settings: RedisSettings): Promise<readonly Finding[]> {
  const redis = redisClient(settings, 'fail');
  const { prefix } = settings;
  const roll = { redis, names: bullNames(prefix), clock: new SystemClock(), beatMs: 0 };
  try {
    await connectRedis(redis);
    const problem = serverProblem(await redis.info());
    const at = `${describeRedis(settings)}, keys begin with ${prefix}`;
    const server = problem === null ? ok('Redis', at) : bad('Redis', problem);
    return [server, await workersOf(new BullRoll(roll))];
  } catch (cause) {
    return [bad('Redis', redisTrouble(cause, settings).sentence)];
  } finally {
    redis.disconnect();
  }
}

/** A version that is too old, or a memory policy that throws jobs away. */
function serverProblem(info: string): string | null {
  const [major = 0, minor = 0] = (valueOf(info, 'redis_version') ?? '').split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    return `version ${major}.${minor} is too old: use ${OLDEST.join('.')} or newer.`;
  }
  const policy = valueOf(info, 'maxmemory_policy') ?? 'noeviction';
  if (policy === 'noeviction') return null;
  return `maxmemory-policy is ${policy}, which may throw jobs away: set it to noeviction.`;
}

function valueOf(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1];
}

async function workersOf(roll: BullRoll): Promise<Finding> {
  await roll.look();
  const workers = roll.workers();
  const well = { queueFault: null, blobsFault: null, resting: [] };
  const health: HubHealth = { queue: 'there', workers, ...well };
  const faults = healthFaults(health, 'en');
  const texts = healthTexts(health, 'en').join(' ');
  return faults.length === 0 ? ok('workers', texts) : bad('workers', texts);
}
