import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/core/chat/command.ts';

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
    ['/generated art', { prompt: '/generated art' }],
    ['/GENERATE  a cat', { prompt: 'a cat' }],
    ['a big size:portrait cat', { prompt: 'a big cat', size: 'portrait' }],
    ['a  cat', { prompt: 'a cat' }],
    ['a cat colour:red ', { prompt: 'a cat', colour: 'red' }],
    ['a cat colour:red size:portrait', { prompt: 'a cat colour:red', size: 'portrait' }],
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
    ['/diptych nonsense', 'help', ''],
    ['/diptych pool  Natural film ', 'pool', 'Natural film'],
    ['/diptych costs 7', 'costs', '7'],
  ])('%s', (line, word, rest) => {
    expect(parseCommand(line)).toEqual({ type: 'diptych', word, rest });
  });
});
