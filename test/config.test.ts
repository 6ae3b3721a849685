import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { loadConfig, withEnvFile } from '../src/config.ts';
import { pinoLog } from '../src/log.ts';
import { RandomIds } from '../src/system.ts';
import { FakeClock } from './fakes/fake-clock.ts';
import { tempFolder } from './temp-folder.ts';

describe('the settings', () => {
  it('have defaults that run at once, on loopback', () => {
    expect(loadConfig({})).toMatchObject({
      home: './data',
      web: { host: '127.0.0.1', port: 3000, publicUrl: null, apiToken: null, linkSecret: null },
      discord: null,
      s3: null,
      redis: null,
      blobsShared: false,
      vendors: {},
      queueBudgetMs: 900_000,
      sideBudgetMs: 300_000,
      providerTimeoutMs: 270_000,
      timeZone: 'UTC',
      workerConcurrency: 4,
      textModel: null,
    });
  });

  it('that are empty are not set', () => {
    expect(loadConfig({ PORT: '', API_TOKEN: '' })).toMatchObject({
      web: { port: 3000, apiToken: null },
    });
  });

  it('are read without blanks and quotes around them, which shells and Docker keep', () => {
    const { web, adminUsers } = loadConfig({
      PORT: ' "4000" ',
      API_TOKEN: "'sixteen-or-more-1'\n",
      ADMIN_USERS: '" web:ana "',
    });
    expect(web).toMatchObject({ port: 4000, apiToken: 'sixteen-or-more-1' });
    expect(adminUsers).toEqual(['web:ana']);
    expect(() => loadConfig({ TIME_ZONE: "'Asia/Seoul" })).toThrow('TIME_ZONE must be');
  });

  it('that are wrong are all named at once, with what would be right', () => {
    const load = () =>
      loadConfig({ PORT: 'many', API_TOKEN: 'short', ADMIN_USERS: 'ana', LOG_LEVEL: 'loud' });
    expect(load).toThrow(/PORT .*\n.*API_TOKEN must have at least 16 characters/);
    expect(load).toThrow(/ADMIN_USERS must be a list such as web:ana/);
    expect(load).toThrow('PORT must be a number\n');
    expect(load).toThrow('LOG_LEVEL must be one of these: ');
  });

  it.each([
    [{ PORT: '70000' }, 'PORT may be at most 65535'],
    [{ PORT: '80.5' }, 'PORT must be a whole number'],
    [{ WORKER_CONCURRENCY: '0' }, 'WORKER_CONCURRENCY must be at least 1'],
    [{ QUEUE_BUDGET_MS: 'long' }, 'QUEUE_BUDGET_MS must be a number'],
    [{ HOST: '  ' }, 'HOST is empty'],
    [{ POOL: 'own' }, 'POOL must be shared'],
  ])('that are wrong (%j) are told in a plain sentence', (env, problem) => {
    expect(() => loadConfig(env)).toThrow(`The settings are not right:\n  ${problem}`);
  });

  it('that let others in demand a token', () => {
    expect(() => loadConfig({ HOST: '0.0.0.0' })).toThrow(
      'HOST is 0.0.0.0, which others can reach: set API_TOKEN, or use 127.0.0.1',
    );
    expect(loadConfig({ HOST: '0.0.0.0', API_TOKEN: 'x'.repeat(16) }).web.host).toBe('0.0.0.0');
  });

  it('give a provider less time than its side', () => {
    const load = () => loadConfig({ PROVIDER_TIMEOUT_MS: '5000', SIDE_BUDGET_MS: '5000' });
    expect(load).toThrow('PROVIDER_TIMEOUT_MS must be under SIDE_BUDGET_MS');
  });

  it('give a provider less time than a connection lives', () => {
    const load = () => loadConfig({ PROVIDER_TIMEOUT_MS: '400000', SIDE_BUDGET_MS: '500000' });
    expect(load).toThrow('PROVIDER_TIMEOUT_MS must be at most 295000');
  });

  it('turn an image vendor on by its key, and take its address apart from others’', () => {
    expect(loadConfig({}).vendors).toEqual({});
    const env = {
      OPENAI_API_KEY: 'sk-one',
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1/',
      RUNWARE_API_KEY: 'two',
      GOOGLE_GEMINI_BASE_URL: 'http://127.0.0.1:8',
    };
    expect(loadConfig(env).vendors).toEqual({
      openai: { apiKey: 'sk-one', baseUrl: 'http://127.0.0.1:9/v1' },
      runware: { apiKey: 'two', baseUrl: null },
    });
  });

  it('that are no key or no address are told without the key', () => {
    const load = () => loadConfig({ OPENAI_API_KEY: 'my secret', OPENAI_BASE_URL: 'ftp://x' });
    expect(load).toThrow(/OPENAI_API_KEY must be a key.*\n.*OPENAI_BASE_URL must be an http/);
    expect(load).not.toThrow('secret');
  });

  it('turn Discord on by its token, and say what a token looks like', () => {
    expect(loadConfig({}).discord).toBeNull();
    const token = 'MTIz.Abc-d_.efg';
    expect(loadConfig({ DISCORD_TOKEN: token }).discord).toEqual({
      token,
      guildId: null,
      apiUrl: null,
    });
    const more = { DISCORD_GUILD_ID: '123456789012345678', DISCORD_API_URL: 'http://d.test/api/' };
    expect(loadConfig({ DISCORD_TOKEN: token, ...more }).discord).toMatchObject({
      guildId: '123456789012345678',
      apiUrl: 'http://d.test/api',
    });
    expect(() => loadConfig({ DISCORD_TOKEN: 'x', DISCORD_GUILD_ID: 'Home' })).toThrow(
      /DISCORD_TOKEN must be a bot token.*\n.*DISCORD_GUILD_ID must be the id of a server/,
    );
  });

  it('keep images in the bucket that is named, with keys of the SDK’s own where none are given', () => {
    expect(loadConfig({ AWS_ACCESS_KEY_ID: 'AKIA', AWS_REGION: 'eu-west-1' }).s3).toBeNull();
    expect(loadConfig({ S3_BUCKET: 'pictures' })).toMatchObject({
      s3: { bucket: 'pictures', region: 'us-east-1', endpoint: null, credentials: null },
    });
    const keys = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };
    const place = { AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL_S3: 'http://s3.test:9000/' };
    expect(loadConfig({ S3_BUCKET: 'pictures', ...keys, ...place }).s3).toEqual({
      bucket: 'pictures',
      region: 'eu-west-1',
      endpoint: 'http://s3.test:9000',
      credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: null },
    });
    const temporary = { ...keys, AWS_SESSION_TOKEN: 'token' };
    const { s3 } = loadConfig({ S3_BUCKET: 'pictures', ...temporary });
    expect(s3?.credentials?.sessionToken).toBe('token');
  });

  it.each([
    [{ AWS_ACCESS_KEY_ID: 'AKIA' }, 'AWS_SECRET_ACCESS_KEY must be set with AWS_ACCESS_KEY_ID'],
    [{ AWS_SECRET_ACCESS_KEY: 'x' }, 'AWS_ACCESS_KEY_ID must be set with AWS_SECRET_ACCESS_KEY'],
    [{ AWS_SESSION_TOKEN: 'x' }, 'AWS_SESSION_TOKEN needs AWS_ACCESS_KEY_ID'],
    [{ AWS_ENDPOINT_URL_S3: 's3.test' }, 'AWS_ENDPOINT_URL_S3 must be an http(s) address'],
    [{ AWS_REGION: 'Frankfurt' }, 'AWS_REGION must be a region such as eu-central-1'],
    [{ S3_BUCKET: 's3://pictures' }, 'S3_BUCKET must be the name of a bucket alone'],
  ])('of S3 that are wrong (%j) are told', (env, problem) => {
    expect(() => loadConfig({ S3_BUCKET: 'pictures', ...env })).toThrow(problem);
  });

  it('give links to the outside only where the outside is answered', () => {
    expect(() => loadConfig({ PUBLIC_URL: 'https://art.example' })).toThrow(
      'PUBLIC_URL needs API_TOKEN',
    );
  });

  it('lists admins by surface', () => {
    const { adminUsers: spelt } = loadConfig({ ADMIN_USERS: 'web:Jose\u0301,web:O\u2019Neil' });
    expect(spelt).toEqual(['web:Jos\u00e9', "web:O'Neil"]);
    const { adminUsers } = loadConfig({ ADMIN_USERS: 'web:ana, discord:123' });
    expect(adminUsers).toEqual(['web:ana', 'discord:123']);
  });
});

