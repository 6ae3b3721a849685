import { type ExampleNumber, EXAMPLES } from '../action.ts';
import type { Card } from '../card.ts';
import type { Locale } from '../person.ts';
import { words } from '../words.ts';
import { button } from './parts.ts';

/** One of the three prompts that a newcomer can click. */
export function examplePrompt(number: ExampleNumber, locale: Locale): string {
  return words(locale).example(number);
}

/** The first message of a new place: three prompts to click, one of which fails on one side. */
export function firstRunCard(locale: Locale): Card {
  const say = words(locale);
  return {
    kind: 'header',
    heading: say.first_heading(),
    lines: [
      { text: say.first_line() },
      ...EXAMPLES.map((number) => ({ text: say.example(number), quote: true })),
    ],
    badges: [],
    rows: [
      EXAMPLES.map((number) =>
        button(say.example_label(number), { type: 'example', number }, 'primary'),
      ),
    ],
  };
}
