import { html, nothing, type TemplateResult } from 'lit-html';
import type { Form, FormField } from '../model.ts';
import { say } from '../words.ts';
import type { Values } from './drafts.ts';
import type { FormPage } from './drawer.ts';

export interface FormActs {
  readonly submit: (page: number, values: object) => void;
  /** Keeps what was typed so far. */
  readonly typed: (formId: string, values: Values) => void;
  readonly cancel: (formId: string) => void;
}

/** A form that a button opened. A refusal is said beside what was typed. */
export function formView(page: FormPage, { submit, typed, cancel }: FormActs): TemplateResult {
  const { key, form, refusal, sending } = page;
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const target = event.currentTarget;
    if (target instanceof HTMLFormElement) submit(key, valuesOf(form, target));
  };
  const keep = (event: Event) => {
    const target = event.currentTarget;
    if (target instanceof HTMLFormElement) typed(form.id, valuesOf(form, target));
  };
  return html`<form class="form" @submit=${send} @input=${keep} @change=${keep}>
    ${form.about === undefined ? nothing : html`<p class="about">${form.about}</p>`}
    ${form.fields.map(labelledView)}
    <p class="refusal" role="alert" id=${`refusal-${key}`}>${refusal ?? nothing}</p>
    <div class="buttons">
      <button
        class="primary"
        type="submit"
        aria-disabled=${sending ? 'true' : nothing}
        aria-describedby=${`refusal-${key}`}
      >
        ${form.submit}
      </button>
      <button type="button" @click=${() => cancel(form.id)}>${say.cancel_form()}</button>
    </div>
  </form>`;
}

/** Boxes of one name are one answer, which is empty when none is ticked. */
function valuesOf({ fields }: Form, target: HTMLFormElement): Values {
  const data = new FormData(target);
  const asked = fields.filter(({ kind }) => kind !== 'files');
  return Object.fromEntries(
    asked.map(({ name }) => [name, data.getAll(name).map(String).join(',')]),
  );
}

function labelledView(field: FormField): TemplateResult {
  const { name, label, kind, value, options = [] } = field;
  if (kind !== 'several') return html`<label>${label} ${fieldView(field)}</label>`;
  const chosen = value.split(',');
  return html`<fieldset>
    <legend>${label}</legend>
    ${options.map(
      (one) => html`<label class="box">
        <input type="checkbox" name=${name} value=${one.value} ?checked=${chosen.includes(one.value)} />
        ${one.label}
      </label>`,
    )}
  </fieldset>`;
}

function fieldView(field: FormField): TemplateResult {
  const { name, value, required, maxLength, options = [] } = field;
  switch (field.kind) {
    // The page attaches files in its composer: no form of its own asks for any.
    case 'files':
    case 'several':
      return html``;
    case 'choice':
      return html`<select name=${name} ?required=${required}>
        ${options.map(
          (one) =>
            html`<option value=${one.value} ?selected=${one.value === value}>${one.label}</option>`,
        )}
      </select>`;
    case 'long':
      return html`<textarea name=${name} rows="5" dir="auto" maxlength=${maxLength ?? nothing} ?required=${required} .value=${value}></textarea>`;
    case 'text':
      return html`<input name=${name} dir="auto" maxlength=${maxLength ?? nothing} ?required=${required} .value=${value} />`;
  }
}
