import type { Caller } from '../domain/person.ts';
import type { Model, Plan } from '../domain/model.ts';

export interface Models {
  list(): readonly Model[];
  get(id: string): Model | undefined;
  /** Throws when the table has no active default model. */
  default(): Model;
  put(model: Model): void;
  plans(): readonly Plan[];
  putPlan(plan: Plan): void;
  /** Gives a plan to a person's id, or to `role:` and a role. */
  holdPlan(holder: string, plan: string): void;
  /** Who holds a plan: ids of people, and `role:` and a role. */
  holdersOf(plan: string): readonly string[];
  /** The plan of a person: their own, else of the first of their roles that has one, else `default`. */
  planOf(caller: Caller): Plan;
}
