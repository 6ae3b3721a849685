import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/core/chat/command.ts';

describe('an option as people type it', () => {
  it.each<[string, Record<string, string>]>([
    ['a cat model:“Sample”', { prompt: 'a cat', model: 'Sample' }],
    ['a cat model:„Sample fine“', { prompt: 'a cat', model: 'Sample fine' }],
    ['a cat model:«Sample fine»', { prompt: 'a cat', model: 'Sample fine' }],
    ['a cat model:‘Sample fine’', { prompt: 'a cat', model: 'Sample fine' }],
    [
      "a cat angle:'Bird's eye' size:portrait",
      { prompt: 'a cat', angle: "Bird's eye", size: 'portrait' },
    ],
    ['고양이 angle:「로우 앵글」', { prompt: '고양이', angle: '로우 앵글' }],
    ['a cat model:＂Sample fine＂', { prompt: 'a cat', model: 'Sample fine' }],
    ['a cat model: "Sample fine"', { prompt: 'a cat', model: 'Sample fine' }],
    ['model: “Sample fine” a cat', { prompt: 'a cat', model: 'Sample fine' }],
    ['a cat model:"Sample fine', { prompt: 'a cat', model: 'Sample fine' }],
    ['a cat size：portrait', { prompt: 'a cat', size: 'portrait' }],
    ['a cat\u3000size∶\u3000portrait', { prompt: 'a cat', size: 'portrait' }],
    ['a cat ｓｉｚｅ：ｐｏｒｔｒａｉｔ', { prompt: 'a cat', size: 'portrait' }],
    ['a cat tone_ratio：７５％', { prompt: 'a cat', tone_ratio: '75%' }],
    ['a cat Size:portrait', { prompt: 'a cat', size: 'portrait' }],
    ['a cat SIZE:Portrait', { prompt: 'a cat', size: 'Portrait' }],
    ['a cat size: portrait', { prompt: 'a cat', size: 'portrait' }],
    ['a cat size :portrait', { prompt: 'a cat', size: 'portrait' }],
    ['a cat size : portrait', { prompt: 'a cat', size: 'portrait' }],
    ['size: portrait a cat', { prompt: 'a cat', size: 'portrait' }],
    ['a cat, size: 1024 x 768, at night', { prompt: 'a cat, at night', size: '1024 x 768' }],
    ['a cat size:1024×768', { prompt: 'a cat', size: '1024×768' }],
    ['a cat, size:portrait, tier:basic', { prompt: 'a cat', size: 'portrait', tier: 'basic' }],
    ['size:portrait, a cat', { prompt: 'a cat', size: 'portrait' }],
    ['a cat, size:portrait.', { prompt: 'a cat', size: 'portrait' }],
    ['a cat,size:portrait', { prompt: 'a cat', size: 'portrait' }],
    ['a cat tone ratio: 50', { prompt: 'a cat', tone_ratio: '50' }],
    ['a cat tone-ratio:50', { prompt: 'a cat', tone_ratio: '50' }],
    ['a cat angle_ratio: 25 %', { prompt: 'a cat', angle_ratio: '25 %' }],
    ['a cat count: 3', { prompt: 'a cat', count: '3' }],
    ['a cat count: 3, size: square', { prompt: 'a cat', count: '3', size: 'square' }],
    ['a cat experiment: angles', { prompt: 'a cat', experiment: 'angles' }],
    ['a cat model: Sample', { prompt: 'a cat', model: 'Sample' }],
    ['a cat tier: basic size: portrait', { prompt: 'a cat', tier: 'basic', size: 'portrait' }],
    ['a cat --size portrait', { prompt: 'a cat', size: 'portrait' }],
    ['a cat --size=portrait --tier basic', { prompt: 'a cat', size: 'portrait', tier: 'basic' }],
    ['a cat --lens "85 mm portrait"', { prompt: 'a cat', lens: '85 mm portrait' }],
    ['--size portrait a cat', { prompt: 'a cat', size: 'portrait' }],
    ['a cat —size portrait', { prompt: 'a cat', size: 'portrait' }],
    ['a cat –model Sample', { prompt: 'a cat', model: 'Sample' }],
    ['a cat size = portrait', { prompt: 'a cat', size: 'portrait' }],
    ["a cat angle: 'low size:square' asleep", { prompt: 'a cat asleep', angle: 'low size:square' }],
    ['a cat size=portrait', { prompt: 'a cat', size: 'portrait' }],
    ['/generate prompt: a cat size: portrait', { prompt: 'a cat', size: 'portrait' }],
    ['／generate a cat', { prompt: 'a cat' }],
    // Some keyboards put a blank behind a slash.
    ['/ generate a cat', { prompt: 'a cat' }],
    ['\u200b/generate a cat', { prompt: 'a cat' }],
    ['a cat\nsize: portrait\nat night', { prompt: 'a cat\nat night', size: 'portrait' }],
    ['a cat persona:\u1106\u1175\u11ab', { prompt: 'a cat', persona: '\ubbfc' }],
  ])('%s', (line, options) => {
    expect(parseCommand(line)).toEqual({ type: 'generate', options });
  });

  it.each<[string, Record<string, string>]>([
    ['a cat sise:portrait', { prompt: 'a cat', sise: 'portrait' }],
    ['sise:portrait a cat', { prompt: 'a cat', sise: 'portrait' }],
    ['sise: portrait a cat', { prompt: 'a cat', sise: 'portrait' }],
    ['szie:portrait a cat', { prompt: 'a cat', szie: 'portrait' }],
    ['models:Sample a cat', { prompt: 'a cat', models: 'Sample' }],
    ['a cat --ar 16:9', { prompt: 'a cat', ar: '16:9' }],
    ['a --stylize 250 cat', { prompt: 'a cat', stylize: '250' }],
    ['a cat --no', { prompt: 'a cat', no: '' }],
    ['a cat --tier size:portrait', { prompt: 'a cat', tier: 'size:portrait', size: 'portrait' }],
    ['a cat --size', { prompt: 'a cat', size: '?' }],
    ['--tier', { prompt: '', tier: '?' }],
    ['a cat size:', { prompt: 'a cat', size: '?' }],
    ['a cat Size：', { prompt: 'a cat', size: '?' }],
    ['a cat size:,', { prompt: 'a cat', size: '?' }],
    ['a cat model:“', { prompt: 'a cat', model: '?' }],
    ['size:', { prompt: '', size: '?' }],
    ['a cat size: tier:basic', { prompt: 'a cat', size: '?', tier: 'basic' }],
    ['size: Tone ratio:50 a cat', { prompt: 'a cat', size: '?', tone_ratio: '50' }],
    ['a cat model: size: portrait', { prompt: 'a cat', model: '?', size: 'portrait' }],
    ['a cat size: huge', { prompt: 'a cat', size: 'huge' }],
    ['a cat —teir quality', { prompt: 'a cat', teir: 'quality' }],
    ['a cat —sise portrait, asleep', { prompt: 'a cat asleep', sise: 'portrait' }],
    ['a cat –modle "Sample fine"', { prompt: 'a cat', modle: 'Sample fine' }],
    ['a cat —tierr=basic', { prompt: 'a cat', tierr: 'basic' }],
    ['고양이 —teir quality', { prompt: '고양이', teir: 'quality' }],
    ['a cat —tone-ration 50', { prompt: 'a cat', 'tone-ration': '50' }],
    ['a cat —teir quality —size portrait', { prompt: 'a cat', teir: 'quality', size: 'portrait' }],
    ['a cat count:many', { prompt: 'a cat', count: 'many' }],
  ])('%s is handed on to be refused by name', (line, options) => {
    expect(parseCommand(line)).toEqual({ type: 'generate', options });
  });

  it.each([
    'a sign that says: open',
    'a sign that says “size: portrait”, at night',
    'a sign that says "model:open" in red',
    'a sign that says "a big size:portrait in red", at night',
    '“the best model: Sample”',
    'time 12:30',
    'a clock at 12:30',
    'ratio 3:2',
    'Size matters',
    'the size of a house, seen from below',
    'https://example.com/?size=large',
    'see https://example.com:8080/a size comparison',
    'Note: a cat sleeps',
    'a cat. Note: no people',
    'a fashion model: tall, in a red dress',
    'Model: Anna, standing. Lens: wide and low',
    'Lens: 85mm f/1.4, soft light',
    'count: three apples on a table',
    'a list, count: 3 apples and 4 pears',
    'Experiment: tones of blue on grey',
    'the angle: a corner of a room',
    'a man, mood: angry, colour: red',
    'a cat — size unknown, maybe a tiger',
    'a cat -- or a dog?',
    'a cat — sleeping',
    'a cat — teir quality',
    'a cat —sleeping softly',
    'a cat —style vivid',
    'a cat —teir',
    'a cat —teir, and a dog',
    'a cat —teir — asleep',
    'two cats—teir quality',
    'a street at night —person walking by',
    'a woman —angel wings',
    'a forest —tiger in the grass',
    'a square —court of kings',
    'a house –site unknown',
    'a girl —Sise smiling',
    '고양이 — 잠자는 모습',
    '고양이 —잠자는 모습',
    '서울의 밤 —비가 내린다',
    '서울–부산 기차',
    'a well-known model',
    'E = mc2 on a blackboard',
    'size = weight, a scale',
    'prompt engineering',
    'a 5" and a 6" pipe',
    '제목: 서울의 밤',
    '크기：세로',
    'one\n\ntwo',
    'one\n\n  two: three\n- four',
    'a cat: the sequel',
    'a sifo:red thing',
    'a sedan:red and a coupe, side by side',
    'a list of ties: red, blue',
    'from size 3: to the last, all of it',
  ])('%j is a prompt and nothing else', (line) => {
    const prompt = line.replace('\n  two', '\ntwo');
    expect(parseCommand(line)).toEqual({ type: 'generate', options: { prompt } });
  });

  it('is found quickly in the longest line', () => {
    const lines = [
      'size:'.repeat(2_400),
      'a: '.repeat(4_000),
      '"'.repeat(9_000),
      ', '.repeat(6_000),
      "model:'".repeat(1_500),
    ];
    for (const line of lines) expect(parseCommand(line).type).toBe('generate');
  });
});

