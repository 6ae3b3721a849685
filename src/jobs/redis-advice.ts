import { StartupError } from '../core/base/startup-error.ts';
import { describeRedis, type RedisSettings } from './redis-settings.ts';

/** Codes of failures to reach a server. */
const UNREACHABLE =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET|Connection is closed/;
const REFUSED = /WRONGPASS|NOAUTH|NOPERM|AUTH/;
const TLS = /SSL|TLS|certificate|CERT_|wrong version number/i;

/** What is wrong with Redis, and whether time may mend it. */
export interface RedisTrouble {
  readonly sentence: string;
  readonly mayPass: boolean;
}

/** One sentence on what to do when Redis failed at start. Never names a password. */
export function redisTrouble(cause: unknown, settings: RedisSettings): RedisTrouble {
  const text = textOf(cause);
  const at = `Redis at ${describeRedis(settings)}`;
  if (REFUSED.test(text)) {
    return { sentence: `${at} refuses the user or password: correct REDIS_URL.`, mayPass: false };
  }
  if (TLS.test(text)) {
    const sentence = `${at} and REDIS_URL disagree about TLS: use rediss:// where the server has it, and a certificate that this machine trusts.`;
    return { sentence, mayPass: false };
  }
  if (UNREACHABLE.test(text)) {
    const tls = settings.url.startsWith('rediss:') ? ' (redis:// when it has no TLS)' : '';
    const sentence = `${at} cannot be reached: start it, or correct REDIS_URL${tls}.`;
    return { sentence, mayPass: true };
  }
  return { sentence: `${at} failed (${text}): see REDIS_URL.`, mayPass: true };
}

export function redisStartupError(cause: unknown, settings: RedisSettings): StartupError {
  return new StartupError(redisTrouble(cause, settings).sentence, { cause });
}

function textOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause && typeof cause.code === 'string' ? `${cause.code} ` : '';
  const inner = cause.cause === undefined ? '' : ` ${textOf(cause.cause)}`;
  return `${code}${cause.message}${inner}`;
}
