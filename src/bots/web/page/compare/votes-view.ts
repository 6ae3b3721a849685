import { html, nothing, type TemplateResult } from 'lit-html';
import type { State } from '../model.ts';
import { sayCompare } from './compare-words.ts';
import type { Comparing } from './comparing.ts';
import { isVotedOn } from './sides.ts';
import type { Compared } from './state.ts';

const KEYS = { A: '1', B: '2', tie: 'T', both_bad: '0' } as const;

export function votesView(
  state: State,
  compare: Compared,
  acts: Comparing,
): TemplateResult | typeof nothing {
  const votes = state.pairs.get(compare.pair ?? '')?.votes ?? null;
  if (votes === null) return nothing;
  const isOpen = isVotedOn(state, compare);
  return html`<div class="compare-votes" role="group" aria-label=${sayCompare.vote()}>
    <span class="question" aria-hidden="true">${sayCompare.vote()}</span>
    ${votes.choices.map(
      ({ choice, label }) =>
        html`<button
          aria-pressed=${choice === votes.mine ? 'true' : 'false'}
          aria-disabled=${isOpen ? 'false' : 'true'}
          title=${isOpen ? sayCompare.with_key(label, KEYS[choice]) : sayCompare.only_newest()}
          @click=${() => acts.vote(choice)}
        >${label}</button>`,
    )}
  </div>`;
}
