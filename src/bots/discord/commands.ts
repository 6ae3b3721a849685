import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOptionChoice,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import {
  DIPTYCH_WORDS,
  OPTION_NAMES,
  type OptionName,
  WORD_OPTIONS,
} from '../../core/chat/command.ts';
import { DEFAULT_DAYS, MAX_DAYS } from '../../core/domain/cost-report.ts';
import { MAX_COUNT } from '../../core/domain/limits.ts';
import { EXPERIMENTS, RATIOS } from '../../core/domain/spec.ts';
import { type Sentences, words } from '../../core/words/words.ts';
import { REFERENCE_OPTIONS } from './read.ts';

type Sentence = (say: Sentences) => string;

export const GENERATE = 'generate';
export const DIPTYCH = 'diptych';

/** All that the bot registers: two commands, and two entries under Apps on a message. */
export function commandDefinitions(
  scope: 'everywhere' | 'server',
): readonly RESTPostAPIApplicationCommandsJSONBody[] {
  // A server's own commands work there alone, without places.
  const places = scope === 'everywhere' ? PLACES : {};
  return [
    {
      ...places,
      type: ApplicationCommandType.ChatInput,
      name: GENERATE,
      ...described((say) => say.command_generate()),
      options: [...OPTION_NAMES.map(option), ...REFERENCE_OPTIONS.map(referenceOption)],
    },
    {
      ...places,
      type: ApplicationCommandType.ChatInput,
      name: DIPTYCH,
      ...described((say) => say.command_diptych()),
      options: DIPTYCH_WORDS.map((word) => subcommand(word)),
    },
    { ...places, type: ApplicationCommandType.Message, ...named((say) => say.menu_details()) },
    { ...places, type: ApplicationCommandType.Message, ...named((say) => say.menu_promote()) },
  ];
}

/** The command on a message that promotes its image. */
export function promoteMenuName(): string {
  return words('en').menu_promote();
}

/** In servers and in direct messages with the bot, not between people. */
const PLACES = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
};

function named(sentence: Sentence) {
  return { name: sentence(words('en')), name_localizations: { ko: sentence(words('ko')) } };
}

function described(sentence: Sentence) {
  return {
    description: sentence(words('en')),
    description_localizations: { ko: sentence(words('ko')) },
  };
}

function option(name: OptionName): APIApplicationCommandBasicOption {
  const base = { name, ...described((say) => say.option_about(name)) };
  const { String: Text, Integer } = ApplicationCommandOptionType;
  switch (name) {
    case 'tone_ratio':
    case 'angle_ratio':
      return {
        ...base,
        type: Integer,
        choices: RATIOS.map((one) => choice(one, () => `${one} %`)),
      };
    case 'count':
      return { ...base, type: Integer, min_value: 1, max_value: MAX_COUNT };
    case 'experiment': {
      const choices = EXPERIMENTS.map((one) => choice(one, (say) => say.experiment_name(one)));
      return { ...base, type: Text, choices };
    }
    case 'prompt':
      return { ...base, type: Text };
    default:
      return { ...base, type: Text, autocomplete: true };
  }
}

function choice<T extends string | number>(
  value: T,
  sentence: Sentence,
): APIApplicationCommandOptionChoice<T> {
  return { value, ...named(sentence) };
}

function referenceOption(name: string): APIApplicationCommandBasicOption {
  const about = described((say) => say.option_reference());
  return { name, ...about, type: ApplicationCommandOptionType.Attachment };
}

function subcommand(word: (typeof DIPTYCH_WORDS)[number]): APIApplicationCommandSubcommandOption {
  const { Subcommand, String: Text, Integer, Boolean: Switch } = ApplicationCommandOptionType;
  const base = {
    type: Subcommand,
    name: word,
    ...described((say) => say.word_about(word)),
  } as const;
  switch (word) {
    case 'pool': {
      const about = described((say) => say.option_shelf());
      const shelf = { type: Text, name: WORD_OPTIONS.pool, ...about, autocomplete: true } as const;
      return { ...base, options: [shelf] };
    }
    case 'costs': {
      const about = described((say) => say.option_days(DEFAULT_DAYS));
      const range = { min_value: 1, max_value: MAX_DAYS };
      return {
        ...base,
        options: [{ type: Integer, name: WORD_OPTIONS.costs, ...about, ...range }],
      };
    }
    case 'settings': {
      const about = described((say) => say.option_spoiler());
      return { ...base, options: [{ type: Switch, name: WORD_OPTIONS.settings, ...about }] };
    }
    default:
      return base;
  }
}
