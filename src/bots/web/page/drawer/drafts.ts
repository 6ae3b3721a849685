import type { Form } from '../model.ts';

/** Forms whose answers are kept, at most. */
const KEPT = 20;

/** By the names of the fields. */
export type Values = Readonly<Record<string, string>>;

/** What was typed into forms that were closed before they were sent, until the page is left. */
export class Drafts {
  readonly #values = new Map<string, Values>();

  keep(formId: string, values: Values): void {
    this.#values.delete(formId);
    this.#values.set(formId, values);
    const [oldest] = this.#values.keys();
    if (this.#values.size > KEPT && oldest !== undefined) this.#values.delete(oldest);
  }

  forget(formId: string): void {
    this.#values.delete(formId);
  }

  /** The form with what was typed into it before. */
  filled(form: Form): Form {
    const values = this.#values.get(form.id) ?? {};
    const fields = form.fields.map((one) => ({ ...one, value: values[one.name] ?? one.value }));
    return { ...form, fields };
  }
}
