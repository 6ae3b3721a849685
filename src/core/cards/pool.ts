import { encodeAction } from '../chat/action.ts';
import type { Card, CardThumbnail, Line, Select } from '../chat/card.ts';
import { placeName } from '../plan/places.ts';
import type { PoolEntry, PoolTarget } from '../domain/pool.ts';
import { encodeShelf, type Shelf } from '../chat/shelf.ts';
import { words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import { button, linked, privateCard, rows, textLines } from './parts.ts';

/** One page of a shelf. */
export interface PoolPage {
  readonly shelf: Shelf;
  readonly entries: readonly PoolEntry[];
  /** Of the shelf. */
  readonly total: number;
  /** From 0, and how many entries come before it. */
  readonly page: number;
  readonly before: number;
}

/** A page of the pool; references that helped most come first. */
export function poolCard(
  { shelf, entries, total, page, before }: PoolPage,
  targets: readonly PoolTarget[],
  context: CardContext,
): Card {
  const { locale } = context;
  const say = words(locale);
  const last = before + entries.length;
  const turn = (to: number) => ({ type: 'pool', page: to, shelf }) as const;
  const lines = [
    { text: say.pool_count(total, before + 1, last) },
    ...entries.map((entry) => entryLine(entry, context)),
  ];
  return privateCard(say.pool_heading(nameOfShelf(shelf, targets, context)), lines, {
    locale,
    selects: [
      ...(entries.length === 0 ? [] : [entrySelect(entries, context)]),
      shelfSelect(shelf, targets, context),
    ],
    rows: rows([
      page > 0 ? button(say.pool_newer(), turn(page - 1)) : null,
      last < total ? button(say.more(), turn(page + 1)) : null,
    ]),
  });
}

function entryLine(entry: PoolEntry, { locale }: CardContext): Line {
  const say = words(locale);
  const name = nameOfEntry(entry);
  const { kind, location } = entry.reference;
  // Captions often name what they are of already.
  const about = name.includes(entry.targetName)
    ? say.reference_kind(kind)
    : aboutEntry(entry, locale);
  const place = location === null ? '' : placeName(location, locale);
  const isSaid = name.toLowerCase().includes(place.toLowerCase());
  const text = [name, about, ...(isSaid ? [] : [place]), say.pool_helped(entry.helped)].join(' · ');
  return { text, ...(entry.purgedAt === null ? { picture: pictureOf(entry) } : {}) };
}

function nameOfEntry({ reference, targetName }: PoolEntry): string {
  return reference.caption === '' ? targetName : reference.caption;
}

function aboutEntry({ reference, targetName }: PoolEntry, locale: CardContext['locale']): string {
  return `${targetName} (${words(locale).reference_kind(reference.kind)})`;
}

function pictureOf(entry: PoolEntry): CardThumbnail {
  return { key: entry.reference.key, label: nameOfEntry(entry) };
}

/** A list to open one of these references. */
export function entrySelect(entries: readonly PoolEntry[], { locale }: CardContext): Select {
  const say = words(locale);
  const options = entries.map((entry) => ({
    id: encodeAction({ type: 'pool_entry', reference: entry.reference.id }),
    label: nameOfEntry(entry),
    hint: aboutEntry(entry, locale),
  }));
  return { label: say.pool_open(), options };
}

function shelfSelect(now: Shelf, targets: readonly PoolTarget[], context: CardContext): Select {
  const whole = (['all', 'tone', 'angle', 'model', 'removed'] as const).map((of) => ({ of }));
  const single = targets.map(({ kind, slug }) => {
    return { of: 'target', target: { kind, slug } } as const;
  });
  const options = [...whole, ...single].map((shelf: Shelf) => ({
    id: encodeAction({ type: 'pool', page: 0, shelf }),
    label: nameOfShelf(shelf, targets, context),
    ...(encodeShelf(shelf) === encodeShelf(now) ? { chosen: true } : {}),
  }));
  return { label: words(context.locale).pool_filter(), options };
}

function nameOfShelf(
  shelf: Shelf,
  targets: readonly PoolTarget[],
  { locale }: CardContext,
): string {
  const say = words(locale);
  if (shelf.of !== 'target') return say.shelf_name(shelf.of);
  const { kind, slug } = shelf.target;
  const name = targets.find((one) => one.kind === kind && one.slug === slug)?.displayName ?? slug;
  return say.target_choice(kind, name);
}

/** One reference: where it came from, how it helped, and whether it was removed. `mayChange` for admins. */
export function poolEntryCard(entry: PoolEntry, mayChange: boolean, context: CardContext): Card {
  const { locale } = context;
  const say = words(locale);
  const { reference, removed, purgedAt } = entry;
  const { id, location, tags } = reference;
  const isRemoved = removed !== null && purgedAt === null;
  const lines = [
    ...textLines(
      aboutEntry(entry, locale),
      location === null ? null : say.pool_place(placeName(location, locale)),
      tags.length === 0 ? null : say.pool_tags(tags.join(', ')),
    ),
    originLine(entry, context),
    ...textLines(
      say.pool_helped(entry.helped),
      isRemoved ? say.pool_removed(removed.byName, removed.at) : null,
      purgedAt === null ? null : say.pool_purged(purgedAt),
    ),
  ];
  return privateCard(nameOfEntry(entry), lines, {
    locale,
    ...(purgedAt === null ? { picture: pictureOf(entry) } : {}),
    rows: rows([
      mayChange && removed === null
        ? button(say.pool_remove(), { type: 'pool_remove', reference: id }, 'danger')
        : null,
      mayChange && isRemoved
        ? button(say.pool_restore(), { type: 'pool_restore', reference: id }, 'primary')
        : null,
      button(say.pool_back(), { type: 'pool', page: 0, shelf: { of: 'all' } }),
    ]),
  });
}

function originLine({ added, generationId }: PoolEntry, context: CardContext): Line {
  const say = words(context.locale);
  switch (added.source) {
    case 'starter':
      return { text: say.pool_starter(added.at) };
    case 'import':
      return { text: say.pool_imported(added.at) };
    case 'promotion': {
      const line = { text: say.pool_promoted(added.by.name, added.at) };
      return generationId === null ? line : linked(line, generationId, context);
    }
  }
}
