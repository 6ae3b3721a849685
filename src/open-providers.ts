import type { Clock } from './core/ports/system.ts';
import type { Config, VendorName } from './config.ts';
import type { ImageProvider, VendorImages } from './core/ports/image-provider.ts';
import { geminiClient } from './providers/gemini/client.ts';
import { GeminiImages } from './providers/gemini/gemini-images.ts';
import { openAiClient } from './providers/openai/client.ts';
import { OpenAiImages } from './providers/openai/openai-images.ts';
import { RunwareClient } from './providers/runware/client.ts';
import { RunwareImages } from './providers/runware/runware-images.ts';
import { SampleImages } from './providers/sample/sample-images.ts';

/** The image vendors whose key is set, each with its own client. Nothing is called yet. */
export function openVendors(
  { vendors }: Pick<Config, 'vendors'>,
  clock: Clock,
): ReadonlyMap<VendorName, VendorImages> {
  const { openai, gemini, runware } = vendors;
  const open = new Map<VendorName, VendorImages>();
  if (openai !== undefined) open.set('openai', new OpenAiImages(openAiClient(openai), clock));
  if (gemini !== undefined)
    open.set('gemini', new GeminiImages(geminiClient(gemini), gemini.apiKey));
  if (runware !== undefined) {
    open.set('runware', new RunwareImages(new RunwareClient(runware), { now: () => clock.now() }));
  }
  return open;
}

/** All that can make images here: the vendors whose key is set, and the built-in samples. */
export function openProviders(
  config: Pick<Config, 'vendors'>,
  clock: Clock,
): ReadonlyMap<string, ImageProvider> {
  const sample = new SampleImages(clock);
  return new Map<string, ImageProvider>([...openVendors(config, clock), [sample.name, sample]]);
}
