import { badField, invalidForm } from './errors.ts';
import type { Ground } from './ground.ts';
import { asJson, isJson, type Json } from './json.ts';
import { COMMAND, type CommandForm, commandLength, commandShape } from './validate-command.ts';
import { formed } from './validate.ts';

const MAX_LENGTH = 8000;
const MAX_OF_TYPE: Readonly<Record<number, number>> = { 1: 100, 2: 5, 3: 5 };

/** A registered command. */
export interface FakeCommand {
  readonly id: string;
  readonly version: string;
  readonly type: number;
  readonly name: string;
  readonly guildId: string | null;
  readonly form: CommandForm;
}

/** What the application registered, everywhere (null) and by server. */
export class Commands {
  readonly #ground: Ground;
  readonly #byPlace = new Map<string | null, readonly FakeCommand[]>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  list(guildId: string | null): readonly FakeCommand[] {
    return this.#byPlace.get(guildId) ?? [];
  }

  /** Replaces all commands of a place. */
  replace(guildId: string | null, body: unknown): readonly FakeCommand[] {
    if (!Array.isArray(body)) throw badField([], 'LIST_TYPE_CONVERT', 'Only iterables may be used');
    const forms = body.map((one: unknown, index) => readCommand(one, [index]));
    const commands: FakeCommand[] = [];
    for (const [index, form] of forms.entries()) {
      if (find(commands, form))
        throw badField(
          [index, 'name'],
          'APPLICATION_COMMANDS_DUPLICATE_NAME',
          'Application command names must be unique',
        );
      commands.push(this.#command(guildId, form));
    }
    checkCounts(commands);
    this.#byPlace.set(guildId, commands);
    return commands;
  }

  /** Adds one command; one of the same name and type is replaced. */
  add(guildId: string | null, body: unknown): { command: FakeCommand; isNew: boolean } {
    const form = readCommand(body, []);
    const before = find(this.list(guildId), form);
    const command = this.#command(guildId, form);
    const rest = this.list(guildId).filter((one) => one !== before);
    checkCounts([...rest, command]);
    this.#byPlace.set(guildId, [...rest, command]);
    return { command, isNew: before === undefined };
  }

  #command(guildId: string | null, form: CommandForm): FakeCommand {
    const { ids } = this.#ground;
    const before = find(this.list(guildId), form);
    const [id, version] = [before?.id ?? ids.next(), ids.next()];
    return { id, version, type: form.type ?? COMMAND.chatInput, name: form.name, guildId, form };
  }

  toApi({ id, version, type, guildId, form }: FakeCommand, localized: boolean): Json {
    const global = { contexts: form.contexts ?? null, dm_permission: form.dm_permission ?? true };
    return {
      ...(localized ? form : unlocalized(form)),
      id,
      version,
      type,
      application_id: this.#ground.applicationId,
      description: form.description ?? '',
      default_member_permissions: form.default_member_permissions ?? null,
      integration_types: form.integration_types ?? [0],
      nsfw: form.nsfw ?? false,
      ...(guildId === null ? global : { guild_id: guildId, contexts: null }),
    };
  }
}

function find(commands: readonly FakeCommand[], form: CommandForm): FakeCommand | undefined {
  const type = form.type ?? COMMAND.chatInput;
  return commands.find((one) => one.name === form.name && one.type === type);
}

function readCommand(body: unknown, at: readonly PropertyKey[]): CommandForm {
  const form = formed(commandShape(body), body, at);
  if (commandLength(form) > MAX_LENGTH) {
    const message = `Command exceeds maximum size (${MAX_LENGTH})`;
    throw badField(at, 'APPLICATION_COMMAND_TOO_LARGE', message);
  }
  return form;
}

function checkCounts(commands: readonly FakeCommand[]): void {
  for (const [type, max] of Object.entries(MAX_OF_TYPE)) {
    if (commands.filter((one) => one.type === Number(type)).length <= max) continue;
    const message = `Maximum number of application commands reached (${max})`;
    throw invalidForm([{ path: [], code: 'APPLICATION_COMMANDS_TOO_MANY', message }]);
  }
}

function unlocalized(value: unknown): Json {
  const plain = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(plain);
    return isJson(one) ? unlocalized(one) : one;
  };
  const kept = Object.entries(asJson(value)).filter(([key]) => !key.endsWith('_localizations'));
  return Object.fromEntries(kept.map(([key, one]) => [key, plain(one)]));
}
