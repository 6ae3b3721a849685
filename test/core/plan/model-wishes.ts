import type { Model } from '../../../src/core/domain/model.ts';
import type { Locale } from '../../../src/core/domain/person.ts';
import { checkRequest, type Offer } from '../../../src/core/plan/request.ts';
import { UserError } from '../../../src/core/words/user-error.ts';
import { say } from '../../../src/core/words/words.ts';
import { aModel, aPlan, aPool } from '../../values.ts';

export const wide = { width: 1_344, height: 896 };
export const large = { width: 1_536, height: 1_536 };
export const other = (id: string, displayName: string, tier: string, more: Partial<Model> = {}) =>
  aModel({ id, displayName, tier, isDefault: false, ...more });

export const fine = other('fine-1', 'Fine', 'quality', {
  validSizes: [large, wide],
  squareSize: large,
  landscapeSize: wide,
  portraitSize: large,
});
/** Models that can be had, that are gone in every way, and those of a tier that the plan lacks. */
export const offer: Offer = {
  models: [
    fine,
    other('fine-2', 'Finer', 'quality'),
    other('grand-1', 'Grand', 'premium'),
    other('old-1', 'Old', 'quality', { active: false, successor: 'old-2' }),
    other('old-2', 'Less old', 'quality', { active: false, successor: 'fine-2' }),
    other('off-1', 'Off', 'quality', { active: false }),
    other('ended-1', 'Ended', 'quality', { active: false, retiredOn: '2026-05-12' }),
    other('ring-1', 'Ring', 'antique', { active: false, successor: 'ring-1' }),
    aModel(),
  ],
  plan: aPlan({ tiers: ['basic', 'quality'] }),
  served: ['sample'],
  pool: aPool(),
};
export const poor: Offer = { ...offer, plan: aPlan({ tiers: ['basic'] }) };

export const ask = (options: object, from = offer) =>
  checkRequest({ prompt: 'a cat', ...options }, from).request;

/** What somebody is told who cannot have it. */
export function refusal(
  options: object,
  from = offer,
  locale: Locale = 'en',
): { status: number; text: string } {
  try {
    ask(options, from);
  } catch (error) {
    if (error instanceof UserError) return { status: error.status, text: say(error, locale) };
    throw error;
  }
  throw new Error('it was accepted');
}
