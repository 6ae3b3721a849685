import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Component, everyComponent } from '../fakes/discord/component.ts';
import type { KeptMessage } from '../fakes/discord/recall.ts';

export const FOLDER = join(import.meta.dirname, '../fixtures/data-folder-1');

/** A pair of the fixture: its id, and those of each side's generations, oldest first. */
interface NamedPair {
  readonly pair: string;
  readonly A: readonly string[];
  readonly B: readonly string[];
}

/** What the fixture's README lists, by its names. */
interface Names {
  readonly takenAt: string;
  readonly pairs: Readonly<Record<string, NamedPair>>;
  readonly drafts: { readonly web: string };
  readonly references: Readonly<Record<'tone' | 'person' | 'removed' | 'purged', string>>;
}

interface KeptChannel {
  readonly id: string;
  readonly name: string;
  readonly messages: readonly KeptMessage[];
}

export interface KeptGuild {
  readonly id: string;
  readonly name: string;
  readonly maxUpload: number;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly members: readonly {
    readonly user: string;
    readonly nick: string | null;
    readonly roles: readonly string[];
    readonly admin: boolean;
  }[];
  readonly channels: readonly KeptChannel[];
}

/** Discord as it was when the folder was copied. */
interface KeptDiscord {
  readonly applicationId: string;
  readonly users: readonly {
    readonly id: string;
    readonly name: string;
    readonly globalName: string | null;
  }[];
  readonly guilds: readonly KeptGuild[];
  readonly dms: readonly (KeptChannel & { readonly user: string })[];
}

const read = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
export const NAMES: Names = read('names.json');
export const DISCORD: KeptDiscord = read('discord.json');

/** The id of the pair of that name. */
export function pairOf(name: string): string {
  return named(name).pair;
}

/** The id of one of a side's generations, such as `A2`. */
export function idOf(name: string, which: `${'A' | 'B'}${number}`): string {
  const side = which.startsWith('A') ? 'A' : 'B';
  const id = named(name)[side][Number(which.slice(1)) - 1];
  if (id === undefined) throw new Error(`${name} has no ${which}`);
  return id;
}

/** The id of the Discord message that had this button when the folder was copied. */
export function messageWith(buttonId: string): string {
  const channels = [...DISCORD.guilds.flatMap((one) => one.channels), ...DISCORD.dms];
  const all = channels.flatMap((one) => one.messages);
  const found = all.find((one) => idsOf(one.components).includes(buttonId));
  if (found === undefined) throw new Error(`no old message has ${buttonId}`);
  return found.id;
}

function idsOf(components: readonly Component[]): readonly string[] {
  return everyComponent(components).flatMap((one) => one.custom_id ?? []);
}

function named(name: string): NamedPair {
  const found = NAMES.pairs[name];
  if (found === undefined) throw new Error(`the fixture has no pair ${name}`);
  return found;
}
