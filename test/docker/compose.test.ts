import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { loadConfig, settingNames } from '../../src/config.ts';
import { DRAIN_MORE_MS } from '../../src/hub.ts';
import { COMPOSE_TEXT, environmentOf, readCompose, type Service, variablesIn } from './compose.ts';
import { variables } from './dockerfile.ts';

const compose = readCompose();
const service = (name: string): Service => {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`there is no service ${name}`);
  return found;
};
const services = Object.entries(compose.services);
const keysOf = (name: string) => Object.keys(service(name).environment ?? {}).toSorted();

/** Settings that the image has, one that has a single value, and the port, which is the image's. */
const FIXED = ['DIPTYCH_HOME', 'HOST', 'POOL', 'PORT'];
/** A hub has what they are for at its web address. The image has a port, so that its health check finds each worker. */
const OF_WORKERS = ['METRICS_HOST', 'METRICS_PORT'];
/** What only a hub can use: a worker has no chats, no people and no line. */
const OF_HUBS = [
  'ADMIN_USERS',
  'API_TOKEN',
  'DISCORD_API_URL',
  'DISCORD_GUILD_ID',
  'DISCORD_TOKEN',
  'LINK_SECRET',
  'PUBLIC_URL',
  'QUEUE_BUDGET_MS',
  'SLACK_API_URL',
  'SLACK_APP_TOKEN',
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'TEXT_MODEL',
  'TIME_ZONE',
];
/** All that a person writes for three workers, Redis and S3. */
const SCALED = {
  API_TOKEN: 'a-token-of-a-test-0815',
  S3_BUCKET: 'pictures',
  AWS_ENDPOINT_URL_S3: 'http://s3:7070',
  AWS_ACCESS_KEY_ID: 'a-key',
  AWS_SECRET_ACCESS_KEY: 'a-secret',
  REDIS_URL: 'redis://redis:6379',
};

