import type { Locale } from '../../core/domain/person.ts';

/** Languages that are read of a header: browsers send fewer than ten. */
const MAX_LANGUAGES = 50;

/**
 * The language of `Accept-Language` that is preferred most: the highest weight, then the first (RFC 9110, 12.5.4).
 * Weight 0 means never. English without one of ours.
 */
export function localeOf(acceptLanguage = ''): Locale {
  let best = { locale: 'en' as Locale, weight: 0 };
  for (const range of acceptLanguage.slice(0, 1_000).split(',', MAX_LANGUAGES)) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const locale = (['ko', 'en'] as const).find((one) => tag === one || tag.startsWith(`${one}-`));
    const weight = weightOf(parameters);
    if (locale !== undefined && weight > best.weight) best = { locale, weight };
  }
  return best.locale;
}

/** 1 without a weight; 0 for one that cannot be read. */
function weightOf(parameters: readonly string[]): number {
  const written = parameters.find((one) => /^q\s*=/.test(one));
  if (written === undefined) return 1;
  const weight = Number(written.split('=')[1]?.trim() || Number.NaN);
  return weight >= 0 && weight <= 1 ? weight : 0;
}
