import { html, nothing, type TemplateResult } from 'lit-html';
import type { CardImage, Form, FormField } from './model.ts';
import { say } from './words.ts';

/** The form that a button opened. */
export function formView(
  form: Form,
  acts: { readonly submit: (values: object) => void; readonly close: () => void },
): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const target = event.currentTarget;
    if (target instanceof HTMLFormElement) acts.submit(valuesOf(form, target));
  };
  return html`<dialog class="form" aria-label=${form.title} @close=${acts.close}>
    <form @submit=${submit}>
      <h2>${form.title}</h2>
      ${form.about === undefined ? nothing : html`<p class="about">${form.about}</p>`}
      ${form.fields.map(labelledView)}
      <div class="buttons">
        <button class="primary" type="submit">${form.submit}</button>
        <button type="button" @click=${acts.close}>${say.cancel_form()}</button>
      </div>
    </form>
  </dialog>`;
}

/** Boxes of one name are one answer, which is empty when none is ticked. */
function valuesOf({ fields }: Form, target: HTMLFormElement): object {
  const data = new FormData(target);
  const several = fields.filter(({ kind }) => kind === 'several');
  const boxes = several.map(({ name }) => [name, data.getAll(name).map(String).join(',')] as const);
  return { ...Object.fromEntries(data), ...Object.fromEntries(boxes) };
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
      return html`<textarea name=${name} rows="5" maxlength=${maxLength ?? nothing} ?required=${required} .value=${value}></textarea>`;
    case 'text':
      return html`<input name=${name} maxlength=${maxLength ?? nothing} ?required=${required} .value=${value} />`;
  }
}

/** One image in full, to zoom into and to keep. */
export function lightboxView(image: CardImage, close: () => void): TemplateResult {
  return html`<dialog class="lightbox" aria-label=${image.alt} @close=${close}>
    <div class="buttons">
      <a class="button" href=${image.download_url} download>${say.download()}</a>
      <button @click=${close}>${say.close()}</button>
    </div>
    <button class="full" aria-label=${say.zoom()} @click=${zoom}>
      <img src=${image.url} alt=${image.alt} width=${image.width} height=${image.height} />
    </button>
  </dialog>`;
}

function zoom(event: Event): void {
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.classList.toggle('zoomed');
}

/** The text in a form's field; empty when there is none. */
export function fieldOf(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value : '';
}
