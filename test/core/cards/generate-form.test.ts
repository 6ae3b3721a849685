import { describe, expect, it } from 'vitest';
import { generateForm, optionsBehind } from '../../../src/core/cards/forms.ts';

describe('the form of a command without a prompt', () => {
  const given = { tier: 'quality', category: 'c(cinematic,contrast)', size: 'portrait' };

  it('carries what it does not ask for, and nothing else', () => {
    const form = generateForm(given, { id: 100 }, 'en');
    expect(form.id.length).toBeLessThanOrEqual(100);
    expect(optionsBehind(form.id)).toEqual({ tier: 'quality', category: 'c(cinematic,contrast)' });
    expect(form.fields.find((one) => one.name === 'size')?.value).toBe('portrait');
    expect(optionsBehind('1:edit:abc')).toBeUndefined();
  });

  it('begins with what came for its fields', () => {
    const all = { prompt: 'a cat', size: 'landscape', angle: 'overhead', lens: '85mm-portrait' };
    const form = generateForm(all, { id: 100 }, 'en');
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
    expect(optionsBehind(generateForm(odd, { id: 200 }, 'en').id)).toEqual(odd);
  });

  it('is refused where the options do not fit into an id of its surface', () => {
    const { length } = generateForm(given, { id: 1_000 }, 'en').id;
    expect(generateForm(given, { id: length }, 'en').id).toHaveLength(length);
    expect(() => generateForm(given, { id: length - 1 }, 'en')).toThrow('form_overfull');
  });

  it('refuses what is too long to be carried, and not a sign less', () => {
    // An id has 100 characters here: "generate?model=" and 85 more.
    expect(generateForm({ model: 'x'.repeat(85) }, { id: 100 }, 'en').id).toHaveLength(100);
    expect(() => generateForm({ model: 'x'.repeat(86) }, { id: 100 }, 'en')).toThrow(
      'form_overfull',
    );
  });
});

describe('the form of a surface with room for every option', () => {
  const choices = (option: string) => [{ value: `${option}-1`, label: option, typed: option }];

  it('has a field for each, and its id carries nothing', () => {
    const form = generateForm({ prompt: 'a cat', tier: 'tier-1' }, { id: 20, choices }, 'en');
    expect(form.fields.map(({ name, value }) => [name, value])).toEqual([
      ['prompt', 'a cat'],
      ['tier', 'tier-1'],
      ['model', ''],
      ['size', ''],
      ['angle', ''],
      ['lens', ''],
      ['persona', ''],
      ['category', ''],
      ['tone_ratio', ''],
      ['angle_ratio', ''],
      ['experiment', ''],
      ['versus', ''],
      ['count', ''],
      ['references', ''],
    ]);
    expect(optionsBehind(form.id)).toEqual({});
    expect(form.fields.filter((one) => one.required).map((one) => one.name)).toEqual(['prompt']);
  });

  it('says of what is left open that it is chosen, not that there will be none', () => {
    const left = (locale: 'en' | 'ko') => {
      const { fields } = generateForm({}, { id: 20, choices }, locale);
      return new Set(fields.flatMap((one) => one.options?.[0]?.label ?? []));
    };
    expect([...left('en'), ...left('ko')]).toEqual(['automatic', '자동']);
  });

  it('offers what was typed beside what there is, to be refused by its name', () => {
    const form = generateForm({ tier: 'gold' }, { id: 20, choices }, 'en');
    const tier = form.fields.find((one) => one.name === 'tier');
    expect(tier?.options?.map((one) => one.value)).toEqual(['', 'tier-1', 'gold']);
  });
});
