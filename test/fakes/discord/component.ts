/** Numbers of the kinds of components. */
export const COMPONENT = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
} as const;

type Maybe<T> = T | null | undefined;

export interface Media {
  url: string;
  proxy_url?: string;
  width?: number | null;
  height?: number | null;
  content_type?: string | null;
  attachment_id?: string;
  id?: string;
}

export interface SelectOption {
  readonly label: string;
  readonly value: string;
  readonly description?: Maybe<string>;
  readonly default?: Maybe<boolean>;
}

/** Any component, of a message or of a form, with the fields that its kind has. */
export interface Component {
  type: number;
  id?: Maybe<number>;
  custom_id?: Maybe<string>;
  label?: Maybe<string>;
  description?: Maybe<string>;
  style?: Maybe<number>;
  url?: Maybe<string>;
  emoji?: Maybe<{ id?: Maybe<string>; name?: Maybe<string>; animated?: Maybe<boolean> }>;
  disabled?: Maybe<boolean>;
  content?: string;
  value?: Maybe<string>;
  placeholder?: Maybe<string>;
  required?: Maybe<boolean>;
  min_length?: Maybe<number>;
  max_length?: Maybe<number>;
  min_values?: Maybe<number>;
  max_values?: Maybe<number>;
  options?: SelectOption[];
  accent_color?: Maybe<number>;
  spoiler?: Maybe<boolean>;
  divider?: Maybe<boolean>;
  spacing?: Maybe<number>;
  media?: Media;
  file?: Media;
  items?: { media: Media; description?: Maybe<string>; spoiler?: Maybe<boolean> }[];
  components?: Component[];
  accessory?: Component;
  component?: Component;
}

/** A component and where it stands in the request. */
export interface Placed {
  readonly component: Component;
  readonly path: readonly PropertyKey[];
}

/** Every component, nested ones included, outer before inner. */
export function* placed(
  components: readonly Component[],
  path: readonly PropertyKey[] = ['components'],
): Generator<Placed> {
  for (const [index, component] of components.entries()) {
    yield* placedOne(component, [...path, index]);
  }
}

function* placedOne(component: Component, path: readonly PropertyKey[]): Generator<Placed> {
  yield { component, path };
  yield* placed(component.components ?? [], [...path, 'components']);
  if (component.accessory) yield* placedOne(component.accessory, [...path, 'accessory']);
  if (component.component) yield* placedOne(component.component, [...path, 'component']);
}

/** Every component, nested ones included. */
export function everyComponent(components: readonly Component[]): readonly Component[] {
  return [...placed(components)].map((one) => one.component);
}

/** The media that one component itself shows. */
export function mediaOf(component: Component): readonly { media: Media; key: PropertyKey[] }[] {
  const items = (component.items ?? []).map(({ media }, index) => ({
    media,
    key: ['items', index, 'media', 'url'],
  }));
  const single = component.media ? [{ media: component.media, key: ['media', 'url'] }] : [];
  const file = component.file ? [{ media: component.file, key: ['file', 'url'] }] : [];
  return [...items, ...single, ...file];
}
