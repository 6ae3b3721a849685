import type { World } from '../base/world.ts';
import { z } from 'zod';
import { confirmCard, otherTargetForm, promoteCard, promotedCard } from '../../cards/promote.ts';
import type { Generation } from '../../domain/pair.ts';
import {
  type Promotion,
  type PromotionDraft,
  type Target,
  TARGET_KINDS,
} from '../../domain/pool.ts';
import type { TargetId } from '../../chat/shelf.ts';
import { shapeRefusal } from '../../words/shape-refusal.ts';
import { UserError } from '../../words/user-error.ts';
import {
  type Admin,
  type Admitted,
  requireAdmin,
  requireImage,
  type OnGeneration,
} from '../base/door.ts';
import type { PoolCopy } from './pool-copy.ts';
import { isNewTarget, targetNamed, targetsOfKind } from './promote-target.ts';
import type { PressReply } from '../base/reply.ts';

export type PromoteParts = Pick<World, 'store' | 'clock' | 'ids' | 'toAscii'> & {
  readonly copy: PoolCopy;
};

/** Milliseconds a choice waits for its confirmation. */
const DRAFT_MS = 3_600_000;

const nameSchema = z.object({ kind: z.enum(TARGET_KINDS), name: z.string() });

/** Promote…, for admins: pick a target, confirm, and the image is in the pool. */
export class Promote {
  readonly #parts: PromoteParts;

  constructor(parts: PromoteParts) {
    this.#parts = parts;
  }

  /** The image with the targets it could be promoted to. */
  pick({ caller, view, generation }: OnGeneration): PressReply {
    requirePromotable(caller, generation);
    const targets = this.#parts.store.pool.promotable();
    const own = view.promotions.filter((one) => one.generationId === generation.id);
    return { type: 'card', card: promoteCard(generation, targets, own, caller.locale) };
  }

  /** A target from the list. */
  choose({ caller, generation }: OnGeneration, { kind, slug }: TargetId): PressReply {
    const admin = requirePromotable(caller, generation);
    const known = targetsOfKind(this.#parts.store, kind);
    const target = known.find((one) => one.slug === slug);
    if (target === undefined) throw new UserError('target_unknown');
    return this.#ask(admin, generation, target);
  }

  /** Without values: the form. With them: the target of that name, made with the promotion if it is new. */
  other({ caller, generation }: OnGeneration, values: unknown): PressReply {
    const admin = requirePromotable(caller, generation);
    if (values === undefined) {
      return { type: 'form', form: otherTargetForm(generation.id, caller.locale) };
    }
    const parsed = nameSchema.safeParse(values);
    if (!parsed.success) throw shapeRefusal(parsed.error, values);
    const { kind, name } = parsed.data;
    return this.#ask(admin, generation, targetNamed(kind, name, this.#parts));
  }

  /** Promotes. Pressed again it answers the same. Nothing has changed when it throws. */
  async confirm({ caller, generation }: OnGeneration, draft: PromotionDraft): Promise<PressReply> {
    const { person } = requireAdmin(caller);
    const { store, clock, copy } = this.#parts;
    const isDone = store.promotions.get(draft.id) !== undefined;
    if (!isDone) {
      const isOld = clock.now() - draft.at > DRAFT_MS;
      if (isOld || draft.personId !== person.id) throw new UserError('choice_too_old');
      requireImage(generation);
      await copy.promote(draft, generation, person);
    }
    const card = promotedCard(generation, draft.target, caller.locale);
    return { type: 'card', card };
  }

  /** All in one, by the target's name or slug. */
  async toNamed(
    { caller, generation }: OnGeneration,
    wanted: { readonly kind: Target['kind']; readonly name: string },
  ): Promise<Promotion> {
    const admin = requirePromotable(caller, generation);
    const target = targetNamed(wanted.kind, wanted.name, this.#parts);
    const draft = this.#draft(admin, generation, target);
    await this.#parts.copy.promote(draft, generation, admin.person);
    const promotion = this.#parts.store.promotions.get(draft.id);
    if (promotion === undefined) throw new Error(`promotion ${draft.id} vanished`);
    return promotion;
  }

  #ask(admin: Admin, generation: Generation, target: Target): PressReply {
    const { store, copy } = this.#parts;
    // Refuse now what the confirmation would refuse.
    copy.requireNew(generation, target);
    const draft = this.#draft(admin, generation, target);
    const isNew = isNewTarget(store, target);
    return { type: 'card', card: confirmCard(generation, draft, isNew, admin.locale) };
  }

  #draft({ person }: Admin, { id: generationId }: Generation, target: Target): PromotionDraft {
    const { store, clock, ids } = this.#parts;
    const { kind, slug, displayName } = target;
    const draft: PromotionDraft = {
      id: ids.next(),
      generationId,
      personId: person.id,
      target: { kind, slug, displayName },
      at: clock.now(),
    };
    store.promotions.putDraft(draft);
    return draft;
  }
}

function requirePromotable(caller: Admitted, generation: Generation): Admin {
  const admin = requireAdmin(caller);
  requireImage(generation);
  return admin;
}
