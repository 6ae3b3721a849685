import { describe, expect, it } from 'vitest';
import { endingCard } from '../../../src/core/cards/ending.ts';
import { headerCard } from '../../../src/core/cards/header.ts';
import { imageCard } from '../../../src/core/cards/image.ts';
import type { ErrorKind } from '../../../src/core/domain/failure.ts';
import type { Generation, PairView, Post } from '../../../src/core/domain/pair.ts';
import type { ReferenceRole } from '../../../src/core/domain/reference.ts';
import { context, failed, imageA, imageB, labels, withAngle } from './card-texts.ts';
import { aPost, aView } from '../../card-values.ts';
import { aGeneration, aPair, failedFields, NOW, RUNNING, withImage, inBoth } from '../../values.ts';

const waitingA = aGeneration('a1');
const runningA = aGeneration('a1', RUNNING);
const runningB = aGeneration('b1', { side: 'B', ...RUNNING });
const cancelledA = aGeneration('a1', { state: 'cancelled', endedAt: NOW });
const failedA = failed('a1', 'network');
const failedB = failed('b1', 'network', { side: 'B' });
const deletedA = { ...imageA, deletedAt: NOW };
const posted = aPost('a1');
const removed = aPost('a1', { state: 'removed' });
const refused = aPost('a1', {
  state: 'refused',
  messageId: null,
  refusal: { about: 'picture', said: 'too much skin' },
});
const lost = aPost('a1', { state: 'undelivered', messageId: null });
const lostB = aPost('b1', { state: 'undelivered', messageId: null });
/** A second run of side A, started from the message of the first. */
const again = (more: Partial<Generation>) =>
  aGeneration('a2', { number: 2, fromId: 'a1', ...more });

const VOTE = 'A | B | Tie | Both bad';

describe('the header', () => {
  it.each<[string, readonly Generation[], readonly Post[], string]>([
    ['no side has begun', [], [], 'Details'],
    ['A waits', [waitingA], [], 'Cancel A / Details'],
    ['both sides run', [runningA, runningB], [], 'Cancel A | Cancel B / Details'],
    ['A has its image and B runs', [imageA, runningB], [posted], 'Cancel B / Details'],
    ['both have their image', [imageA, imageB], [posted, aPost('b1')], `${VOTE} / Details`],
    ['A failed', [failedA, imageB], [posted], 'Details'],
    ['both failed', [failedA, failedB], [posted], 'Details'],
    ['A was cancelled', [cancelledA], [posted], 'Details'],
    ['A’s image is deleted', [deletedA, imageB], [posted], 'Details'],
    [
      'A runs again under its image',
      [imageA, again(RUNNING), imageB],
      [posted, aPost('b1')],
      `${VOTE} / Details`,
    ],
    ['A waits again under its failure', [failedA, again({})], [posted], 'Details'],
    [
      'A runs again and its first message is not there yet',
      [imageA, again(RUNNING)],
      [aPost('a1', { state: 'intended', messageId: null })],
      'Cancel A / Details',
    ],
    [
      'A runs again and its image is deleted',
      [deletedA, again(RUNNING)],
      [posted],
      'Cancel A / Details',
    ],
    [
      'A runs again and its image could not be delivered',
      [imageA, again(RUNNING)],
      [lost],
      'Cancel A / Re-post A / Details',
    ],
    ['A could not be delivered', [imageA, runningB], [lost], 'Cancel B / Re-post A / Details'],
    [
      'neither could be delivered',
      [imageA, imageB],
      [lost, lostB],
      'Re-post A | Re-post B / Details',
    ],
    [
      'the chat refuses the picture of A',
      [imageA, imageB],
      [refused, aPost('b1')],
      'Edit A… / Details',
    ],
    [
      'the chat refuses a newer picture of A',
      [imageA, again(withImage()), imageB],
      [posted, { ...refused, id: 'a2' }, aPost('b1')],
      `Edit A… / ${VOTE} / Details`,
    ],
    ['somebody deleted the message of A', [imageA, imageB], [removed, aPost('b1')], 'Details'],
    ['what could not be delivered is deleted', [deletedA], [lost], 'Details'],
    [
      'a newer image of A failed',
      [imageA, again(failedFields()), imageB],
      [posted, aPost('b1')],
      `${VOTE} / Details`,
    ],
  ])('when %s', (_when, generations, posts, wanted) => {
    expect(shown(headerCard(aView(generations, { posts }), context))).toBe(wanted);
  });

  it('of a refused pair', () => {
    const pair = aPair({ state: 'refused', plan: null, refusal: inBoth('no') });
    expect(shown(headerCard(aView([], { pair }), context))).toBe('Details');
  });
});

const REST = 'Feedback… | Promote… | Details | Delete';