describe('a .env file', () => {
  it('adds to the environment, which wins', async () => {
    const path = join(await tempFolder(), '.env');
    writeFileSync(path, 'PORT=4000\n# a comment\nLOG_LEVEL="warn"\n');
    expect(withEnvFile({ PORT: '5000' }, path)).toMatchObject({ PORT: '5000', LOG_LEVEL: 'warn' });
    expect(withEnvFile({ A: 'b' }, `${path}.none`)).toEqual({ A: 'b' });
  });

  it('is read as Windows PowerShell writes it', async () => {
    const path = join(await tempFolder(), '.env');
    writeFileSync(path, '\ufeffDISCORD_TOKEN=abc.def.ghi\r\nPORT=3399\r\n', 'utf16le');
    expect(withEnvFile({}, path)).toEqual({ DISCORD_TOKEN: 'abc.def.ghi', PORT: '3399' });
  });

  it.each<[string, Buffer[], string]>([
    [
      'in a Korean code page',
      [Buffer.from('PORT=1\nADMIN_USERS=web:'), Buffer.from([0xb9, 0xce, 0x0a])],
      'The line of ADMIN_USERS in',
    ],
    [
      'with a line that PowerShell added behind a line without its end',
      [Buffer.from('PORT=1'), Buffer.from('TOKEN=2\r\n', 'utf16le')],
      'The line of PORT in',
    ],
  ])('%s is refused in one sentence', async (_what, parts, text) => {
    const path = join(await tempFolder(), '.env');
    writeFileSync(path, Buffer.concat(parts));
    expect(() => withEnvFile({}, path)).toThrow(text);
    expect(() => withEnvFile({}, path)).toThrow('save the file as UTF-8, with each setting on');
  });

  it('is refused when a comment took a setting in that PowerShell added', async () => {
    const path = join(await tempFolder(), '.env');
    writeFileSync(
      path,
      Buffer.concat([Buffer.from('# mine'), Buffer.from('TOKEN=2\n', 'utf16le')]),
    );
    expect(() => withEnvFile({}, path)).toThrow('A line in');
  });

  it('may have the quotes that cmd.exe leaves around a whole line', async () => {
    const path = join(await tempFolder(), '.env');
    writeFileSync(path, "'DISCORD_TOKEN=abc' \r\nB='c'\n");
    expect(withEnvFile({}, path)).toEqual({ DISCORD_TOKEN: 'abc', B: 'c' });
  });

  it('may have a comment in whatever bytes', async () => {
    const path = join(await tempFolder(), '.env');
    writeFileSync(path, Buffer.concat([Buffer.from([0x23, 0xb9, 0xce]), Buffer.from('\nA=1\n')]));
    expect(withEnvFile({}, path)).toEqual({ A: '1' });
  });
});

describe('the log', () => {
  it('never writes a secret', async () => {
    const stream = new PassThrough();
    const log = pinoLog('info', { destination: stream });
    log.info({ apiKey: 'sk-123', headers: { authorization: 'Bearer x' }, port: 3000 }, 'hello');
    const line = String(stream.read());
    expect(line).toContain('"port":3000');
    expect(line).not.toMatch(/sk-123|Bearer/);
  });
});

describe('ids', () => {
  it('are short, different, and sort in the order they were made', () => {
    const ids = new RandomIds(new FakeClock());
    const made = Array.from({ length: 1_000 }, () => ids.next());
    expect(made).toEqual(made.toSorted());
    expect(new Set(made).size).toBe(1_000);
    for (const id of made) expect(id).toMatch(/^[0-9A-Za-z]{20}$/);
  });
});