describe('a line that somebody types', () => {
  it.each<[string, Record<string, string>]>([
    ['a cat', { prompt: 'a cat' }],
    ['/generate a cat', { prompt: 'a cat' }],
    ['/generate', { prompt: '' }],
    ['/generate a cat tier:quality count:2', { prompt: 'a cat', tier: 'quality', count: '2' }],
    ['size:portrait a cat', { prompt: 'a cat', size: 'portrait' }],
    ['a cat lens:"85 mm portrait"', { prompt: 'a cat', lens: '85 mm portrait' }],
    ['고양이 angle:"로우 앵글"', { prompt: '고양이', angle: '로우 앵글' }],
    ['a cat model:"Sample fine"', { prompt: 'a cat', model: 'Sample fine' }],
    ['a cat versus:"Sample fine"', { prompt: 'a cat', versus: 'Sample fine' }],
    ['a sign that says note:this one', { prompt: 'a sign that says note:this one' }],
    ['a cat colour:red', { prompt: 'a cat', colour: 'red' }],
    ['a 16:9 frame', { prompt: 'a 16:9 frame' }],
    ['see https://example.com', { prompt: 'see https://example.com' }],
    ['/GENERATE  a cat', { prompt: 'a cat' }],
    ['a big size:portrait cat', { prompt: 'a big cat', size: 'portrait' }],
    ['a  cat', { prompt: 'a cat' }],
    ['a cat colour:red ', { prompt: 'a cat', colour: 'red' }],
    ['a cat colour:red size:portrait', { prompt: 'a cat', colour: 'red', size: 'portrait' }],
    ['a sign prompt:no', { prompt: 'a sign prompt:no' }],
    ['a cat prompt:red', { prompt: 'a cat prompt:red' }],
    ['a cat constructor:red', { prompt: 'a cat', constructor: 'red' }],
    ['a cat prototype:red', { prompt: 'a cat', prototype: 'red' }],
    ['a cat tier:basic tier:quality', { prompt: 'a cat', tier: 'quality' }],
    ['a cat tone_ratio:25 angle:""', { prompt: 'a cat', tone_ratio: '25', angle: '' }],
  ])('%s', (line, options) => {
    expect(parseCommand(line)).toEqual({ type: 'generate', options });
  });

  it.each([
    ['/diptych credits', 'credits', ''],
    ['/DIPTYCH Likes', 'likes', ''],
    ['/diptych', 'help', ''],
    ['/diptych nonsense', 'nonsense', ''],
    ['/diptych pool  Natural film ', 'pool', 'Natural film'],
    ['/diptych costs 7', 'costs', '7'],
  ])('%s', (line, word, rest) => {
    expect(parseCommand(line)).toEqual({ type: 'diptych', word, rest });
  });

  it('is not looked for in a line that is too long for a prompt with its options', () => {
    const line = (length: number) => `${'a'.repeat(length - 11)} tier:basic`;
    expect(parseCommand(line(12_000))).toMatchObject({ options: { tier: 'basic' } });
    const long = line(12_001);
    expect(parseCommand(long)).toEqual({ type: 'generate', options: { prompt: long } });
  });

  it.each(['a:b ', "a:'b ", 'tier:"b '])('%j a million times takes no time', (one) => {
    const long = one.repeat(1_000_000).trim();
    expect(parseCommand(long)).toEqual({ type: 'generate', options: { prompt: long } });
  });
});
