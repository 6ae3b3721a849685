import { beforeAll, describe, expect, it } from 'vitest';
import { Hub } from '../studio/hub.ts';
import { webOf } from './app.ts';
import { VALIDATOR } from '../validator-words.ts';
import type { Answer } from './hub.ts';

const HANGUL = /\p{Script=Hangul}/u;
const OF_SCHEMAS = new Set(['body_invalid', 'option_unknown']);

type Send = (path: string, more?: object) => Promise<Answer>;
let send: Send;
let description: Answer['json'];
beforeAll(async () => {
  const hub = await new Hub().start();
  const { as } = webOf(hub);
  send = as('ana');
  description = (await send('/api/openapi.json')).json;
});

interface Property {
  readonly name: string;
  readonly type: string;
}

interface Route {
  readonly path: string;
  readonly method: string;
  readonly query: readonly string[];
  readonly body: readonly Property[];
}

/** Every route of the description, with the fields of its query and of its JSON body. */
function routes(): readonly Route[] {
  return Object.entries<Answer['json']>(description.paths).flatMap(([path, methods]) =>
    Object.entries<Answer['json']>(methods).map(([method, route]) => {
      const schema = route.requestBody?.content['application/json']?.schema;
      const shape = schema?.$ref
        ? description.components.schemas[schema.$ref.split('/').at(-1)]
        : schema;
      const parameters: { in: string; name: string }[] = route.parameters ?? [];
      return {
        path,
        method: method.toUpperCase(),
        query: parameters.filter((one) => one.in === 'query').map(({ name }) => name),
        body: Object.entries<Answer['json']>(shape?.properties ?? {}).map(([name, one]) => {
          return { name, type: String(one.type) };
        }),
      };
    }),
  );
}

const LONG = 'x'.repeat(7_000);
const WRONG: readonly unknown[] = [
  7,
  -1,
  1.5,
  1e300,
  true,
  'x',
  LONG,
  [],
  [1],
  [null],
  {},
  { x: 1 },
  null,
  '',
];

/** Every body with one field wrong, the others as texts, numbers or left out. */
function wrongBodies({ body }: Route): readonly unknown[] {
  const filled = (value: unknown) => Object.fromEntries(body.map(({ name }) => [name, value]));
  const oneWrong = body.flatMap(({ name }) =>
    WRONG.map((value) => ({ ...(value === LONG ? {} : filled('x')), [name]: value })),
  );
  const whole: readonly unknown[] = [
    null,
    7,
    'text',
    [],
    {},
    { [LONG.slice(0, 100)]: 1 },
    { constructor: 1, toString: 2 },
  ];
  return [...whole, ...WRONG.filter((one) => one !== LONG).map(filled), ...oneWrong];
}

function readable({ json, status }: Answer, korean: boolean): void {
  if (status < 400) return;
  const { detail, code } = json;
  expect(code).not.toBe('internal');
  expect(detail).not.toMatch(VALIDATOR);
  expect(detail.length).toBeLessThan(2_000);
  if (korean) expect(detail).toMatch(HANGUL);
  else if (OF_SCHEMAS.has(code))
    expect(detail).toMatch(/^(“.+” |The request |There is no (option|field) “).+\.$/);
}

