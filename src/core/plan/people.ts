import { englishPeople } from './people-english.ts';
import { koreanPeople } from './people-korean.ts';
import type { HeadCount } from './people-mentions.ts';

/**
 * How many people a prompt names, in English or Korean, by rules. Two words for one person ("a woman, a dancer")
 * are one; whoever is only said to be absent ("no people") is nobody. In doubt it says several: a clause that there is
 * nobody else would then contradict the prompt. Pure; its time grows with the length of the text alone.
 */
export function peopleIn(prompt: string): HeadCount {
  const text = prompt.normalize('NFC').toLowerCase().replaceAll('’', "'").replaceAll('vs.', 'vs');
  const counts = [englishPeople(text), koreanPeople(text)];
  if (counts.includes('several')) return 'several';
  return counts.includes('one') ? 'one' : 'nobody';
}
