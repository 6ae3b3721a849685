import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { pinoLog } from '../src/log.ts';
import { isSecretName, secretsOf } from '../src/log-secrets.ts';

/** Made up, in the real forms. Put together, so that no scanner of repositories takes them for real. */
const KEYS: Readonly<Record<string, string>> = {
  'a key of OpenAI': ['sk', 'proj-Qx7T3dLk2n_bVzR8mW4yUoP1sAfG6hJ9cE0iNtXv5qB'].join('-'),
  'a key of Gemini': ['AI', 'zaSyD3k9QmWv7LxR2bTnYp0uHsEoJfGc1iZ4aN8'].join(''),
  'a bot token of Slack': [
    'xoxb',
    '204857391046',
    '5930184726351',
    'kJh7GfDs3AqWe9RtYu2IoPlZ',
  ].join('-'),
  'an app token of Slack': ['xapp', '1-A06QX2T9LMR', '7340918265537', 'c0ffee5ba9d1e87f42'].join(
    '-',
  ),
  'a bot token of Discord': [
    'MTE5MzQ4NzY1NDMyMTA5ODc2NQ',
    'GkPz1x',
    'v8Qm3nLr7TbYw2XcZd5FhJ0sKaEuIo9pRgN6tM',
  ].join('.'),
  'a key id of AWS': ['AKIA', 'Q3EGSJ7ZKPLMT2XB'].join(''),
  'a session token of AWS': `IQoJb3JpZ2luX2VjE${'Hk7dQ2/wLp9+Zx4vTn1'.repeat(12)}==`,
  'the token of an interaction': `aW50ZXJhY3Rpb246MTE5${'MzQ4NzY1NDMyMTA5ODc2NTpxWnRY'.repeat(6)}`,
};
const SIGNATURE = '9f2c4b7a1d8e6053f1b2a7c9d4e8f60312a5b7c8d9e0f1a2b3c4d5e6f7081929';
/** Addresses, each with the part that must not be written. */
const ADDRESSES: readonly (readonly [what: string, address: string, secret: string])[] = [
  ['of Redis', 'rediss://diptych:Zk4-pW9_tRq@redis.example:6380/2', 'Zk4-pW9_tRq'],
  [
    'that Slack answers to',
    'https://hooks.slack.com/commands/T024F8M1/7391/kQ8wXz3LpR5tVb',
    'kQ8wXz3LpR5tVb',
  ],
  [
    'of an interaction',
    'https://discord.com/api/v10/interactions/1193487654321/qWtXzK9mLp_nV7/callback',
    'qWtXzK9mLp_nV7',
  ],
  [
    'of a webhook',
    'https://discord.com/api/v10/webhooks/1193487654321/Hy6Tg-kP0xWc2/messages/@original',
    'Hy6Tg-kP0xWc2',
  ],
  [
    'of an object',
    `https://pics.s3.amazonaws.com/a.png?X-Amz-Expires=60&X-Amz-Signature=${SIGNATURE}&x-id=GetObject`,
    SIGNATURE,
  ],
  [
    'with a session',
    'https://pics.s3.amazonaws.com/a.png?X-Amz-Security-Token=Zx4vTn1Hk7dQ2wLp9&X-Amz-Expires=60',
    'Zx4vTn1Hk7dQ2wLp9',
  ],
  [
    'with a key',
    'https://pics.s3.amazonaws.com/a.png?X-Amz-Credential=PLMT2XBQ3EGSJ7ZK%2F20261128&x-id=GetObject',
    'PLMT2XBQ3EGSJ7ZK',
  ],
  [
    'of an image',
    'https://hub.example/images/a.png?expires=1&signature=pL2kV9wQx7ZtRb4',
    'pL2kV9wQx7ZtRb4',
  ],
];
/** Without a form of their own: known by their setting or the name of their field. */
const SETTINGS = {
  RUNWARE_API_KEY: 'vR4nT8kLq2ZxW6yBs0PmCd3HfJ7gUa9E',
  SLACK_SIGNING_SECRET: '8f742231b10e8888abcd99yyyzzz85a5',
  AWS_SECRET_ACCESS_KEY: 'wJbl/rXUtnFEMI+K7MDENGbPxRfiCYzzEXAMPLE0',
  API_TOKEN: 'correct horse battery staple',
  LINK_SECRET: 'eleven green bottles on a wall',
  REDIS_URL: 'redis://:p%40ss%2Fw0rd%21x@localhost:6379',
};
const VALUES = [...Object.values(SETTINGS).slice(0, 5), 'p%40ss%2Fw0rd%21x', 'p@ss/w0rd!x'];

