import { describe, expect, it } from 'vitest';
import { commandDefinitions } from '../../src/bots/discord/commands.ts';

const SUBCOMMAND = 1;
const TEXT = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const ATTACHMENT = 11;

interface Option {
  readonly name: string;
  readonly type: number;
  readonly description: string;
  readonly description_localizations?: { readonly ko?: string | null } | null;
  readonly options?: readonly Option[];
}

function optionsOf(name: string): readonly Option[] {
  const command = commandDefinitions('everywhere').find((one) => one.name === name);
  return command && 'options' in command ? (command.options ?? []) : [];
}

describe('the commands that are registered', () => {
  it('are two to type and two on messages', () => {
    expect(commandDefinitions('server').map(({ type, name }) => [type, name])).toEqual([
      [1, 'generate'],
      [1, 'diptych'],
      [3, 'Diptych details'],
      [3, 'Diptych promote'],
    ]);
  });

  it('work everywhere in servers and in the bot’s own direct messages, and nowhere else', () => {
    for (const command of commandDefinitions('everywhere')) {
      expect(command).toMatchObject({ integration_types: [0], contexts: [0, 1] });
    }
    for (const command of commandDefinitions('server')) {
      expect(command).not.toHaveProperty('integration_types');
      expect(command).not.toHaveProperty('contexts');
    }
  });

  it('need no option: a form asks for the prompt', () => {
    for (const option of [...optionsOf('generate'), ...optionsOf('diptych')]) {
      expect(option).not.toHaveProperty('required');
    }
  });

  it('take options of /generate in this order, each with a type and limits', () => {
    const percents = [25, 50, 75, 100].map((value) => ({ name: `${value} %`, value }));
    expect(optionsOf('generate')).toMatchObject([
      { name: 'prompt', type: TEXT },
      { name: 'tier', type: TEXT, autocomplete: true },
      { name: 'model', type: TEXT, autocomplete: true },
      { name: 'size', type: TEXT, autocomplete: true },
      { name: 'angle', type: TEXT, autocomplete: true },
      { name: 'lens', type: TEXT, autocomplete: true },
      { name: 'persona', type: TEXT, autocomplete: true },
      { name: 'category', type: TEXT, autocomplete: true },
      { name: 'tone_ratio', type: INTEGER, choices: percents },
      { name: 'angle_ratio', type: INTEGER, choices: percents },
      {
        name: 'experiment',
        type: TEXT,
        choices: [
          { name: '3 tone references against 5', value: 'tones' },
          { name: 'angle in words against an image', value: 'angles' },
          { name: 'one model against another', value: 'models' },
        ],
      },
      { name: 'versus', type: TEXT, autocomplete: true },
      { name: 'count', type: INTEGER, min_value: 1, max_value: 8 },
      { name: 'reference', type: ATTACHMENT },
      { name: 'reference2', type: ATTACHMENT },
      { name: 'reference3', type: ATTACHMENT },
      { name: 'reference4', type: ATTACHMENT },
      { name: 'reference5', type: ATTACHMENT },
      { name: 'reference6', type: ATTACHMENT },
      { name: 'reference7', type: ATTACHMENT },
    ]);
    expect(optionsOf('generate')[0]).not.toHaveProperty('autocomplete');
  });

  it('have a word of /diptych for each thing there is, and the settings', () => {
    expect(optionsOf('diptych').map(({ name, type }) => [name, type])).toEqual(
      ['help', 'credits', 'history', 'likes', 'models', 'pool', 'review', 'costs', 'settings'].map(
        (name) => [name, SUBCOMMAND],
      ),
    );
    expect(optionsOf('diptych').flatMap(({ options = [] }) => options)).toMatchObject([
      { name: 'of', type: TEXT, autocomplete: true },
      { name: 'days', type: INTEGER, min_value: 1, max_value: 366 },
      { name: 'spoiler', type: BOOLEAN },
    ]);
  });

  it('are described in English and in Korean', () => {
    const all = [...optionsOf('generate'), ...optionsOf('diptych')];
    const every = all.flatMap((one) => [one, ...(one.options ?? [])]);
    for (const { description, description_localizations: local } of every) {
      expect(description).toMatch(/^[\x20-\x7e‘’“”…–—·]+$/);
      expect(local?.ko).toMatch(/\p{Script=Hangul}/u);
    }
    const menus = commandDefinitions('server').slice(2);
    for (const { name_localizations: names } of menus) {
      expect(names?.ko).toMatch(/\p{Script=Hangul}/u);
    }
  });
});