describe('no answer speaks the validator’s English', () => {
  it.each(['en', 'ko'])('whatever is wrong with a body, in %s', async (locale) => {
    const headers = { 'accept-language': locale };
    const posts = routes().filter(({ method, body }) => method === 'POST' && body.length > 0);
    expect(posts.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/api/generate',
        '/api/generate-side',
        '/api/press',
        '/api/reactions',
      ]),
    );
    for (const route of posts) {
      for (const body of wrongBodies(route)) {
        readable(await send(route.path, { body, headers }), locale === 'ko');
      }
    }
  });

  it.each(['en', 'ko'])('whatever is wrong with a query or a header, in %s', async (locale) => {
    const headers = { 'accept-language': locale };
    const gets = routes().filter(({ method, path }) => method === 'GET' && path !== '/api/events');
    for (const { path, query } of gets) {
      for (const value of ['', 'x', '-1', '1.5', '1e400', '%00', 'x&', LONG]) {
        const all = query.map(
          (name) => `${name}=${value}${value.endsWith('&') ? `${name}=y` : ''}`,
        );
        const at = path.replaceAll(/\{\w+\}/g, 'x');
        const answer = await send(`${at}?${all.join('&')}`, { headers });
        if (answer.json !== undefined) readable(answer, locale === 'ko');
      }
    }
    const long = { ...headers, 'idempotency-key': LONG };
    for (const path of ['/api/generate', '/api/press']) {
      const { json } = await send(path, { body: { prompt: 'a', id: 'x' }, headers: long });
      expect(json.detail).not.toMatch(VALIDATOR);
    }
  });

  it.each<[string, object, string, string]>([
    ['/api/generate', { prompt: 7 }, '“prompt” must be a text.', '“prompt” 값은 글자여야 합니다.'],
    [
      '/api/generate',
      { prompt: 'a', angle: LONG },
      '“angle” may have at most 200 characters.',
      '“angle” 값은 200자까지 쓸 수 있습니다.',
    ],
    [
      '/api/generate',
      { prompt: 'a', referenses: [] },
      'There is no option “referenses”. Did you mean “references”? What belongs to the prompt can stand in quotation marks. Known options: prompt, tier, model, size, angle, lens, persona, category, tone_ratio, angle_ratio, experiment, versus, count, references.',
      '“referenses” 옵션은 없습니다. 혹시 “references” 옵션을 찾으셨나요? 프롬프트의 일부라면 따옴표 안에 적어 주세요. 쓸 수 있는 옵션: prompt, tier, model, size, angle, lens, persona, category, tone_ratio, angle_ratio, experiment, versus, count, references.',
    ],
    [
      '/api/generate',
      { prompt: 'a', references: [{ id: 'x', nam: 'y' }] },
      'There is no field “nam”. Did you mean “name”? Known fields: id, name.',
      '“nam” 항목은 없습니다. 혹시 “name” 항목을 찾으셨나요? 쓸 수 있는 항목: id, name.',
    ],
    ['/api/generate-side', { side: 'A' }, '“batch_id” is missing.', '“batch_id” 값이 없습니다.'],
    [
      '/api/generate-side',
      { batch_id: 'x', side: 'C' },
      '“side” must be one of these: A, B.',
      '“side” 값은 다음 중 하나여야 합니다: A, B.',
    ],
    [
      '/api/generate-side',
      { batch_id: 'x', side: 'A', injection_override: { tone_ratio: 30 } },
      '“injection_override.tone_ratio” must be one of these: 25, 50, 75, 100.',
      '“injection_override.tone_ratio” 값은 다음 중 하나여야 합니다: 25, 50, 75, 100.',
    ],
    [
      '/api/generate-side',
      { batch_id: 'x', side: 'A', injection_override: { reference_ids: Array(15).fill('r') } },
      '“injection_override.reference_ids” may have at most 14 entries.',
      '“injection_override.reference_ids”에는 14개까지 넣을 수 있습니다.',
    ],
    [
      '/api/feedback',
      { generation: 'x', rating: 1.5 },
      '“rating” must be a whole number.',
      '“rating” 값은 정수여야 합니다.',
    ],
    [
      '/api/reactions',
      { message_id: 'm', emoji: '👍', present: 'yes' },
      '“present” must be true or false.',
      '“present” 값은 true나 false여야 합니다.',
    ],
    ['/api/session', {}, '“token” is missing.', '“token” 값이 없습니다.'],
  ])('%s %j', async (path, body, english, korean) => {
    const en = await send(path, { body });
    const ko = await send(path, { body, headers: { 'accept-language': 'ko' } });
    expect([en.json.detail, ko.json.detail]).toEqual([english, korean]);
  });
});

describe('what is left out', () => {
  it.each([
    { size: null },
    { tier: '', size: '', model: '' },
    { angle: null, lens: '', count: null, tone_ratio: '', references: null },
    { references: [], versus: '', experiment: null, persona: '', category: null },
  ])('may be null or empty: %j', async (more) => {
    expect((await send('/api/generate', { body: { prompt: 'a', ...more } })).status).toBe(202);
  });

  it('may be an empty value of a query', async () => {
    for (const path of ['/api/history?before=', '/api/likes?before=', '/api/messages?before=']) {
      expect((await send(path)).status).toBe(200);
    }
    const suggested = await send('/api/suggest?option=size&typed=&tier=&model=');
    expect(suggested.json.suggestions.length).toBeGreaterThan(0);
  });
});
