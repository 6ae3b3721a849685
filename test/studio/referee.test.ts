import { expect, it } from 'vitest';
import { Referee } from '../../src/core/studio/run/referee.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { ScriptedText } from '../fakes/scripted-text.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { aPicture } from '../pictures.ts';
import { aCandidate } from '../race-values.ts';
import { newStore } from '../storage/sample-rows.ts';
import { aGeneration, RUNNING } from '../values.ts';

it('a judge that likes the first picture best does not always favour the model that was asked for', async () => {
  const [blobs, judge] = [new MemoryBlobs(), new ScriptedText()];
  const among = [1, 2].map((number) => aCandidate({ number, state: 'succeeded' }));
  for (const { image } of among) await blobs.put(image?.key ?? '', await aPicture());
  const ask: ConstructorParameters<typeof Referee>[0]['text']['ask'] = async (
    _about,
    { schema },
  ) => {
    const value = schema.parse({ best: '1', reason: 'it comes first' });
    return { type: 'answered', value, model: judge };
  };
  const referee = new Referee({
    store: newStore(),
    clock: new FakeClock(),
    log: new SilentLog(),
    images: new SharpImages(),
    blobs,
    text: { has: () => true, ask },
  });
  const winners = new Set<string | undefined>();
  for (let n = 0; n < 16; n += 1) {
    const generation = aGeneration(`g${n}`, RUNNING);
    const verdict = await referee.decide(generation, among, new AbortController().signal);
    winners.add(verdict?.winnerId);
  }
  expect(winners).toEqual(new Set(['c1', 'c2']));
});
