import type { Block } from './blocks.ts';
import type { FakeFile } from './files.ts';
import type { Json } from './ground.ts';

type Input = Extract<Block, { type: 'input' }>;

function inputs(
  blocks: readonly Block[],
): readonly { readonly input: Input; readonly blockId: string }[] {
  return blocks.flatMap((one, index) =>
    one.type === 'input' ? [{ input: one, blockId: one.block_id ?? `block-${index}` }] : [],
  );
}

/** The labels of a form's fields. */
export function fieldsOf(blocks: readonly Block[]): readonly string[] {
  return inputs(blocks).map(({ input }) => input.label.text);
}

/** What a form sends: what was filled in by the fields' labels, else what stood there before. */
export function stateOf(
  blocks: readonly Block[],
  values: Readonly<Record<string, string>>,
  files: readonly FakeFile[],
): Json {
  const state: Record<string, Json> = {};
  for (const { input, blockId } of inputs(blocks)) {
    const given = Object.hasOwn(values, input.label.text) ? values[input.label.text] : undefined;
    const { element } = input;
    state[blockId] = { [element.action_id ?? 'action']: valueOf(element, given, files) };
  }
  return state;
}

function valueOf(
  element: Input['element'],
  given: string | undefined,
  files: readonly FakeFile[],
): Json {
  const { type } = element;
  switch (element.type) {
    case 'plain_text_input': {
      const text = given ?? element.initial_value ?? '';
      if (text.length > (element.max_length ?? 3_000)) throw new Error('the field takes less text');
      return { type, value: text === '' ? null : text };
    }
    case 'number_input':
      return { type, value: given ?? element.initial_value ?? null };
    case 'file_input':
      if (files.length > (element.max_files ?? 10)) throw new Error('the field takes fewer files');
      return {
        type,
        files: files.map(({ id, name, mimetype, length }) => ({
          id,
          name,
          mimetype,
          size: length,
          filetype: name.split('.').at(-1),
        })),
      };
    case 'static_select': {
      const all = [
        ...(element.options ?? []),
        ...(element.option_groups ?? []).flatMap((one) => one.options),
      ];
      const chosen =
        given === undefined
          ? element.initial_option
          : all.find((one) => one.text.text === given || one.value === given);
      if (given !== undefined && given !== '' && chosen === undefined)
        throw new Error(`there is no choice ${given}`);
      return { type, selected_option: chosen ?? null };
    }
    case 'external_select':
      return {
        type,
        selected_option:
          given === undefined || given === ''
            ? (element.initial_option ?? null)
            : { text: { type: 'plain_text', text: given }, value: given },
      };
    case 'radio_buttons': {
      const chosen =
        given === undefined
          ? element.initial_option
          : element.options.find((one) => one.text.text === given || one.value === given);
      return { type, selected_option: chosen ?? null };
    }
    case 'checkboxes':
      return {
        type,
        // Boxes that nobody touched stay as the form ticked them.
        selected_options:
          given === undefined
            ? (element.initial_options ?? [])
            : element.options.filter((one) => given.split(',').includes(one.value)),
      };
  }
}
