import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discordFields } from '../src/bots/discord/settings.ts';
import { slackFields } from '../src/bots/slack/settings.ts';
import { metricsFields } from '../src/metrics/settings.ts';
import { redisFields } from '../src/jobs/redis-settings.ts';
import { VENDORS } from '../src/providers/vendors.ts';
import { failureSentence } from '../src/core/cards/parts.ts';
import { ERROR_KINDS, retryCanHelp } from '../src/core/domain/failure.ts';
import { type Model, sizeName } from '../src/core/domain/model.ts';
import { seedModels, seedTextModels } from '../src/storage/seed-rows.ts';

const ROOT = resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** The cells of a table's row by what its first cell names. Throws unless there is exactly one. */
function rowOf(name: string): readonly string[] {
  const rows = read('docs/providers.md')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(1, -1).split('|'))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll('`', '')));
  const found = rows.filter(([first]) => first === name);
  if (found.length !== 1 || found[0] === undefined) {
    throw new Error(`${found.length} rows for ${name}: run npx node scripts/model-tables.ts`);
  }
  return found[0];
}

/** All dollars of a price that are not 0, in the order in which they are written. */
function dollarsOf({ costUsd, tokenPrices }: Model): readonly number[] {
  const { textIn = 0, imageIn = 0, textOut = 0, imageOut = 0 } = tokenPrices ?? {};
  return [costUsd ?? 0, textIn, imageIn, textOut, imageOut].filter((usd) => usd !== 0);
}

describe('docs/providers.md', () => {
  const models = seedModels();
  const offered = models.filter((one) => one.active);
  const retired = models.filter((one) => !one.active);

  it.each(offered.map((one) => [one.id, one] as const))(
    'has %s with its names, tier, sizes, references and price',
    (id, model) => {
      const [, name, provider, vendorName, tier, sizes = '', references, price = ''] = rowOf(id);
      expect([name, provider, vendorName, tier]).toEqual([
        model.displayName,
        model.provider,
        model.model,
        model.tier,
      ]);
      const named = [model.squareSize, model.landscapeSize, model.portraitSize].map(sizeName);
      for (const size of named) expect(sizes).toContain(size);
      const more = model.validSizes.length - new Set(named).size;
      expect(/and (\d+) more/.exec(sizes)?.[1] ?? '0').toBe(String(more));
      expect(references).toBe(String(model.maxReferences));
      const dollars = [...price.matchAll(/\$([\d.]+)/g)].map(([, usd]) => Number(usd));
      expect(dollars).toEqual(dollarsOf(model));
      expect(price === 'free').toBe(model.costUsd === 0);
    },
  );

  it.each(retired.map((one) => [one.id, one] as const))(
    'has %s with its end and its successor',
    (id, { retiredOn, successor }) => {
      expect(rowOf(id)).toEqual([id, retiredOn ?? 'day unknown', successor]);
    },
  );

  it.each(seedTextModels().map((one) => [one.id, one] as const))(
    'has the text model %s with its names and price',
    (id, { displayName, provider, model, tokenPrices }) => {
      const [, name, vendor, vendorName, sees, price = ''] = rowOf(id);
      expect([name, vendor, vendorName, sees]).toEqual([displayName, provider, model, 'yes']);
      const dollars = [...price.matchAll(/\$([\d.]+)/g)].map(([, usd]) => Number(usd));
      expect(dollars).toEqual([tokenPrices?.textIn, tokenPrices?.textOut]);
    },
  );

  it.each(ERROR_KINDS)('has the sentence and the buttons of %s', (kind) => {
    const [, sentences, buttons] = rowOf(kind);
    const failure = { kind, detail: '', retryAfterMs: 20_000 };
    for (const stage of ['input', 'output'] as const) {
      expect(sentences).toContain(failureSentence({ ...failure, stage }, 'en', 'Sample'));
    }
    expect(buttons).toBe(retryCanHelp(kind) ? 'Retry' : 'none');
  });
});

describe('every setting of an image vendor', () => {
  const names = Object.values(VENDORS).flatMap(({ key, address }) => [key, address]);

  it.each(['README.md', '.env.example', 'compose.yaml', 'docs/providers.md'])(
    'is in %s',
    (file) => {
      expect(names).toContain('OPENAI_API_KEY');
      const text = read(file);
      expect(names.filter((name) => !text.includes(name))).toEqual([]);
    },
  );
});

describe('every setting of a chat', () => {
  const names = Object.keys({ ...discordFields, ...slackFields });
  // For gateways and tests.
  const addresses = ['DISCORD_API_URL', 'SLACK_API_URL'];

  it.each(['README.md', '.env.example', 'compose.yaml'])('is in %s', (file) => {
    const wanted = file === 'README.md' ? names : names.filter((one) => !addresses.includes(one));
    expect(wanted).toContain('SLACK_SIGNING_SECRET');
    const text = read(file);
    expect(wanted.filter((name) => !text.includes(name))).toEqual([]);
  });
});

describe('every setting of Redis, and of a worker’s port', () => {
  it.each(['README.md', '.env.example', 'compose.yaml'])('is in %s', (file) => {
    const text = read(file);
    expect(
      Object.keys({ ...redisFields, ...metricsFields }).filter((name) => !text.includes(name)),
    ).toEqual([]);
  });
});

describe('every link to a file', () => {
  const files = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
  it.each([...files, ...globSync('docs/*.md', { cwd: ROOT })])('of %s leads to one', (file) => {
    const links = [...read(file).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, path = '']) => path);
    const own = links.filter((path) => !path.includes('://'));
    const missing = own.filter((path) => !existsSync(join(ROOT, dirname(file), path)));
    expect(missing).toEqual([]);
  });
});

describe('every file that ARCHITECTURE.md names', () => {
  const sources = globSync('{src,test,bench,eval,scripts,bin}/**/*', { cwd: ROOT });
  const named = [...read('ARCHITECTURE.md').matchAll(/`([\w/.-]+\.(?:ts|js|sql))`/g)];

  it.each([...new Set(named.map(([, path = '']) => path))])('is there: %s', (path) => {
    expect(sources.some((one) => `/${one}`.endsWith(`/${path}`))).toBe(true);
  });
});
