import { z } from 'zod';

/** The settings of Redis and of a shared folder, which workers in processes of their own need. */
export const redisFields = {
  REDIS_URL: z
    .url({
      protocol: /^rediss?$/,
      error: 'must be an address such as redis://:password@host:6379, or rediss:// with TLS',
    })
    .optional(),
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'must be a name of letters, digits, dots and dashes')
    .default('diptych'),
  BLOBS_SHARED: z.enum(['true', 'false'], 'must be true or false').default('false'),
};
type Value = z.infer<z.ZodObject<typeof redisFields>>;

export interface RedisSettings {
  /** With its password: never log or show it. */
  readonly url: string;
  /** What all keys begin with, so that several hubs can share a Redis. */
  readonly prefix: string;
}

/** Null: the hub does the work in its own process. */
export function redisSettings({
  REDIS_URL: url,
  REDIS_PREFIX: prefix,
}: Value): RedisSettings | null {
  return url === undefined ? null : { url, prefix };
}

/** Host and port, for people: an address may hold a password. */
export function describeRedis({ url }: Pick<RedisSettings, 'url'>): string {
  const { hostname, port } = new URL(url);
  return `${hostname || 'localhost'}:${port || '6379'}`;
}
