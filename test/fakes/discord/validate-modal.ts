import { z } from 'zod';
import { COMPONENT, type Component, everyComponent } from './component.ts';
import { customId, stringSelect, textDisplay } from './validate-components.ts';

const id = z.int().min(0).nullish();

const textField = {
  type: z.literal(COMPONENT.textInput),
  id,
  custom_id: customId,
  style: z.int().min(1).max(2),
  min_length: z.int().min(0).max(4000).nullish(),
  max_length: z.int().min(1).max(4000).nullish(),
  required: z.boolean().nullish(),
  value: z.string().max(4000).nullish(),
  placeholder: z.string().max(100).nullish(),
};

interface Lengths {
  readonly min_length?: number | null | undefined;
  readonly max_length?: number | null | undefined;
  readonly value?: string | null | undefined;
}

function fits({ min_length: min, max_length: max, value }: Lengths): boolean {
  const length = (value ?? '').length;
  // An empty field may be shorter than the minimum: the person has yet to fill it.
  return length <= (max ?? 4000) && (length === 0 || length >= (min ?? 0));
}

function ordered({ min_length: min, max_length: max }: Lengths): boolean {
  return (min ?? 0) <= (max ?? 4000);
}

const labelled = z
  .strictObject({ ...textField, label: z.null().optional() })
  .refine(fits, 'The value does not fit its own limits')
  .refine(ordered, 'min_length over max_length');

const classic = z
  .strictObject({ ...textField, label: z.string().min(1).max(45) })
  .refine(fits, 'The value does not fit its own limits')
  .refine(ordered, 'min_length over max_length');

const fileUpload = z
  .strictObject({
    type: z.literal(COMPONENT.fileUpload),
    id,
    custom_id: customId,
    min_values: z.int().min(0).max(10).nullish(),
    max_values: z.int().min(1).max(10).nullish(),
    required: z.boolean().nullish(),
  })
  .refine((one) => (one.min_values ?? 1) <= (one.max_values ?? 1), 'min_values over max_values');

const select = stringSelect.refine((one) => !one.disabled, 'A form has no disabled select');

const label = z.strictObject({
  type: z.literal(COMPONENT.label),
  id,
  label: z.string().min(1).max(45),
  description: z.string().min(1).max(100).nullish(),
  component: z.discriminatedUnion('type', [labelled, select, fileUpload]),
});

const row = z.strictObject({
  type: z.literal(COMPONENT.row),
  id,
  components: z.array(classic).length(1),
});

/** What an answer of type 9 shows. */
export const modalForm = z
  .strictObject({
    custom_id: customId,
    title: z.string().min(1).max(45),
    components: z
      .array(z.discriminatedUnion('type', [label, textDisplay, row]))
      .min(1)
      .max(5),
  })
  .refine((one) => distinct(one.components), 'Custom ids repeat')
  .refine((one) => one.components.some((each) => each.type !== COMPONENT.textDisplay), 'No field');

function distinct(components: readonly Component[]): boolean {
  const ids = everyComponent(components).flatMap((one) => one.custom_id ?? []);
  return new Set(ids).size === ids.length;
}

/** A form as a person sees it. */
export interface FakeModal {
  readonly customId: string;
  readonly title: string;
  readonly components: readonly Component[];
}
