import { describe, expect, it } from 'vitest';
import { generateForm, optionsBehind } from '../../../src/core/cards/forms.ts';

describe('the form of a command without a prompt', () => {
  const given = { tier: 'quality', category: 'c(cinematic,contrast)', size: 'portrait' };

  it('carries what it does not ask for, and nothing else', () => {
    const form = generateForm(given, 100, 'en');
    expect(form.id.length).toBeLessThanOrEqual(100);
    expect(optionsBehind(form.id)).toEqual({ tier: 'quality', category: 'c(cinematic,contrast)' });
    expect(form.fields.find((one) => one.name === 'size')?.value).toBe('portrait');
    expect(optionsBehind('1:edit:abc')).toBeUndefined();
  });

  it('begins with what came for its fields', () => {
    const all = { prompt: 'a cat', size: 'landscape', angle: 'overhead', lens: '85mm-portrait' };
    const form = generateForm(all, 100, 'en');
    expect(form.fields.map(({ name, value }) => [name, value])).toEqual([
      ['prompt', 'a cat'],
      ['size', 'landscape'],
      ['angle', 'overhead'],
      ['lens', '85mm-portrait'],
      ['references', ''],
    ]);
    expect(optionsBehind(form.id)).toEqual({});
  });

  it('carries signs and other scripts as they are', () => {
    const odd = { persona: '민아 & "Co"=1', versus: '50 %?' };
    expect(optionsBehind(generateForm(odd, 200, 'en').id)).toEqual(odd);
  });

  it('is refused where the options do not fit into an id of its surface', () => {
    const { length } = generateForm(given, 1_000, 'en').id;
    expect(generateForm(given, length, 'en').id).toHaveLength(length);
    expect(() => generateForm(given, length - 1, 'en')).toThrow('form_overfull');
  });

  it('refuses what is too long to be carried, and not a sign less', () => {
    // An id has 100 characters here: "generate?model=" and 85 more.
    expect(generateForm({ model: 'x'.repeat(85) }, 100, 'en').id).toHaveLength(100);
    expect(() => generateForm({ model: 'x'.repeat(86) }, 100, 'en')).toThrow('form_overfull');
  });
});
