import { type Model, namedSizes, sizeName } from '../core/domain/model.ts';
import type { TokenPrices } from '../core/domain/price.ts';
import { type Column, tableOf } from './table/table.ts';
import { wrapped } from './table/width.ts';

const IN_USE: readonly Column<Model>[] = [
  { heading: 'ID', cell: ({ id }) => id },
  { heading: 'NAME', cell: ({ displayName }) => displayName },
  { heading: 'PROVIDER', cell: ({ provider }) => provider, optional: true },
  { heading: 'TIER', cell: ({ tier }) => tier },
  { heading: 'PRICE', cell: priceCell },
  { heading: 'SIZES', cell: sizesCell, optional: true },
];
const GONE: readonly Column<Model>[] = [
  { heading: 'ID', cell: ({ id }) => id },
  { heading: 'NAME', cell: ({ displayName }) => displayName, optional: true },
  { heading: 'RETIRED', cell: ({ retiredOn }) => retiredOn ?? '', optional: true },
  { heading: 'USE INSTEAD', cell: ({ successor }) => successor ?? '' },
];

/** The models in use and, under them, those that are not. `width` is the columns that there are. */
export function modelTables(models: readonly Model[], width: number): readonly string[] {
  const [used, gone] = [models.filter((one) => one.active), models.filter((one) => !one.active)];
  const standard = models.find((one) => one.isDefault);
  const more = [
    ...(standard === undefined ? [] : [`The default is ${standard.id}.`]),
    '"diptych models show ID" has all sizes and fields of a model.',
  ];
  return [
    ...tableOf(used, IN_USE, width),
    '',
    ...wrapped(more.join(' '), width),
    ...(gone.length === 0 ? [] : ['', 'Not in use:', ...tableOf(gone, GONE, width)]),
  ];
}

function priceCell({ costUsd, tokenPrices }: Model): string {
  if (costUsd !== null) return costUsd === 0 ? 'free' : `$${costUsd} an image`;
  return tokenPrices === null ? 'unknown' : tokenRange(tokenPrices);
}

function tokenRange(prices: TokenPrices): string {
  const some = Object.values(prices).filter((usd) => usd > 0);
  if (some.length === 0) return 'free';
  return `$${Math.min(...some)}–${Math.max(...some)} a million tokens`;
}

function sizesCell(model: Model): string {
  const named = [...new Set(Object.values(namedSizes(model)).map(sizeName))];
  const more = model.validSizes.length - named.length;
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join(' ');
}