describe('compose.yaml', () => {
  it('holds what the compose specification knows, and what it names is there', () => {
    expect(Object.keys(compose.services)).toEqual(['hub', 'worker', 'redis', 's3', 'bucket']);
    for (const [name, { networks = [], volumes = [], depends_on = {} }] of services) {
      for (const one of networks)
        expect(['default', ...Object.keys(compose.networks)]).toContain(one);
      for (const one of volumes) expect(Object.keys(compose.volumes)).toContain(one.split(':')[0]);
      for (const [other, { required = true }] of Object.entries(depends_on)) {
        const { profiles = [] } = service(other);
        // Compose refuses a service that needs one which no profile has started.
        const mine = service(name).profiles;
        const isAlwaysThere = profiles.length === 0 || profiles.some((one) => mine?.includes(one));
        expect(isAlwaysThere || !required, `${name} needs ${other}`).toBe(true);
      }
    }
    expect(() => readCompose(COMPOSE_TEXT.replace('read_only:', 'readonly:'))).toThrow('readonly');
  });

  it('pulls images by their whole versions', () => {
    const images = services.flatMap(([, { image }]) => image ?? []);
    expect(new Set(images)).toEqual(new Set(['redis:7.2.14', 'versity/versitygw:v1.8.0']));
    for (const [name, { image, build }] of services) {
      expect(
        [image, build].filter((one) => one !== undefined),
        name,
      ).toHaveLength(1);
    }
  });

  it('gives no process rights, nor a place to write but its volumes and /tmp', () => {
    for (const [name, one] of services) {
      expect(one, name).toMatchObject({
        read_only: true,
        tmpfs: ['/tmp'],
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
    }
  });

  it('publishes the hub alone, on this machine alone; Redis and S3 reach nobody outside', () => {
    const published = services.filter(([, { ports }]) => ports !== undefined);
    expect(published.map(([name, { ports }]) => [name, ports])).toEqual([
      ['hub', ['127.0.0.1:3000:3000']],
    ]);
    const inside = services.filter(([, { networks }]) => !networks?.includes('default'));
    expect(inside.map(([name]) => name)).toEqual(['redis', 's3', 'bucket']);
    for (const [, { networks }] of inside) expect(networks).toEqual(['back']);
    expect(compose.networks).toEqual({ back: { internal: true } });
  });

  it('takes several workers: they publish no port, and have no name of their own', () => {
    const { ports, profiles, command } = service('worker');
    expect({ ports, profiles }).toEqual({ ports: undefined, profiles: ['scale'] });
    expect(command).toEqual(['node', 'bin/diptych.js', 'start', '--role', 'worker']);
  });

  it('gives calls that are under way the time that they may take, whatever that is set to', () => {
    // The most that is taken: more is refused.
    const { providerTimeoutMs } = loadConfig({ PROVIDER_TIMEOUT_MS: '295000' });
    expect(() => loadConfig({ PROVIDER_TIMEOUT_MS: '295001' })).toThrow('at most 295000');
    // Then 10 s to show what came, and as long to close.
    const stopMs = providerTimeoutMs + DRAIN_MORE_MS + 20_000;
    for (const name of ['hub', 'worker']) {
      const { stop_grace_period: grace = '' } = service(name);
      expect(Number.parseInt(grace) * 1000).toBeGreaterThanOrEqual(stopMs);
    }
  });

  it('keeps Redis from throwing jobs away, and over a restart', () => {
    const { command = [], volumes } = service('redis');
    expect(command.join(' ')).toContain('--maxmemory-policy noeviction');
    expect(command.join(' ')).toContain('--appendonly yes');
    expect(volumes).toEqual(['redis:/data']);
  });

  it('asks Redis and S3 whether they live before hub and workers start', () => {
    for (const name of ['redis', 's3']) expect(service(name).healthcheck).toHaveProperty('test');
    for (const name of ['hub', 'worker']) {
      // The image's own check is right for both.
      expect(service(name).healthcheck).toBeUndefined();
      const needs = service(name).depends_on ?? {};
      const conditions = Object.values(needs).map(({ condition }) => condition);
      expect(Object.keys(needs)).toEqual(['redis', 's3']);
      expect(conditions).toEqual(['service_healthy', 'service_healthy']);
    }
  });
});

describe('the settings in compose.yaml', () => {
  it('are all that there are: the hub gets each but those of workers', () => {
    const all = settingNames().filter((name) => ![...FIXED, ...OF_WORKERS].includes(name));
    expect(keysOf('hub')).toEqual(all.toSorted());
    expect(FIXED).toEqual(
      expect.arrayContaining(
        Object.keys(variables()).filter((one) => !['NODE_ENV', 'METRICS_PORT'].includes(one)),
      ),
    );
  });

  it('are given to workers without those of chats, people and the line', () => {
    const wanted = settingNames().filter((name) => ![...FIXED, ...OF_HUBS].includes(name));
    expect(keysOf('worker')).toEqual(wanted.toSorted());
  });

  it('come from variables of the same names, and no other is asked for', () => {
    for (const name of ['hub', 'worker']) {
      for (const [key, value] of Object.entries(service(name).environment ?? {})) {
        expect(variablesIn(value).map((one) => one.name)).toEqual([key]);
      }
    }
    const names = new Set(variablesIn(COMPOSE_TEXT).map((one) => one.name));
    for (const name of names) expect(settingNames()).toContain(name);
  });

  it('have no secret by default', () => {
    const given = variablesIn(COMPOSE_TEXT).filter(
      ({ operator, word }) => operator === ':-' && word !== '',
    );
    expect(given.map(({ name, word }) => `${name} ${word}`)).toEqual([
      'REDIS_URL redis://redis:6379',
      'METRICS_PORT 9464',
      'METRICS_HOST 0.0.0.0',
      'AWS_REGION us-east-1',
    ]);
  });

  it('start a hub with a token alone, and refuse to without', () => {
    const { API_TOKEN } = SCALED;
    const config = loadConfig({ ...variables(), ...environmentOf(service('hub'), { API_TOKEN }) });
    expect(config).toMatchObject({ home: '/data', redis: null, s3: null, discord: null });
    expect(() => environmentOf(service('hub'), {})).toThrow('set API_TOKEN');
  });

  it('give hub and workers the same Redis and the same bucket', () => {
    const hub = loadConfig({ ...variables(), ...environmentOf(service('hub'), SCALED) });
    const worker = environmentOf(service('worker'), SCALED);
    const { redis, s3 } = loadConfig({ ...variables(), ...worker }, 'worker');
    expect(redis).toEqual({ url: 'redis://redis:6379', prefix: 'diptych' });
    expect(s3).toMatchObject({ bucket: 'pictures', endpoint: 'http://s3:7070' });
    expect([hub.redis, hub.s3]).toEqual([redis, s3]);
  });

  it('are S3’s own keys and region too', () => {
    expect(environmentOf(service('s3'), SCALED)).toMatchObject({
      ROOT_ACCESS_KEY_ID: 'a-key',
      ROOT_SECRET_ACCESS_KEY: 'a-secret',
      VGW_REGION: loadConfig({ S3_BUCKET: 'pictures' }).s3?.region,
    });
  });
});

describe('the step that makes the bucket', () => {
  const { entrypoint = [], command = [] } = service('bucket');

  /** Runs it with another command in the place of mkdir, which says what it would make. */
  async function make(given: Readonly<Record<string, string>>): Promise<string> {
    const [shell = '', ...flags] = entrypoint;
    const script = command.join(' ').replaceAll('$$', '$').replace('mkdir', 'echo mkdir');
    const env = environmentOf(service('bucket'), given);
    const child = spawn(shell, [...flags, script], { env: { PATH: '/usr/bin:/bin', ...env } });
    const said = await Promise.all([text(child.stdout), text(child.stderr)]);
    return said.join('').trim();
  }

  it('makes the bucket of the settings', async () => {
    expect(await make(SCALED)).toBe('mkdir -p /s3/pictures');
  });

  it.each(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'S3_BUCKET'])(
    'asks for %s',
    async (name) => {
      expect(await make({ ...SCALED, [name]: '' })).toMatch(new RegExp(`set ${name}$`));
    },
  );
});
