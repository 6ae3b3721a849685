import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  Interaction,
  ModalSubmitInteraction,
} from 'discord.js';
import { namedBy } from '../../core/chat/action.ts';
import { optionsBehind } from '../../core/cards/forms.ts';
import type { Caller } from '../../core/domain/person.ts';
import type { Log } from '../../core/ports/system.ts';
import type { PressReply } from '../../core/studio/base/reply.ts';
import { WhenWritable } from '../../core/studio/base/when-writable.ts';
import type { PlacedReply } from '../../core/studio/show/in-place.ts';
import type { Studio } from '../../core/studio/use-cases.ts';
import { storageRefusal } from '../../core/words/storage-refusal.ts';
import { UserError } from '../../core/words/user-error.ts';
import { say, words } from '../../core/words/words.ts';
import {
  type Answerable,
  answerAfter,
  answerInPlace,
  answerPress,
  headerAnswer,
  isMissedAnswer,
  isUnderMessage,
  sayPrivately,
} from './answers.ts';
import { GENERATE, promoteMenuName } from './commands.ts';
import { modalOf, valuesOf } from './forms.ts';
import { callerOf, localeOf } from './identity.ts';
import { LIMITS } from './limits.ts';
import type { LiveInteractions } from './live-interactions.ts';
import type { Pictures } from './pictures.ts';
import { choiceOf, filesOfForm, restOf, type Sent, sentByCommand, typedOption } from './read.ts';
import type { DiscordSurface } from './surface.ts';
import type { UploadLimits } from './upload-limits.ts';

export interface InteractionParts {
  readonly studio: Studio;
  readonly pictures: Pictures;
  readonly live: LiveInteractions;
  readonly surface: DiscordSurface;
  readonly limits: UploadLimits;
  readonly log: Log;
  readonly adminUsers: readonly string[];
}

/** Handles commands, buttons and forms: reads them, runs one use case, answers. */
export class Interactions {
  readonly #parts: InteractionParts;
  readonly #writes: WhenWritable;

