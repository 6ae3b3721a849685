import { describe, expect, it } from 'vitest';
import { loadConfig } from '../src/config.ts';

type Env = Readonly<Record<string, string>>;
const TOKEN = { API_TOKEN: 'sixteen letters.' };
const BUCKET = { S3_BUCKET: 'pictures' };
const DISCORD = { DISCORD_TOKEN: 'a.b.c' };

describe('a setting', () => {
  it.each<[Env, object]>([
    [{ PORT: '0' }, { web: { port: 0 } }],
    [{ PORT: '65535' }, { web: { port: 65_535 } }],
    [{ WORKER_CONCURRENCY: '1' }, { workerConcurrency: 1 }],
    [{ WORKER_CONCURRENCY: '64' }, { workerConcurrency: 64 }],
    [{ QUEUE_BUDGET_MS: '1' }, { queueBudgetMs: 1 }],
    [{ PROVIDER_TIMEOUT_MS: '295000' }, { providerTimeoutMs: 295_000 }],
    [{ PROVIDER_TIMEOUT_MS: '299', SIDE_BUDGET_MS: '300' }, { providerTimeoutMs: 299 }],
    [{ HOST: 'localhost' }, { web: { host: 'localhost' } }],
    [{ HOST: '::1' }, { web: { host: '::1' } }],
    [TOKEN, { web: { apiToken: 'sixteen letters.' } }],
    [{ LINK_SECRET: 'sixteen letters.' }, { web: { linkSecret: 'sixteen letters.' } }],
    [
      { ...TOKEN, PUBLIC_URL: 'https://art.example/a//' },
      { web: { publicUrl: 'https://art.example/a' } },
    ],
    [{ DIPTYCH_HOME: ' /data ' }, { home: '/data' }],
    [{ LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
    [{ TIME_ZONE: ' Asia/Seoul ' }, { timeZone: 'Asia/Seoul' }],
    [{ ADMIN_USERS: ' slack:U1 , web:ana,' }, { adminUsers: ['slack:U1', 'web:ana'] }],
    [{ ADMIN_USERS: ' ' }, { adminUsers: [] }],
    [{ TEXT_MODEL: ' x ' }, { textModel: 'x' }],
    [{ GEMINI_API_KEY: ' key ' }, { vendors: { gemini: { apiKey: 'key', baseUrl: null } } }],
    [
      { GEMINI_API_KEY: 'k', GOOGLE_GEMINI_BASE_URL: 'http://g.test/' },
      { vendors: { gemini: { apiKey: 'k', baseUrl: 'http://g.test' } } },
    ],
    [
      { RUNWARE_API_KEY: 'k', RUNWARE_BASE_URL: 'http://r.test/v1/' },
      { vendors: { runware: { apiKey: 'k', baseUrl: 'http://r.test/v1' } } },
    ],
    [
      { ...DISCORD, DISCORD_GUILD_ID: '123456789012345' },
      { discord: { token: 'a.b.c', guildId: '123456789012345', apiUrl: null } },
    ],
    [{ DISCORD_GUILD_ID: '123456789012345' }, { discord: null }],
  ])('%j is taken', (env, config) => {
    expect(loadConfig(env)).toMatchObject(config);
  });

  it.each<[Env, string]>([
    [{ PORT: '-1' }, 'PORT'],
    [{ PORT: '65536' }, 'PORT'],
    [{ PORT: '80.5' }, 'PORT'],
    [{ WORKER_CONCURRENCY: '0' }, 'WORKER_CONCURRENCY'],
    [{ WORKER_CONCURRENCY: '65' }, 'WORKER_CONCURRENCY'],
    [{ QUEUE_BUDGET_MS: '0' }, 'QUEUE_BUDGET_MS must be over 0'],
    [{ QUEUE_BUDGET_MS: '1.5' }, 'QUEUE_BUDGET_MS must be whole milliseconds'],
    [
      { TIME_ZONE: 'KST+9' },
      'TIME_ZONE must be a time zone such as UTC, Asia/Seoul or America/New_York',
    ],
    [{ TIME_ZONE: '+09:00' }, 'TIME_ZONE must be a time zone such as'],
    [{ PROVIDER_TIMEOUT_MS: '295001' }, 'PROVIDER_TIMEOUT_MS must be at most 295000'],
    [
      { PROVIDER_TIMEOUT_MS: '300', SIDE_BUDGET_MS: '300' },
      'PROVIDER_TIMEOUT_MS must be under SIDE_BUDGET_MS, which it has to fit into',
    ],
    [{ HOST: '192.168.0.2' }, 'HOST is 192.168.0.2, which others can reach'],
    [{ HOST: '::' }, 'HOST is ::, which others can reach'],
    [{ API_TOKEN: 'fifteen letters' }, 'API_TOKEN must have at least 16 characters'],
    [{ LINK_SECRET: 'fifteen letters' }, 'LINK_SECRET must have at least 16 characters'],
    [{ DIPTYCH_HOME: ' ' }, 'DIPTYCH_HOME'],
    [{ ...TOKEN, PUBLIC_URL: 'ftp://art.example' }, 'PUBLIC_URL must be an http(s) address'],
    [{ ADMIN_USERS: 'web:ana web:ben' }, 'ADMIN_USERS must be a list such as'],
    [{ ADMIN_USERS: 'irc:ana' }, 'ADMIN_USERS must be a list such as'],
    [{ POOL: 'own' }, 'POOL must be shared'],
    [{ GEMINI_API_KEY: 'two words' }, 'GEMINI_API_KEY must be a key'],
    [{ RUNWARE_API_KEY: 'schlüssel' }, 'RUNWARE_API_KEY must be a key'],
    [{ ...DISCORD, DISCORD_GUILD_ID: '12345678901234' }, 'DISCORD_GUILD_ID must be the id of'],
    [{ DISCORD_TOKEN: 'a.b' }, 'DISCORD_TOKEN must be a bot token'],
    [{ S3_BUCKET: 'p' }, 'S3_BUCKET must be the name of a bucket alone'],
    [{ S3_BUCKET: 'a'.repeat(64) }, 'S3_BUCKET must be the name of a bucket alone'],
    [{ ...BUCKET, AWS_REGION: 'eu_west' }, 'AWS_REGION must be a region'],
  ])('%j is refused by name', (env, problem) => {
    expect(() => loadConfig(env)).toThrow(problem);
  });

  it('of S3 without a bucket is another program’s', () => {
    expect(loadConfig({ AWS_SECRET_ACCESS_KEY: 'x', AWS_SESSION_TOKEN: 'y' }).s3).toBeNull();
  });

  it('of temporary keys is refused once, with what is missing', () => {
    const load = () => loadConfig({ ...BUCKET, AWS_ACCESS_KEY_ID: 'a', AWS_SESSION_TOKEN: 't' });
    expect(load).toThrow('AWS_SECRET_ACCESS_KEY must be set with AWS_ACCESS_KEY_ID');
    expect(load).not.toThrow('AWS_SESSION_TOKEN needs');
  });

  it('that is wrong begins a list of all that are', () => {
    expect(() => loadConfig({ POOL: 'own', PORT: '-1' })).toThrow(
      /^The settings are not right:\n {2}PORT .*\n {2}POOL must be shared$/,
    );
  });
});
