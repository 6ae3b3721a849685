import { describe, expect, it } from 'vitest';
import { placeIn, placeName } from '../../../src/core/plan/places.ts';
import { classifyByRules } from '../../../src/core/plan/rules.ts';
import { ODD_NAMES } from '../../odd-names.ts';

const POOL = [
  'milan',
  '강남',
  'são paulo',
  'new york city',
  '북촌 한옥마을',
  'old town',
  "l'aquila",
];

describe('a place that only the pool has', () => {
  it.each<[string, string | null]>([
    ['a street in Milan', 'milan'],
    ['MILAN, night', 'milan'],
    ['a milanese street', null],
    ['mila n', null],
    ['강남에서 걷는 여자', '강남'],
    ['강남', '강남'],
    ['강남의 밤', '강남'],
    ['강남은 비', '강남'],
    ['강남역', null],
    ['Milan에서 걷는 여자', 'milan'],
    ['a beach near São Paulo', 'são paulo'],
    ['a beach near SÃO  PAULO', 'são paulo'],
    ['a beach near São Paulo'.normalize('NFD'), 'são paulo'],
    ['강남에서'.normalize('NFD'), '강남'],
    ['a beach near São-Paulo', 'são paulo'],
    ['São and Paulo', null],
    ['São, Paulo', null],
    ['the old town at dawn', 'old town'],
    ['old townhouse', null],
    ['북촌 한옥마을에서', '북촌 한옥마을'],
    ['북촌 골목', null],
    ['rain in L’Aquila', "l'aquila"],
    // The first that is named; the longer of two that begin together.
    ['from Milan to Seoul', 'milan'],
    ['from Seoul to Milan', 'seoul'],
    ['New York City at night', 'new york city'],
    ['New York at night', 'new-york'],
    ['hong-kong', 'hong-kong'],
    ['a cat', null],
    ['', null],
  ])('in “%s”: %s', (text, place) => {
    expect(placeIn(text, POOL)).toBe(place);
  });

  it('may be a name that every object has, or none that can be read', () => {
    expect(ODD_NAMES.map((name) => placeIn(`a street in ${name}`, POOL))).toEqual(
      ODD_NAMES.map(() => null),
    );
    expect(ODD_NAMES.map((name) => placeIn(`a street in ${name}`, ODD_NAMES))).toEqual(ODD_NAMES);
    expect(placeIn('3 cats, !', ['3', '!', '', ' '])).toBeNull();
  });

  it('is found among thousands in the longest prompt', () => {
    const many = Array.from({ length: 20_000 }, (_, n) => `a long name of place ${n}`);
    const prompt = `${'a long name of place '.repeat(110)}a long name of place 19999`;
    expect(placeIn(prompt, many)).toBe('a long name of place 19999');
    expect(placeIn('가'.repeat(2_500), many)).toBeNull();
  });

  it('leaves the tone as open as a built-in one does', () => {
    const categories = [{ slug: 'a', tags: [] }];
    const plan = (prompt: string) => classifyByRules(prompt, categories, POOL);
    expect(plan('a cat in Milan')).toMatchObject({ location: 'milan', toneRatio: 75 });
    expect(classifyByRules('a cat in Milan', categories)).toMatchObject({
      location: null,
      toneRatio: 100,
    });
  });

  it('is written with capitals, whatever its letters', () => {
    expect(
      ['são paulo', "l'aquila", 'old town', '강남'].map((one) => placeName(one, 'en')),
    ).toEqual(['São Paulo', "L'Aquila", 'Old Town', '강남']);
  });
});
