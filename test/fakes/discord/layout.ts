import {
  COMPONENT,
  type Component,
  type Media,
  mediaOf,
  type Placed,
  placed,
} from './component.ts';
import { badField, type FormFault, invalidForm } from './errors.ts';
import { present } from './json.ts';
import type { Attached } from './uploads.ts';
import { formed } from './validate.ts';
import { layout, rows } from './validate-components.ts';

const MAX_COMPONENTS = 40;
const MAX_TEXT = 4000;

/** A request’s components, checked as a whole and as the service would show them. */
export function readComponents(
  body: readonly unknown[],
  v2: boolean,
  uploads: readonly Attached[],
): readonly Component[] {
  // A deep copy: what was sent must not change under the sender.
  const components = formed(v2 ? layout : rows, structuredClone(body), ['components']);
  const all = [...placed(components)];
  const faults = [...repeated(all), ...(v2 ? tooMuch(all) : []), ...deadLinks(all, uploads)];
  if (faults.length > 0) throw invalidForm(faults);
  numberAll(all);
  for (const { component } of all) resolve(component, uploads);
  return components.map(tidy);
}

function repeated(all: readonly Placed[]): FormFault[] {
  const customIds = new Set<string>();
  const ids = new Set<number>();
  const faults: FormFault[] = [];
  for (const { component, path } of all) {
    const { custom_id: customId, id } = component;
    if (customId && customIds.has(customId)) {
      const message = 'Component custom id cannot be duplicated';
      faults.push({
        path: [...path, 'custom_id'],
        code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
        message,
      });
    }
    if (id && ids.has(id)) {
      const message = 'Component id cannot be duplicated';
      faults.push({ path: [...path, 'id'], code: 'COMPONENT_ID_DUPLICATED', message });
    }
    if (customId) customIds.add(customId);
    if (id) ids.add(id);
  }
  return faults;
}

function tooMuch(all: readonly Placed[]): FormFault[] {
  const faults: FormFault[] = [];
  const path = ['components'];
  if (all.length > MAX_COMPONENTS) {
    const message = `The total number of components exceeds ${MAX_COMPONENTS}`;
    faults.push({ path, code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message });
  }
  const text = all.reduce((sum, { component }) => sum + (component.content ?? '').length, 0);
  if (text > MAX_TEXT) {
    const message = `The total displayable text exceeds ${MAX_TEXT}`;
    faults.push({ path, code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message });
  }
  return faults;
}

function deadLinks(all: readonly Placed[], uploads: readonly Attached[]): FormFault[] {
  return all.flatMap(({ component, path }) =>
    mediaOf(component).flatMap(({ media, key }) => {
      if (/^https?:\/\/\S+$/u.test(media.url) || uploadOf(media, uploads)) return [];
      const code = 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND';
      const message = 'The url is neither a link nor an upload of this request';
      return [{ path: [...path, ...key], code, message }];
    }),
  );
}

function uploadOf(media: Media, uploads: readonly Attached[]): Attached | undefined {
  return uploads.find(({ file }) => media.url === `attachment://${file.name}`);
}

/** Numbers what has no number, as the service does. */
export function numberAll(all: readonly Placed[]): void {
  const taken = new Set(all.map(({ component }) => component.id));
  let next = 1;
  for (const { component } of all) {
    if (component.id) continue;
    while (taken.has(next)) next += 1;
    component.id = next;
    taken.add(next);
  }
}

function resolve(component: Component, uploads: readonly Attached[]): void {
  for (const { media } of mediaOf(component)) {
    const api = uploadOf(media, uploads)?.api;
    Object.assign(media, {
      id: api?.id ?? '0',
      url: api?.url ?? media.url,
      proxy_url: api?.url ?? media.url,
      width: api?.width ?? 0,
      height: api?.height ?? 0,
      content_type: api?.content_type ?? null,
      ...(api && { attachment_id: api.id }),
    });
  }
}

/** Without empty fields; a media description stays beside its media. */
function tidy(component: Component): Component {
  const { components, accessory, items, ...rest } = component;
  return {
    ...present(rest),
    ...(items && { items: items.map((one) => present(one)) }),
    ...(accessory && { accessory: tidy(accessory) }),
    ...(components && { components: components.map(tidy) }),
    ...(component.type === COMPONENT.separator && {
      divider: component.divider ?? true,
      spacing: component.spacing ?? 1,
    }),
  };
}

/** Refuses the old fields beside Components V2. */
export function refuseClassic(fields: Readonly<Record<'content' | 'embeds', unknown>>): void {
  for (const [name, value] of Object.entries(fields)) {
    if (!Array.isArray(value) && value === '') continue;
    if (Array.isArray(value) && value.length === 0) continue;
    const code = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
    throw badField([name], code, `The '${name}' field cannot be used with IS_COMPONENTS_V2`);
  }
}
