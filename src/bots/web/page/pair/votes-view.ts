import { html, type TemplateResult } from 'lit-html';
import type { PairFacts } from '../model.ts';
import { say } from '../words.ts';
import type { PairActs } from './pair-acts.ts';

/** The question under the two pictures. Its place is there from the first moment. */
export function votesView({ votes, state }: PairFacts, { press }: PairActs): TemplateResult {
  if (votes === null) {
    const later = state === 'refused' ? '' : say.votes_later();
    return html`<div class="votes"><p class="soft later">${later}</p></div>`;
  }
  const { mine, choices } = votes;
  return html`<div class="votes" role="group" aria-label=${say.votes()}>
    <p class="soft question">${say.votes()}</p>
    <div class="choices">${choices.map(
      ({ choice, label, id }) =>
        html`<button
          class="vote"
          data-id=${id}
          aria-pressed=${choice === mine ? 'true' : 'false'}
          @click=${() => press(id)}
        >${label}</button>`,
    )}</div>
    <p class="soft count">${countText(votes)}</p>
  </div>`;
}

/** How people voted is told to those who voted. */
function countText({ total, split }: NonNullable<PairFacts['votes']>): string {
  if (split !== null) {
    return say.split(split.A ?? 0, split.B ?? 0, split.tie ?? 0, split.both_bad ?? 0);
  }
  return total === 0 ? '' : say.voted(total);
}
