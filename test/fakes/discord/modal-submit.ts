import { COMPONENT, type Component } from './component.ts';
import type { Ground } from './ground.ts';
import type { Json } from './json.ts';
import { impossible, type PersonFile, uploadFor } from './person-files.ts';
import type { FakeModal } from './validate-modal.ts';

/** What a person put into a form, by custom id. */
export interface Filled {
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly files: Readonly<Record<string, readonly PersonFile[]>>;
}

/** The `data` of a submitted form; throws when the client would not send it. */
export function submitData(ground: Ground, modal: FakeModal, filled: Filled): Json {
  checkIds(modal, filled);
  const files = new Map<string, Json>();
  const field = (component: Component): Json => {
    const { type, id, custom_id: customId } = component;
    const base = { type, id, custom_id: customId };
    if (type === COMPONENT.textInput) return { ...base, value: textOf(component, filled) };
    if (type === COMPONENT.stringSelect) return { ...base, values: choiceOf(component, filled) };
    const uploads = filesOf(component, filled).map((file) => uploadFor(ground, file));
    for (const one of uploads) files.set(one.id, one);
    return { ...base, values: uploads.map((one) => one.id) };
  };
  return {
    custom_id: modal.customId,
    components: modal.components.map((one) => part(one, field)),
    ...(files.size > 0 && { resolved: { attachments: Object.fromEntries(files) } }),
  };
}

function part(outer: Component, field: (component: Component) => Json): Json {
  const { type, id, component, components } = outer;
  if (component) return { type, id, component: field(component) };
  return components ? { type, id, components: components.map(field) } : { type, id };
}

function checkIds(modal: FakeModal, { values, files }: Filled): void {
  const fields = modal.components.flatMap((one) => one.component ?? one.components ?? []);
  for (const name of [...Object.keys(values), ...Object.keys(files)]) {
    const type = fields.find((one) => one.custom_id === name)?.type;
    if (type === undefined) throw impossible(`the form has no field ${name}`);
    if ((type === COMPONENT.fileUpload) !== name in files) {
      throw impossible(`the field ${name} has another type`);
    }
  }
}

function textOf(component: Component, { values }: Filled): string {
  const name = String(component.custom_id);
  const value = values[name] ?? component.value ?? '';
  if (typeof value !== 'string') throw impossible(`${name} takes a text`);
  if (value === '') {
    if (component.required ?? true) throw impossible(`${name} is required`);
    return value;
  }
  const { min_length: min, max_length: max } = component;
  if (value.length < (min ?? 0) || value.length > (max ?? 4000)) {
    throw impossible(`${name} takes ${min ?? 0} to ${max ?? 4000} characters`);
  }
  return value;
}

function choiceOf(component: Component, { values }: Filled): readonly string[] {
  const name = String(component.custom_id);
  const options = component.options ?? [];
  const preset = options.filter((one) => one.default).map((one) => one.value);
  const given = values[name] ?? preset;
  const chosen = typeof given === 'string' ? [given] : given;
  const stray = chosen.find((value) => !options.some((one) => one.value === value));
  if (stray !== undefined) throw impossible(`${name} has no option ${stray}`);
  checkCount(component, new Set(chosen).size, chosen.length);
  return chosen;
}

function filesOf(component: Component, { files }: Filled): readonly PersonFile[] {
  const given = files[String(component.custom_id)] ?? [];
  checkCount(component, given.length, given.length);
  return given;
}

function checkCount(component: Component, distinct: number, count: number): void {
  const { custom_id: name, required, min_values: min, max_values: max } = component;
  const least = count === 0 && required === false ? 0 : (min ?? 1);
  if (distinct === count && count >= least && count <= (max ?? 1)) return;
  throw impossible(`${name} takes ${least} to ${max ?? 1}, not ${count}`);
}

/** The choice of options in a message’s select. */
export function selectData(component: Component, values: readonly string[]): Json {
  const preset = { values: { [String(component.custom_id)]: values }, files: {} };
  const chosen = choiceOf({ ...component, required: false }, preset);
  return { custom_id: component.custom_id, component_type: component.type, values: chosen };
}