describe('the message of an image', () => {
  const runs = (count: number) =>
    Array.from({ length: count }, (_, n) =>
      aGeneration(`r${n}`, { number: n + 2, ...withImage() }),
    );
  const others = (count: number) =>
    runs(count).map((one) => ({ ...one, recipeHash: `other ${one.id}` }));
  const staged = (tone: 25 | 75, angle: 25 | 50): Generation => ({
    ...imageA,
    staged: { tone, angle },
  });

  /** An image without an angle in words, with references for this. */
  const referring = (...roles: readonly ReferenceRole[]): Generation => {
    const references = roles.map((role) => ({ role, id: role, key: role, label: role }));
    const { spec, ...rest } = imageA;
    return { ...rest, spec: { ...spec, angle: null, references } };
  };

  it.each<[string, Generation, readonly Generation[], string]>([
    ['nothing else', imageA, [], `Re-roll | Edit… | Tone 75 % | Angle 50 % / ${REST}`],
    [
      'another tone staged',
      staged(25, 50),
      [],
      `Re-roll | Edit… | Tone 25 % | Angle 50 % | Regenerate / ${REST}`,
    ],
    [
      'another angle staged',
      staged(75, 25),
      [],
      `Re-roll | Edit… | Tone 75 % | Angle 25 % | Regenerate / ${REST}`,
    ],
    ['a run from here that waits', imageA, [again({})], `Cancel / ${REST}`],
    ['a run from here that runs', imageA, [again(RUNNING)], `Cancel / ${REST}`],
    [
      'a run from here that has ended',
      imageA,
      [again(withImage())],
      `Re-roll | Edit… | Tone 75 % | Angle 50 % / ${REST}`,
    ],
    [
      'a run from elsewhere',
      imageA,
      [again({ fromId: 'x', ...RUNNING })],
      `Re-roll | Edit… | Tone 75 % | Angle 50 % / ${REST}`,
    ],
    [
      'four runs of its spec',
      imageA,
      runs(3),
      `Re-roll | Edit… | Tone 75 % | Angle 50 % / ${REST}`,
    ],
    ['five runs of its spec', imageA, runs(4), `Edit… | Tone 75 % | Angle 50 % / ${REST}`],
    [
      'five runs of its spec and another tone staged',
      staged(25, 50),
      runs(4),
      `Edit… | Tone 25 % | Angle 50 % | Regenerate / ${REST}`,
    ],
    [
      '24 generations of its side',
      imageA,
      others(23),
      `Re-roll | Edit… | Tone 75 % | Angle 50 % / ${REST}`,
    ],
    ['25 generations of its side', imageA, others(24), REST],
    ['no angle', withAngle(imageA, null), [], `Re-roll | Edit… | Tone 75 % / ${REST}`],
    [
      'no angle, though one was staged by an older version',
      withAngle(staged(75, 25), null),
      [],
      `Re-roll | Edit… | Tone 75 % / ${REST}`,
    ],
    [
      'an angle from an image',
      referring('angle', 'tone'),
      [],
      `Re-roll | Edit… | Tone 75 % | Angle 50 % / ${REST}`,
    ],
    [
      'an angle from an image alone, and a tone staged by an older version',
      { ...referring('angle'), staged: { tone: 25, angle: 50 } },
      [],
      `Re-roll | Edit… | Angle 50 % / ${REST}`,
    ],
    ['a person alone', referring('person'), [], `Re-roll | Edit… / ${REST}`],
    ['one’s own reference alone', referring('own'), [], `Re-roll | Edit… / ${REST}`],
  ])('with %s', (_with, one, more, wanted) => {
    expect(shown(imageCard(aView([one, ...more]), one, context))).toBe(wanted);
  });

  it('counts no run of the other side', () => {
    const twins = runs(24).map((one) => ({ ...one, side: 'B' as const }));
    expect(labels(imageCard(aView([imageA, ...twins]), imageA, context))).toContain('Re-roll');
  });
});

describe('the card of a side without an image', () => {
  it.each<[ErrorKind, string]>([
    ['safety_block', 'Edit… | Details'],
    ['invalid_request', 'Edit… | Details'],
    ['rate_limited', 'Retry | Edit… | Details'],
    ['provider_error', 'Retry | Edit… | Details'],
    ['network', 'Retry | Edit… | Details'],
    ['timeout', 'Retry | Edit… | Details'],
    ['queue_timeout', 'Retry | Edit… | Details'],
    ['worker_lost', 'Retry | Edit… | Details'],
    ['storage', 'Retry | Edit… | Details'],
    ['auth', 'Edit… | Details'],
    ['quota', 'Edit… | Details'],
    ['model_gone', 'Edit… | Details'],
  ])('that ended as %s', (kind, wanted) => {
    const one = failed('a1', kind);
    expect(shown(endingCard(aView([one]), one, context))).toBe(wanted);
  });

  const fails = (count: number) =>
    Array.from({ length: count }, (_, n) => failed(`f${n}`, 'network', { number: n + 2 }));
  const blocks = (count: number) =>
    Array.from({ length: count }, (_, n) => failed(`f${n}`, 'auth', { recipeHash: `other ${n}` }));

  it.each<[string, PairView, Generation, string]>([
    ['was cancelled', aView([cancelledA]), cancelledA, 'Retry | Edit… | Details'],
    ['has a newer generation', aView([failedA, ...fails(1)]), failedA, 'Edit… | Details'],
    ['is tried again', aView([failedA, again({})]), failedA, 'Cancel | Details'],
    ['is being tried again', aView([failedA, again(RUNNING)]), failedA, 'Cancel | Details'],
    ['was tried again', aView([failedA, again(withImage())]), failedA, 'Details'],
    ['ran four times so', aView([...fails(3), failedA]), failedA, 'Retry | Edit… | Details'],
    ['ran five times so', aView([...fails(4), failedA]), failedA, 'Edit… | Details'],
    ['has 24 generations', aView([...blocks(23), failedA]), failedA, 'Retry | Edit… | Details'],
    ['has 25 generations', aView([...blocks(24), failedA]), failedA, 'Details'],
  ])('that %s', (_that, view, one, wanted) => {
    expect(shown(endingCard(view, one, context))).toBe(wanted);
  });
});

/** Buttons in their rows, by what stands on them. */
function shown(card: {
  readonly rows: readonly (readonly { readonly label: string }[])[];
}): string {
  return card.rows.map((row) => row.map((one) => one.label).join(' | ')).join(' / ');
}
