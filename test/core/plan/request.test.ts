import { describe, expect, it } from 'vitest';
import { checkRequest, type Offer } from '../../../src/core/plan/request.ts';
import { UserError } from '../../../src/core/words/user-error.ts';
import { say } from '../../../src/core/words/words.ts';
import { aModel, aPlan, aPool } from '../../values.ts';

const offer: Offer = {
  models: [
    aModel({ minPixels: 512 * 512 }),
    aModel({ id: 'sample-quality', tier: 'quality', isDefault: false, displayName: 'Sample HQ' }),
    aModel({ id: 'premium', tier: 'premium', isDefault: false }),
    aModel({ id: 'old', tier: 'antique', isDefault: false, active: false }),
  ],
  plan: aPlan({ tiers: ['basic', 'quality'] }),
  served: ['sample'],
  pool: aPool(),
};

function refusal(input: unknown): { status: number; text: string } {
  try {
    checkRequest(input, offer);
  } catch (error) {
    if (error instanceof UserError) return { status: error.status, text: say(error, 'en') };
    throw error;
  }
  throw new Error('it was accepted');
}

const ok = (options: object) => checkRequest({ prompt: 'a cat', ...options }, offer);

describe('a request', () => {
  it('with a prompt alone takes the default model, square, one pair', () => {
    expect(ok({})).toMatchObject({
      count: 1,
      request: { tier: 'basic', modelId: 'sample-basic', experiment: 'tones', angle: null },
    });
  });

  it('resolves names in either language, and sizes by name or exactly', () => {
    const { request } = ok({
      tier: 'quality',
      size: '768 × 512',
      angle: '로우 앵글',
      lens: '85 mm Portrait',
      persona: 'MINA',
      category: 'Beauty',
      tone_ratio: '25%',
      angle_ratio: 100,
    });
    expect(request).toMatchObject({
      modelId: 'sample-quality',
      size: { width: 768, height: 512 },
      angle: 'low-angle',
      lens: '85mm-portrait',
      persona: 'mina',
      category: 'd(beauty)',
      toneRatio: 25,
      angleRatio: 100,
    });
    expect(ok({ size: 'portrait' }).request.size).toEqual({ width: 512, height: 768 });
  });

  it('is its prompt in one spelling, whole characters only', () => {
    const prompt = '\u1109\u1165\u110b\u116e\u11af \ud83d on a mat\r\n\r\nJose\u0301';
    expect(ok({ prompt }).request.prompt).toBe('\uc11c\uc6b8  on a mat\n\nJos\u00e9');
    expect(ok({ angle: '\ub85c\uc6b0 \uc575\uae00'.normalize('NFD') }).request.angle).toBe(
      'low-angle',
    );
    expect(ok({ persona: 'Mina\u200b' }).request.persona).toBe('mina');
  });

  it.each([
    ['/generate a cat', 'a cat'],
    ['\u200b／generate  a cat', 'a cat'],
    ['/ a cat', '/ a cat'],
    ['/home/ana in neon letters', '/home/ana in neon letters'],
    ['// a comment', '// a comment'],
    ['and/or', 'and/or'],
    ['a cat\n/help', 'a cat\n/help'],
  ])('of %j is the prompt %j', (typed, prompt) => {
    expect(ok({ prompt: typed }).request.prompt).toBe(prompt);
  });

  it('names an experiment, and a size with an asterisk, as people write them', () => {
    expect(ok({ experiment: ' Angles ' }).request.experiment).toBe('angles');
    expect(ok({ size: '768*512' }).request.size).toEqual({ width: 768, height: 512 });
  });

  it('may have 2,500 characters as people count them', () => {
    const family = '\u{1f469}\u200d\u{1f467}';
    expect(ok({ prompt: '\u{1f600}'.repeat(2_500) }).count).toBe(1);
    expect(ok({ prompt: '\ubbfc'.normalize('NFD').repeat(2_500) }).count).toBe(1);
    expect(ok({ prompt: family.repeat(1_300) }).count).toBe(1);
  });

  it('is its prompt without the space around it', () => {
    expect(ok({ prompt: '  a red cat\n' }).request.prompt).toBe('a red cat');
  });

  it('may name every option as a person or a program writes it', () => {
    expect(ok({ size: ' Landscape ' }).request.size).toEqual({ width: 768, height: 512 });
    expect(ok({ size: '768X512' }).request.size).toEqual({ width: 768, height: 512 });
    expect(ok({ tone_ratio: 25, count: 3 })).toMatchObject({
      count: 3,
      request: { toneRatio: 25 },
    });
    expect(ok({ tone_ratio: ' 50 % ', count: ' 2 ' })).toMatchObject({
      count: 2,
      request: { toneRatio: 50 },
    });
  });

  it('may have its values in quotation marks, as people copy them', () => {
    const { request, count } = ok({
      model: '“Sample HQ”',
      size: '"landscape"',
      angle: '「로우 앵글」',
      persona: "'Mina'",
      category: ' «Beauty» ',
      tone_ratio: '“25”',
      count: '"2"',
    });
    expect({ request, count }).toMatchObject({
      count: 2,
      request: {
        modelId: 'sample-quality',
        size: { width: 768, height: 512 },
        angle: 'low-angle',
        persona: 'mina',
        category: 'd(beauty)',
        toneRatio: 25,
      },
    });
    expect(ok({ prompt: '“Sample”', angle: '""' }).request).toMatchObject({
      prompt: '“Sample”',
      angle: null,
    });
  });

  it('may leave a text option empty, which asks for nothing', () => {
    const { request } = ok({ angle: ' ', lens: ' ', persona: ' ', category: ' ', versus: ' ' });
    expect(request).toMatchObject({ angle: null, lens: null, persona: null, category: null });
    expect(request).toMatchObject({ experiment: 'tones' });
    expect(request).not.toHaveProperty('versus');
  });

  it('may ask for a person of whom there is a picture, and for nobody else', () => {
    const people = offer.pool.people.filter((one) => one.persona === 'joon');
    const pool = { ...offer.pool, people };
    const check = (persona: string) => checkRequest({ prompt: 'a', persona }, { ...offer, pool });
    expect(check('Joon').request.persona).toBe('joon');
    expect(() => check('Mina')).toThrow('persona_unknown');
  });

  it('for two models names the other one, in its own size', () => {
    const large = { width: 1_024, height: 1_024 };
    const versus = aModel({
      id: 'large',
      displayName: 'Large',
      isDefault: false,
      squareSize: large,
      validSizes: [large],
    });
    const from = { ...offer, models: [...offer.models, versus] };
    const { request } = checkRequest({ prompt: 'a', versus: 'Large' }, from);
    expect(request).toMatchObject({ experiment: 'models', modelId: 'sample-basic' });
    expect(request.versus).toEqual({ tier: 'basic', modelId: 'large', size: large });
  });

  it('may ask for up to 2,500 characters and 8 pairs', () => {
    expect(ok({ prompt: 'x'.repeat(2_500), count: '8' }).count).toBe(8);
  });

  it.each<[unknown, number, string]>([
    [{ prompt: '   ' }, 422, 'The prompt is empty: write what the picture should show.'],
    [{ prompt: 'a', persona: 'Jose\u0301\ud83d' }, 422, 'no persona “Jos\u00e9” in the pool'],
    [{ prompt: 'a', sise: 'portrait' }, 422, 'no option “sise”. Did you mean “size”?'],
    [{ prompt: 'a', contrast: 'x' }, 422, 'no option “contrast”. Known options:'],
    [{ prompt: 'a', models: 'x' }, 422, 'no option “models”. Did you mean “model”?'],
    [{ prompt: '/help' }, 422, 'no command “/help”. Did you mean “/diptych help”? A prompt needs'],
    [{ prompt: ' /credit ' }, 422, 'no command “/credit”. Did you mean “/diptych credits”?'],
    [{ prompt: '/imagine a cat' }, 422, 'no command “/imagine”. Did you mean “/generate”?'],
    [{ prompt: '／imagine a cat' }, 422, 'no command “/imagine”.'],
    [{ prompt: '/imagine: a cat' }, 422, 'no command “/imagine”.'],
    [{ prompt: '/generated art' }, 422, 'no command “/generated”. Did you mean “/generate”?'],
    [{ prompt: '/diptich' }, 422, 'no command “/diptich”. Did you mean “/diptych help”?'],
    [{ prompt: '/그려줘 고양이' }, 422, 'no command “/그려줘”. Did you mean “/generate”?'],
    [{ prompt: '/diptych credits' }, 422, '“/diptych” is a command of its own: send it by itself'],
    [{ prompt: '/generate' }, 422, 'The prompt is empty'],
    [{ prompt: '\u200b\u200b' }, 422, 'The prompt is empty: write what the picture should show.'],
    [{ prompt: '\u3164\u3164' }, 422, 'The prompt is empty'],
    [{ prompt: '\ud83d' }, 422, 'The prompt is empty'],
    [{ prompt: '\u{1f600}'.repeat(2_501) }, 422, 'The prompt has 2501 characters; at most 2500'],
    [{ prompt: `a${'\u0301'.repeat(100_000)}` }, 422, 'The prompt has 100000 characters; at'],
    [{ prompt: `${'a'.repeat(2_400)}${'\u0301'.repeat(1_700)}` }, 422, 'has 2506 characters'],
    [{ prompt: 'x'.repeat(2_501) }, 422, 'The prompt has 2501 characters; at most 2500 fit.'],
    [
      { prompt: 'a', colour: 'red' },
      422,
      'no option “colour”. Known options: prompt, tier, model,',
    ],
    [
      { prompt: 'a', tier: '?' },
      422,
      'The option “tier” has no value. It takes: basic, quality. What belongs to the prompt can',
    ],
    [{ prompt: 'a', model: '?' }, 422, '“model” has no value. It takes: Sample (basic), Sample HQ'],
    [{ prompt: 'a', versus: '?' }, 422, '“versus” has no value. It takes: Sample HQ (quality).'],
    [
      { prompt: 'a', size: '?' },
      422,
      '“size” has no value. It takes: square, landscape, portrait,',
    ],
    [{ prompt: 'a', angle: '?' }, 422, '“angle” has no value. It takes: eye-level, overhead,'],
    [{ prompt: 'a', lens: '?' }, 422, '“lens” has no value. It takes: 16mm-ultra-wide, '],
    [{ prompt: 'a', persona: '?' }, 422, '“persona” has no value. It takes: Mina'],
    [{ prompt: 'a', category: '?' }, 422, '“category” has no value. It takes: '],
    [{ prompt: 'a', tone_ratio: '?' }, 422, '“tone_ratio” has no value. It takes: 25, 50, 75, 100'],
    [{ prompt: 'a', angle_ratio: '?' }, 422, '“angle_ratio” has no value. It takes: 25, 50, 75'],
    [{ prompt: 'a', experiment: '?' }, 422, '“experiment” has no value. It takes: tones, angles'],
    [{ prompt: 'a', count: '?' }, 422, '“count” has no value. It takes: 1, 2, 3, 4, 5, 6, 7, 8.'],
    [{ prompt: 'a', tier: 'gold' }, 422, 'no tier “gold”. Available: basic, quality.'],
    [{ prompt: 'a', tier: 'antique' }, 422, '“antique” has no active model just now.'],
    [
      { prompt: 'a', tier: 'premium' },
      403,
      'does not include tier “premium”. You can use: basic, q',
    ],
    [
      { prompt: 'a', size: '5x5' },
      422,
      'Sample does not make 5x5 pictures. It takes: square, land',
    ],
    [{ prompt: 'a', angle: 'overhaed' }, 422, 'no angle “overhaed”. Did you mean “overhead”?'],
    [{ prompt: 'a', lens: '85mm' }, 422, 'Did you mean “85mm-portrait”?'],
    [{ prompt: 'a', persona: 'Zed' }, 422, 'no persona “Zed” in the pool. Known: Mina, Joon'],
    [
      { prompt: 'a', category: 'z' },
      422,
      'no category “z” in the pool. Known: Natural film, Vivid colour',
    ],
    [{ prompt: 'a', experiment: 'x' }, 422, 'no experiment “x”. Known: tones, angles, models.'],
    [
      { prompt: 'a', tone_ratio: 30 },
      422,
      '“tone_ratio: 30” is not valid. Valid: 25, 50, 75, 100.',
    ],
    [{ prompt: 'a', count: 0 }, 422, 'count is 0; it must be a whole number from 1 to 8.'],
    [{ prompt: 'a', count: 9 }, 422, 'count is 9;'],
    [{ prompt: 'a', count: '1e3' }, 422, 'count is 1e3;'],
    [{ prompt: 'a', count: 1.5 }, 422, 'count is 1.5;'],
    [{ prompt: 'a', angle_ratio: 0 }, 422, '“angle_ratio: 0” is not valid. Valid: 25,'],
    [{ prompt: 'a', tone_ratio: '25.0' }, 422, '“tone_ratio: 25.0” is not valid'],
    [{ prompt: 'a', angle: 7 }, 400, '“angle” must be a text.'],
    [{ prompt: 'a', angle: 'x'.repeat(201) }, 400, '“angle” may have at most 200 characters.'],
    [{ prompt: 'a', count: '1'.repeat(201) }, 400, '“count” may have at most 200 characters.'],
    [{ prompt: 'a', count: [1] }, 400, '“count” must be a number.'],
    [{ prompt: 'a', angel: 'x' }, 422, 'no option “angel”. Did you mean “angle”?'],
    [{ prompt: 'a', x: 1, y: 2 }, 422, 'no option “x, y”.'],
    [
      { prompt: 'a', size: '5x5' },
      422,
      'It takes: square, landscape, portrait, 512x512, 768x512, 512x768.',
    ],
    [
      { prompt: 'a', versus: 'Sample HQ', experiment: 'tones' },
      422,
      'versus compares two models, which experiment:tones does not',
    ],
    ['a cat', 400, 'The request must be an object.'],
    [null, 400, 'The request must be an object.'],
    [{ prompt: null, angle: 'overhead' }, 422, 'The prompt is empty'],
    [{ prompt: 7 }, 400, '“prompt” must be a text.'],
    [{}, 422, 'The prompt is empty'],
  ])('%j is refused (%i) and told what would do', (input, status, text) => {
    const refused = refusal(input);
    expect(refused.status).toBe(status);
    expect(refused.text).toContain(text);
  });

  it('for a size under the model’s minimum is refused, though the model lists it', () => {
    const tiny = { width: 64, height: 64 };
    const models = [aModel({ validSizes: [tiny], minPixels: 10_000 })];
    const check = () => checkRequest({ prompt: 'a', size: '64x64' }, { ...offer, models });
    expect(check).toThrow('size_invalid');
  });
});