/** Every kind of place in a line that `secret` can stand in. */
const PLACES: readonly (readonly [
  string,
  (log: ReturnType<typeof pinoLog>, secret: string) => void,
])[] = [
  ['the message', (log, secret) => log.warn({}, `refused ${secret}, try another`)],
  ['an error', (log, secret) => log.error({ err: new Error(`Incorrect key ${secret}.`) }, 'no')],
  [
    'the causes of an error',
    (log, secret) => {
      const first = Object.assign(new Error(`got ${secret}`), { seen: [secret] });
      const cause = new TypeError('twice', { cause: first });
      log.error({ err: new Error('thrice', { cause }) }, 'no');
    },
  ],
  [
    'several errors in one',
    (log, secret) => log.error({ err: new AggregateError([new Error(secret)], secret) }, 'no'),
  ],
  [
    'what an error has beside its message',
    (log, secret) => {
      const request = { url: `https://x.example/?key=${secret}`, headers: { via: [secret] } };
      log.error({ err: Object.assign(new Error('no'), { request, body: secret }) }, 'no');
    },
  ],
  ['a field', (log, secret) => log.info({ said: secret }, 'yes')],
  ['a field three levels down', (log, secret) => log.info({ a: { b: [{ c: secret }] } }, 'yes')],
  ['a list', (log, secret) => log.info({ said: ['warning:', `-> ${secret}`] }, 'yes')],
  ['the name of a field', (log, secret) => log.info({ [secret]: 1 }, 'yes')],
  ['JSON in a text', (log, secret) => log.info({ body: JSON.stringify({ value: secret }) }, 'yes')],
  [
    'a percent-encoded address',
    (log, secret) =>
      log.info({ at: `https://x.example/?to=%20${encodeURIComponent(secret)}` }, 'yes'),
  ],
  [
    'the bindings of a child',
    (log, secret) => log.child({ of: secret }).info({ pair: 'p1' }, 'yes'),
  ],
];

function written(secrets: readonly string[], say: (log: ReturnType<typeof pinoLog>) => void) {
  const destination = new PassThrough();
  say(pinoLog('debug', { secrets, destination }));
  const text = String(destination.read());
  expect(text).toContain('[secret]');
  // It is still one line of JSON.
  expect(Object.keys(JSON.parse(text))).toContain('msg');
  return text;
}

/** A part that would give it away, in its plain and its encoded form. */
function partsOf(secret: string): readonly string[] {
  const middle = secret.slice(Math.floor(secret.length / 2) - 4, Math.floor(secret.length / 2) + 4);
  return [middle, encodeURIComponent(middle)];
}

describe.each(PLACES)('in %s, the log hides', (_place, say) => {
  it.each(Object.entries(KEYS))('%s', (_what, key) => {
    const text = written([], (log) => say(log, key));
    for (const part of partsOf(key)) expect(text).not.toContain(part);
  });

  it.each(ADDRESSES)('the secret of an address %s', (_what, address, secret) => {
    const text = written([], (log) => say(log, address));
    expect(text).not.toContain(secret);
  });

  it.each(VALUES)('a value of the settings: %s', (value) => {
    const text = written(secretsOf(SETTINGS), (log) => say(log, value));
    for (const part of partsOf(value)) expect(text).not.toContain(part);
  });
});

describe('the log hides what a field’s name calls a secret', () => {
  const value = 'sesame';
  it.each([
    'authorization',
    'Authorization',
    'cookie',
    'set-cookie',
    'x-api-key',
    'x-goog-api-key',
    'x-slack-signature',
    'X-Amz-Security-Token',
    'apiKey',
    'API_TOKEN',
    'sessionToken',
    'secretAccessKey',
    'signingSecret',
    'response_url',
    'responseUrl',
    'password',
  ])('%s', (name) => {
    const headers = {
      [name]: value,
      list: { [name]: [value] },
      raw: ['Accept', '*/*', name, value],
    };
    const text = written([], (log) => log.info({ headers, pairs: [[name, value]] }, 'yes'));
    expect(text).not.toContain(value);
    expect(text).toContain('*/*');
  });

  it.each([
    'authorization: Bearer sesame-open',
    'api_key=sesame-open',
    `{"token": "sesame-open"}`,
    'Bearer sesame-open',
  ])('also in a text: %s', (said) => {
    expect(written([], (log) => log.info({}, said))).not.toContain('sesame');
  });
});

describe('the log keeps', () => {
  it('ids, keys of images, counts and addresses as they are', () => {
    const fields = {
      pair: '0VcArEnyabcdefghijkl',
      generation: '0VcArEnymnopqrstuvwx',
      key: 'library/04fac11bdbd48f6c21f9422c/2026-11/0VcArEnymnopqrstuvwx.png',
      tokens: { textIn: 12, imageOut: 4_160 },
      token: 3,
      url: 'https://api.openai.com/v1/images/edits?size=1024x1024',
      redis: 'redis.example:6380',
    };
    const destination = new PassThrough();
    pinoLog('info', { destination }).info(fields, 'a provider rests: 30 s');
    const line: unknown = JSON.parse(String(destination.read()));
    expect(line).toEqual({
      ...fields,
      level: 30,
      time: expect.any(Number),
      msg: 'a provider rests: 30 s',
    });
  });
});

describe('a megabyte of what secrets begin with', () => {
  // Read to its end from each beginning, it would stand in the way of everything else for minutes.
  it.each(['%3A%2F%2F', 'token ', 'xoxb.', 'a-', 'Bot '])('is written at once: %j', (beginning) => {
    const text = `${beginning.repeat(1_000_000 / beginning.length)} Bearer sesame-open`;
    expect(written([], (log) => log.info({}, text))).not.toContain('sesame');
  });
});

describe('the secrets of the settings', () => {
  it('are what their names say, and the passwords in addresses', () => {
    expect(
      secretsOf({ ...SETTINGS, PORT: '3000', HOST: 'example.org', SHORT_TOKEN: 'abc' }),
    ).toEqual(VALUES);
    expect(
      ['OPENAI_API_KEY', 'SLACK_APP_TOKEN', 'AWS_SESSION_TOKEN', 'AWS_ACCESS_KEY_ID'].every(
        isSecretName,
      ),
    ).toBe(true);
    expect(['PORT', 'S3_BUCKET', 'REDIS_PREFIX', 'tokens', 'keys', 'key'].some(isSecretName)).toBe(
      false,
    );
  });
});
