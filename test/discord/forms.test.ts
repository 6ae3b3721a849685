import { ComponentType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { modalOf } from '../../src/bots/discord/forms.ts';
import type { FormField } from '../../src/core/chat/card.ts';
import { added } from '../values.ts';
import { atDiscord, privateText } from './kit.ts';

const options = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ value: `v${n}`, label: `choice ${n}` }));

function componentFor(field: Partial<FormField>) {
  const whole: FormField = {
    name: 'angle',
    label: 'Angle',
    kind: 'choice',
    value: 'v1',
    required: false,
    ...field,
  };
  const [label] = modalOf({ id: '1:x:y', title: 'T', submit: 'Run', fields: [whole] }).components;
  return label && 'component' in label ? label.component : undefined;
}

describe('a form', () => {
  it('offers a choice as a select, as long as a select takes them all', () => {
    expect(componentFor({ options: options(25) })).toMatchObject({
      type: ComponentType.StringSelect,
      options: expect.arrayContaining([{ value: 'v1', label: 'choice 1', default: true }]),
    });
  });

  it('lets more of them be typed, and leaves none out', () => {
    expect(componentFor({ options: options(26) })).toMatchObject({
      type: ComponentType.TextInput,
      value: 'v1',
    });
  });
});

describe('a refusal', () => {
  it('that names very much is cut, and said all the same', async () => {
    const at = await atDiscord();
    const { pool } = at.store();
    for (let n = 0; n < 120; n += 1) {
      const slug = `person-${n}-with-a-rather-long-name`;
      pool.putPersona({ slug, displayName: slug, tags: [] });
      const key = `refs/model_image_ref/${slug}/1.png`;
      const reference = {
        id: slug,
        kind: 'model',
        category: null,
        persona: slug,
        location: null,
      } as const;
      const rest = { tags: [], caption: '', key, type: 'image/png', sha256: slug } as const;
      pool.insert({ ...reference, ...rest }, added());
    }
    const sent = at.person('you').slash('generate', { prompt: 'a', persona: 'nobody' });
    await sent.answered;
    expect(privateText(sent)).toMatch(/^There is no persona “nobody” in the pool\. Known: .*…$/);
  });
});
