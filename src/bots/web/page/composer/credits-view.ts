import { html, type TemplateResult } from 'lit-html';
import type { Credits } from './state.ts';
import { say } from './words.ts';

/** The part of the quota that is left when people are warned. */
const FEW = 0.1;

/** What of today's credits is used, and when new ones come, in the viewer's time. */
export function creditsView(credits: Credits | null): TemplateResult {
  // Its place is there before the number is: nothing moves when it comes.
  if (credits === null) return html`<span class="credits"></span>`;
  const { today, in_flight: coming, quota, reset_at: resetAt } = credits;
  const used = today + coming;
  const at = new Date(resetAt).toLocaleTimeString(undefined, {
    hour: 'numeric',
    minute: '2-digit',
  });
  const whole = say.credits_whole(today, coming, quota, at);
  return html`<span class=${quota - used < quota * FEW ? 'credits few' : 'credits'} role="img" aria-label=${whole} title=${whole}>
    <meter min="0" max=${Math.max(1, quota)} .value=${used} aria-hidden="true"></meter>
    <span>${say.credits(used, quota)}</span>
    <time class="roomy" datetime=${new Date(resetAt).toISOString()}>${say.credits_reset(at)}</time>
  </span>`;
}
