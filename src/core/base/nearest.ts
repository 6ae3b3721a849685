import { closestMatch } from 'leven';

/** Characters that are compared: the comparison takes time with the length of the text, and no name is longer. */
const MAX_COMPARED = 60;
/** A word that nobody mistypes by more letters. */
const MOST_EDITS = 2;

/** The name with the fewest edits to a text; undefined without names. */
export function nearestName(text: string, names: readonly string[]): string | undefined {
  return closestMatch(text.slice(0, MAX_COMPARED), names);
}

/** The name that a text was meant for, whatever its case; undefined when it is like none. */
export function similarName(text: string, names: readonly string[]): string | undefined {
  const typed = text.slice(0, MAX_COMPARED).toLowerCase();
  const maxDistance = Math.min(MOST_EDITS, Math.floor(typed.length / 2));
  const letters = lettersOf(typed);
  // Two letters in the other order are as many edits as two other letters, and far more usual.
  const swapped = names.filter((name) => lettersOf(name) === letters);
  return closestMatch(typed, swapped.length > 0 ? swapped : names, { maxDistance });
}

function lettersOf(word: string): string {
  return word.split('').toSorted().join('');
}
