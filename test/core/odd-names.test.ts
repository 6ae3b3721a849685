import { describe, expect, it } from 'vitest';
import { pictureOf } from '../../src/bots/web/page/emoji.ts';
import { readFields } from '../../src/cli/model-fields.ts';
import { optionsBehind } from '../../src/core/cards/forms.ts';
import { decodeAction } from '../../src/core/chat/action.ts';
import { normaliseEmoji } from '../../src/core/chat/emoji.ts';
import { placeIn, placeName, placeSlug } from '../../src/core/plan/places.ts';
import { words } from '../../src/core/words/words.ts';
import { imageTask } from '../../src/providers/runware/task.ts';
import { viewOf } from '../../src/providers/sample/view.ts';
import { ODD_NAMES } from '../odd-names.ts';
import { aDraft } from '../values.ts';

describe.each(ODD_NAMES)('%s', (name) => {
  it('is a place by its own name, and no built-in one', () => {
    expect(placeName(name, 'ko')).toMatch(new RegExp(`^${name}$`, 'i'));
    expect(placeSlug(name)).toBe(name);
    expect(placeIn(`a street in ${name}`)).toBeNull();
  });

  it('is an emoji by its own name', () => {
    expect(normaliseEmoji(name)).toBe(name);
    expect(normaliseEmoji(`<:${name}:123>`)).toBe(name);
    expect(pictureOf(name)).toBe(name);
  });

  it('is no action, no field of a model, no view and no size', () => {
    expect(decodeAction(`1:${name}:x`)).toBeUndefined();
    expect(() => readFields([`${name}=1`])).toThrow('is no field=value of a model');
    expect(readFields([`active=${name}`])).toEqual({ active: name });
    expect(viewOf(name, 100)).toEqual(viewOf(null, 100));
    expect(words('ko').size_name(name)).toBe(name);
  });

  it('is a parameter like any other in what Runware gets', () => {
    const parameters = JSON.parse(`{"${name}":1,"referencesField":"${name}.${name}.images"}`);
    const spec = { ...aDraft(), outputKey: 'x.png', parameters };
    const bytes = new Uint8Array([1]);
    const task = imageTask(spec, [{ role: 'tone', label: 'x', bytes }], 't');
    const sent = JSON.stringify(task);
    expect(sent).toContain(`"${name}":{"${name}":{"images":["AQ=="]}}`);
  });

  it('is an option in the id of a form', () => {
    const options = optionsBehind(`generate?${name}=1`);
    expect(Object.entries(options ?? {})).toEqual([[name, '1']]);
  });
});
