import { StartupError } from '../core/base/startup-error.ts';
import { describeRedis, type RedisSettings } from './redis-settings.ts';
import { writeRefusal } from './redis-writes.ts';

/** Codes of failures to reach a server. */
const UNREACHABLE =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET|Connection is closed/;

/** What is wrong with Redis, and whether time may mend it. */
export interface RedisTrouble {
  readonly sentence: string;
  readonly mayPass: boolean;
}

/** What time does not mend, most special first: what Redis, Node or OpenSSL says, and what to do. */
const REFUSALS: readonly (readonly [said: RegExp, advice: string])[] = [
  [
    /NOPERM/,
    'does not let this user do all that is needed: give it the rules of docs/operations.md, with this REDIS_PREFIX.',
  ],
  [/WRONGPASS|NOAUTH|AUTH/, 'refuses the user or password: correct REDIS_URL.'],
  [/ALTNAME/, 'has a certificate for another name: use that name in REDIS_URL.'],
  [
    /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/,
    'has a certificate that is not valid today: renew it, or correct the clock of this machine.',
  ],
  [
    /certificate|CERT_|_CERT/i,
    'has a certificate that this machine does not trust: set NODE_EXTRA_CA_CERTS to the file of its CA.',
  ],
  [/SSL|TLS|EPROTO/, 'does not speak TLS as REDIS_URL says: use redis:// where it has none.'],
];

/** One sentence on what to do when Redis failed at start. Never names a password. */
export function redisTrouble(cause: unknown, settings: RedisSettings): RedisTrouble {
  const text = textOf(cause);
  const at = `Redis at ${describeRedis(settings)}`;
  const noWrite = writeRefusal(cause);
  if (noWrite !== null) {
    const todo = 'give it memory or disk, or name the primary in REDIS_URL.';
    return { sentence: `${at} takes no writes (${noWrite}): ${todo}`, mayPass: true };
  }
  const refusal = REFUSALS.find(([said]) => said.test(text));
  if (refusal !== undefined) return { sentence: `${at} ${refusal[1]}`, mayPass: false };
  if (!UNREACHABLE.test(text)) {
    return { sentence: `${at} failed (${text}): see REDIS_URL.`, mayPass: true };
  }
  return { sentence: `${at} ${unreachable(text, settings)}`, mayPass: true };
}

/** A server on the wrong side of TLS takes the connection, and then says nothing or closes it. */
function unreachable(text: string, { url }: RedisSettings): string {
  const wantsTls = url.startsWith('rediss:');
  if (wantsTls && text.includes('ETIMEDOUT')) {
    return 'does not answer in TLS: start it, or use redis:// in REDIS_URL where it has no TLS.';
  }
  if (!wantsTls && /ECONNRESET|Connection is closed/.test(text)) {
    return 'closes the connection: use rediss:// in REDIS_URL where it has TLS.';
  }
  const tls = wantsTls ? ' (redis:// when it has no TLS)' : '';
  return `cannot be reached: start it, or correct REDIS_URL${tls}.`;
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