  constructor(parts: InteractionParts) {
    this.#parts = parts;
    this.#writes = new WhenWritable({
      writable: (waitMs) => parts.studio.writable(waitMs),
      failed: (err) => parts.log.error({ err }, 'what an interaction shows was not stored'),
    });
  }

  /** Never throws: says refusals privately; logs anything else once and apologizes. */
  async handle(interaction: Interaction): Promise<void> {
    try {
      if (interaction.isAutocomplete()) return await this.#suggest(interaction);
      if (!interaction.isRepliable()) return;
      await this.#act(interaction);
    } catch (cause) {
      await this.#failed(interaction, cause);
    }
  }

  /** Whether no earlier process handled it either. Requests for a pair have their own key. */
  #isFirst({ id }: Interaction, caller: Caller): boolean {
    return this.#parts.studio.isFirst(caller, id);
  }

  async #suggest(interaction: AutocompleteInteraction): Promise<void> {
    const { studio, adminUsers } = this.#parts;
    const caller = callerOf(interaction, adminUsers);
    const suggestions = studio.offers.suggest(caller, typedOption(interaction));
    await interaction.respond(suggestions.slice(0, LIMITS.choices).map(choiceOf));
  }

  async #act(interaction: Answerable): Promise<void> {
    // A refused request has no key in the database: delivered once more, it must not be accepted.
    if (!this.#parts.live.add(interaction)) return;
    const caller = callerOf(interaction, this.#parts.adminUsers);
    this.#writes.run(() => this.#learn(interaction, caller));
    const request = requestOf(interaction);
    // It waits for the database by itself, together with others.
    if (request !== undefined) return this.#generate(interaction, caller, request);
    await this.#parts.studio.writable();
    if (!this.#isFirst(interaction, caller)) return;
    if (interaction.isModalSubmit()) return this.#form(interaction, caller);
    if (interaction.isChatInputCommand()) {
      if (interaction.commandName === GENERATE) return this.#openForm(interaction, caller);
      const word = interaction.options.getSubcommand();
      const reply = await this.#parts.studio.menu.open(caller, word, restOf(interaction));
      return this.#answer(interaction, caller, reply);
    }
    const { press } = this.#parts.studio;
    if (interaction.isMessageContextMenuCommand()) {
      const { commandName, targetMessage } = interaction;
      const reply =
        commandName === promoteMenuName()
          ? await press.promoteOf(caller, targetMessage.id)
          : await press.detailsOf(caller, targetMessage.id);
      return this.#answer(interaction, caller, reply);
    }
    const run = async () => press.press(caller, pressedOf(interaction));
    return this.#answer(interaction, caller, await this.#press(interaction, caller, run));
  }

  /** Stores what every interaction shows: the server's limit, and that we may post here. */
  #learn(interaction: Answerable, { place, lacking = [] }: Caller): void {
    const { limits, studio } = this.#parts;
    limits.learn(place, interaction.guild, interaction.attachmentSizeLimit);
    if (lacking.length === 0) studio.worksAgain(place);
  }

  async #openForm(interaction: ChatInputCommandInteraction, caller: Caller): Promise<void> {
    const { options } = sentByCommand(interaction);
    const form = this.#parts.studio.generate.form(caller, options, { id: LIMITS.customId });
    await interaction.showModal(modalOf(form));
  }

  async #form(interaction: ModalSubmitInteraction, caller: Caller): Promise<void> {
    const values = valuesOf(interaction.fields);
    const { press } = this.#parts.studio;
    const reply = await this.#press(interaction, caller, () =>
      press.press(caller, interaction.customId, values),
    );
    return this.#answer(interaction, caller, reply);
  }

  /** Shows what comes of a press on the pressed message, if it is one of ours that everybody sees. */
  #press(
    interaction: Answerable,
    { place }: Caller,
    run: () => Promise<PressReply>,
  ): Promise<PlacedReply> {
    const { studio, surface } = this.#parts;
    if (!isUnderMessage(interaction)) return run();
    return studio.inPlace.press(place, interaction.message.id, run, (card, memo) =>
      answerInPlace(interaction, surface.bodyOf(card, memo)),
    );
  }

  /** Answers with the header. */
  async #generate(interaction: Answerable, caller: Caller, sent: Sent): Promise<void> {
    await this.#parts.studio.generate.accept(caller, {
      ...sent,
      requestKey: `discord ${interaction.id}`,
      answer: headerAnswer(interaction),
      sayInstead: (text) => sayPrivately(interaction, text),
    });
  }

  async #answer(interaction: Answerable, caller: Caller, reply: PlacedReply): Promise<void> {
    const parts = { pictures: this.#parts.pictures, locale: caller.locale };
    await answerPress(interaction, reply, parts);
    if (reply.type !== 'card' || reply.pending === undefined) return;
    const after = await this.#parts.studio.press.settled(caller, reply.pending);
    await answerAfter(interaction, after, parts);
  }

  async #failed(interaction: Interaction, cause: unknown): Promise<void> {
    const { log } = this.#parts;
    const about = aboutOf(interaction);
    if (isMissedAnswer(cause)) {
      return log.warn({ err: cause, ...about }, 'an interaction could not be answered in time');
    }
    const locale = localeOf(interaction.locale);
    const isRefusal = cause instanceof UserError;
    if (!isRefusal) log.error({ err: cause, ...about }, 'an interaction failed');
    if (!interaction.isRepliable()) return;
    const refusal = isRefusal ? cause : storageRefusal(cause);
    const text = refusal === undefined ? words(locale).fault() : say(refusal, locale);
    await sayPrivately(interaction, text).catch((lost: unknown) => {
      log.warn({ err: lost, ...about }, 'a refusal could not be said');
    });
  }
}

/** The pair that it asks for; undefined when it asks for none yet, or for something else. */
function requestOf(interaction: Answerable): Sent | undefined {
  if (interaction.isModalSubmit()) {
    const behind = optionsBehind(interaction.customId);
    if (behind === undefined) return undefined;
    const options = { ...behind, ...valuesOf(interaction.fields) };
    return { options, attachments: filesOfForm(interaction) };
  }
  if (!interaction.isChatInputCommand() || interaction.commandName !== GENERATE) return undefined;
  const sent = sentByCommand(interaction);
  const isEmpty = (sent.options.prompt ?? '').trim() === '' && sent.attachments.length === 0;
  return isEmpty ? undefined : sent;
}

/** What the log says of an interaction: its kind, and the pair or generation that it names. */
function aboutOf(interaction: Interaction): Readonly<Record<string, unknown>> {
  const { type: kind } = interaction;
  if (interaction.isModalSubmit()) return { kind, ...namedBy(interaction.customId) };
  if (!interaction.isMessageComponent()) return { kind };
  const [chosen = interaction.customId] = interaction.isStringSelectMenu()
    ? interaction.values
    : [];
  return { kind, ...namedBy(chosen) };
}

/** The id of the pressed button, or of the chosen entry of a list. */
function pressedOf(interaction: Answerable): string {
  if (interaction.isButton()) return interaction.customId;
  const [chosen] = interaction.isStringSelectMenu() ? interaction.values : [];
  if (chosen === undefined) throw new UserError('button_unknown');
  return chosen;
}
