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
  /** `holder` is a person's id, or `role:` and a role. */
  holdPlan(holder: string, plan: string): void;
  /** Ids of people, and `role:` with a role. */
  holdersOf(plan: string): readonly string[];
  /** The plan of the person, else of the first of their roles with one, else `default`. */
  planOf(caller: Caller): Plan;
}
