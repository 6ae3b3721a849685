import { describe, expect, it } from 'vitest';
import { banner } from '../../src/cli/start.ts';
import { loadConfig } from '../../src/config.ts';

const hub = { url: 'http://127.0.0.1:1', discordInvite: null, slackWorkspace: null };
const samples = { ...hub, defaultModel: 'Sample', defaultProvider: 'sample' };
const openAi = { ...hub, defaultModel: 'GPT Image 2', defaultProvider: 'openai' };

/** What the hub says of images when it starts with these settings. */
function imagesOf(started: Parameters<typeof banner>[0], env: Record<string, string>) {
  const lines = banner(started, loadConfig(env)).split('\n');
  return lines.filter((line) => line.startsWith('  Images: '));
}

describe('the line about images at the start', () => {
  it('without a key says that samples are made, and where keys are told of', () => {
    expect(imagesOf(samples, {})).toEqual([
      '  Images: the built-in sample provider (pictures are marked SAMPLE); docs/providers.md has the keys',
    ]);
  });

  it('names the default model and the keys that are set', () => {
    expect(imagesOf(openAi, { OPENAI_API_KEY: 'sk-1' })).toEqual([
      '  Images: GPT Image 2 by default; keys of openai are set',
    ]);
  });

  it.each([{}, { GEMINI_API_KEY: 'key-1' }])(
    'with %j says that the key of the default model is not set, and both ways out',
    (env) => {
      expect(imagesOf(openAi, env)).toEqual([
        '  Images: the default, GPT Image 2, needs the key of openai, which is not set: set OPENAI_API_KEY, or choose another model with npx diptych models set-default.',
      ]);
    },
  );
});
