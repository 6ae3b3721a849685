import { closedObject, readShape } from '../../base/shape-fault.ts';
import { type Model, modelSchema, sizeName } from '../../domain/model.ts';
import type { Store } from '../../ports/store.ts';
import { UserError } from '../../words/user-error.ts';
import { everybodysPlan } from './defaults.ts';

const closedModel = closedObject(modelSchema.shape);

/** Validates and stores models. Callers check permission. */
export class ModelKeeper {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Adds a model, which is not the default. Throws a `UserError`. */
  add(input: unknown): Model {
    return this.#store.transaction(() => {
      const model = readModel(input);
      if (this.#store.models.get(model.id) !== undefined) {
        throw new UserError('model_exists', model.id);
      }
      return this.#save({ ...model, isDefault: false });
    });
  }

  /** Changes fields of a model except `id` and `isDefault`. Throws a `UserError`. */
  set(id: string, fields: Readonly<Record<string, unknown>>): Model {
    return this.#store.transaction(() => {
      const before = this.#model(id);
      const { isDefault } = before;
      const model = readModel({ ...before, ...fields, id, isDefault });
      if (isDefault && model.tier !== before.tier) this.#requireEverybodys(model);
      return this.#save(model);
    });
  }

  /** Makes it the model of requests without a tier. Throws a `UserError` unless it is active and in the default plan. */
  setDefault(id: string): Model {
    const { models, settings } = this.#store;
    return this.#store.transaction(() => {
      const model = this.#model(id);
      if (!model.active) throw new UserError('model_inactive', model.displayName);
      this.#requireEverybodys(model);
      for (const one of models.list()) if (one.isDefault) models.put({ ...one, isDefault: false });
      settings.put('default-model-chosen', id);
      return this.#save({ ...model, isDefault: true });
    });
  }

  #model(id: string): Model {
    const { models } = this.#store;
    const model = models.get(id);
    if (model !== undefined) return model;
    const known = models.list().map((one) => one.id);
    throw new UserError('model_unknown', id, known.join(', '));
  }

  #save(model: Model): Model {
    const { models } = this.#store;
    requireSizes(model);
    if (model.isDefault && !model.active)
      throw new UserError('model_is_default', model.displayName);
    if (model.successor !== null) this.#model(model.successor);
    models.put(model);
    this.#requireTiers();
    return model;
  }

  /** The default model must be in the default plan. */
  #requireEverybodys({ displayName, tier }: Model): void {
    const plan = everybodysPlan(this.#store);
    if (plan === undefined || plan.tiers.includes(tier)) return;
    throw new UserError('default_outside_plan', displayName, tier, plan.tiers.join(', '));
  }

  /** Every tier of a plan needs an active model. */
  #requireTiers(): void {
    const { models } = this.#store;
    const active = new Set(models.list().flatMap((one) => (one.active ? [one.tier] : [])));
    for (const { name, tiers } of models.plans()) {
      const empty = tiers.find((tier) => !active.has(tier));
      if (empty !== undefined) throw new UserError('tier_left_empty', empty, name);
    }
  }
}

function readModel(input: unknown): Model {
  const read = readShape(closedModel, input);
  if (read.ok) return read.data;
  const faults = read.faults.map((fault) => ({ ...fault, field: typedName(fault.field) }));
  throw new UserError('model_invalid', faults);
}

/** A field as admins type it: "valid_sizes.0" for `validSizes.0`. */
function typedName(field: string): string {
  return field.replace(/^\w+/, (name) => name.replace(/[A-Z]/g, (one) => `_${one.toLowerCase()}`));
}

/** The sizes that people choose by name must be valid sizes of the model. */
function requireSizes(model: Model): void {
  const { validSizes, squareSize, landscapeSize, portraitSize, minPixels } = model;
  const valid = validSizes.map(sizeName);
  for (const size of [squareSize, landscapeSize, portraitSize]) {
    const name = sizeName(size);
    if (!valid.includes(name)) throw new UserError('model_size_unlisted', name, valid.join(', '));
  }
  const small = validSizes.find((size) => size.width * size.height < minPixels);
  if (small !== undefined) throw new UserError('model_size_small', sizeName(small), minPixels);
}
