import type { World } from '../base/world.ts';
import { z } from 'zod';
import { confirmCard, otherTargetForm, promoteCard, promotedCard } from '../../cards/promote.ts';
import type { Generation, PairView } from '../../domain/pair.ts';
import type { Caller } from '../../domain/person.ts';
import type { Promotion, PromotionDraft, Target } from '../../domain/pool.ts';
import type { TargetId } from '../../chat/shelf.ts';
import { UserError } from '../../words/user-error.ts';
import { demandAdmin, demandImage } from '../base/door.ts';
import type { PoolCopy } from './pool-copy.ts';
import { isNewTarget, targetNamed, targetsOfKind } from './promote-target.ts';
import type { PressReply } from '../base/reply.ts';

export type PromoteParts = Pick<World, 'store' | 'clock' | 'ids' | 'toAscii'> & {
  readonly copy: PoolCopy;
};

/** Milliseconds a choice waits for its confirmation. */
export const DRAFT_MS = 3_600_000;

const nameSchema = z.object({ kind: z.enum(['model', 'tone']), name: z.string() });

/** Promote…: pick a target with the picture in view, confirm, and the image is in the pool. For admins. */
export class Promote {
  readonly #parts: PromoteParts;

  constructor(parts: PromoteParts) {
    this.#parts = parts;
  }

  /** The picture with what it could become. */
  pick(caller: Caller, { promotions }: PairView, generation: Generation): PressReply {
    this.#demand(caller, generation);
    const targets = this.#parts.store.pool.targets();
    const own = promotions.filter((one) => one.generationId === generation.id);
    return { type: 'card', card: promoteCard(generation, targets, own, caller.locale) };
  }

  /** A target from the list. */
  choose(caller: Caller, generation: Generation, { kind, slug }: TargetId): PressReply {
    this.#demand(caller, generation);
    const known = targetsOfKind(this.#parts.store, kind);
    const target = known.find((one) => one.slug === slug);
    if (target === undefined) throw new UserError('target_unknown');
    return this.#ask(caller, generation, target);
  }

  /** Without values: the form. With them: the target of that name, made with the promotion if it is new. */
  other(caller: Caller, generation: Generation, values: unknown): PressReply {
    this.#demand(caller, generation);
    if (values === undefined) {
      return { type: 'form', form: otherTargetForm(generation.id, caller.locale) };
    }
    const parsed = nameSchema.safeParse(values);
    if (!parsed.success) throw new UserError('option_invalid', 'form', 'kind, name');
    const { kind, name } = parsed.data;
    return this.#ask(caller, generation, targetNamed(kind, name, this.#parts));
  }

  /** Does it. Pressed again it says the same; nothing is half-done when it throws. */
  async confirm(
    caller: Caller,
    draft: PromotionDraft,
    generation: Generation,
  ): Promise<PressReply> {
    demandAdmin(caller);
    const { store, clock, copy } = this.#parts;
    const isDone = store.promotions.get(draft.id) !== undefined;
    if (!isDone) {
      const isOld = clock.now() - draft.at > DRAFT_MS;
      if (isOld || draft.personId !== caller.person.id) throw new UserError('choice_too_old');
      demandImage(generation);
      await copy.promote(draft, generation, caller.person);
    }
    const card = promotedCard(generation, draft.target, caller.locale);
    return { type: 'card', card };
  }

  /** All in one, for whoever knows the target's name or slug. */
  async toNamed(
    caller: Caller,
    generation: Generation,
    wanted: { readonly kind: Target['kind']; readonly name: string },
  ): Promise<Promotion> {
    this.#demand(caller, generation);
    const target = targetNamed(wanted.kind, wanted.name, this.#parts);
    const draft = this.#draft(caller, generation, target);
    await this.#parts.copy.promote(draft, generation, caller.person);
    const promotion = this.#parts.store.promotions.get(draft.id);
    if (promotion === undefined) throw new Error(`promotion ${draft.id} vanished`);
    return promotion;
  }

  #ask(caller: Caller, generation: Generation, target: Target): PressReply {
    const { store, copy } = this.#parts;
    // What surely would be refused is not asked about.
    copy.demandNew(generation, target);
    const draft = this.#draft(caller, generation, target);
    const isNew = isNewTarget(store, target);
    return { type: 'card', card: confirmCard(generation, draft, isNew, caller.locale) };
  }

  #draft(caller: Caller, { id: generationId }: Generation, target: Target): PromotionDraft {
    const { store, clock, ids } = this.#parts;
    const { kind, slug, displayName } = target;
    const draft: PromotionDraft = {
      id: ids.next(),
      generationId,
      personId: caller.person.id,
      target: { kind, slug, displayName },
      at: clock.now(),
    };
    store.promotions.putDraft(draft);
    return draft;
  }

  #demand(caller: Caller, generation: Generation): void {
    demandAdmin(caller);
    demandImage(generation);
  }
}
