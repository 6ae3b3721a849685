/** Rewrites the tables of models in docs/providers.md from the rows of a new database. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Model, sizeName } from '../src/core/domain/model.ts';
import type { TextModelRow } from '../src/core/domain/text-model.ts';
import { seedModels, seedTextModels } from '../src/storage/seed-rows.ts';

const PATH = join(import.meta.dirname, '..', 'docs', 'providers.md');

const models = seedModels();
const offered = tableOf(
  ['id', 'name', 'provider', 'vendor’s name', 'tier', 'sizes', 'references', 'price'],
  models.filter((one) => one.active).map(offeredRow),
);
const retired = tableOf(
  ['id', 'ended', 'successor'],
  models.filter((one) => !one.active).map(retiredRow),
);
const texts = tableOf(
  ['id', 'name', 'provider', 'vendor’s name', 'sees pictures', 'price'],
  seedTextModels().map(textRow),
);
const tables = { offered, retired, texts };
const text = readFileSync(PATH, 'utf8');
const written = Object.entries(tables).reduce((all, [name, one]) => replaced(all, name, one), text);
writeFileSync(PATH, written);

function textRow(row: TextModelRow): readonly string[] {
  const { id, displayName, provider, model, seesPictures, tokenPrices } = row;
  const price =
    tokenPrices === null ? 'unknown' : `$${tokenPrices.textIn} in, $${tokenPrices.textOut} out`;
  return [`\`${id}\``, displayName, provider, `\`${model}\``, seesPictures ? 'yes' : 'no', price];
}

function offeredRow(model: Model): readonly string[] {
  const { provider, id, displayName, tier, maxReferences } = model;
  return [
    `\`${id}\``,
    displayName,
    provider,
    `\`${model.model}\``,
    tier,
    sizesOf(model),
    String(maxReferences),
    priceOf(model),
  ];
}

function retiredRow({ id, retiredOn, successor }: Model): readonly string[] {
  return [`\`${id}\``, retiredOn ?? 'day unknown', `\`${successor ?? 'none'}\``];
}

/** The three sizes with names, and the number of all others. */
function sizesOf({ squareSize, landscapeSize, portraitSize, validSizes }: Model): string {
  const named = [...new Set([squareSize, landscapeSize, portraitSize].map(sizeName))];
  const more = validSizes.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function priceOf({ costUsd, tokenPrices }: Model): string {
  if (costUsd !== null) return costUsd === 0 ? 'free' : `$${costUsd} an image`;
  if (tokenPrices === null) return 'unknown';
  const { textIn, imageIn, textOut, imageOut } = tokenPrices;
  const parts = [
    `$${textIn} text in`,
    `$${imageIn} images in`,
    ...(textOut === 0 ? [] : [`$${textOut} text out`]),
    `$${imageOut} images out`,
  ];
  return parts.join(', ');
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** The text with a table between `<!-- name -->` and `<!-- end of name -->`. */
function replaced(before: string, name: string, table: string): string {
  const [from, to] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const start = before.indexOf(from) + from.length;
  const end = before.indexOf(to);
  if (start < from.length || end < start) throw new Error(`no place for the table "${name}"`);
  return `${before.slice(0, start)}\n\n${table}\n\n${before.slice(end)}`;
}
