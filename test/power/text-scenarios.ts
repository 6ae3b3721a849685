import { encodeAction } from '../../src/core/chat/action.ts';
import type { PairView } from '../../src/core/domain/pair.ts';
import { aCaller, SAID_BY_TEXT } from '../values.ts';
import type { Life } from './life.ts';
import type { Scenario, Scene } from './power-cut.ts';
import type { Answers } from './text.ts';

const WORDING = 'a calm game of chess';
const ANSWERS: Answers = new Map<'classification' | 'judge' | 'rewrite', unknown>([
  ['classification', SAID_BY_TEXT],
  ['judge', { best: '2', reason: 'It is truer.' }],
  ['rewrite', { rewrite: WORDING }],
]);

/** A pair from the command to its images. `isSeen`: what of it everybody sees then. */
function pairOf(prompt: string, isSeen: (view: PairView) => boolean): Scenario['acts'] {
  return async ({ life, tell }) => {
    const { ids } = await accept(life, prompt);
    const [pair = ''] = ids;
    await tell('the pair is accepted', ({ store }) => store.pairs.get(pair));
    await life.until(life.isQuiet);
    await tell('the text model had its say', ({ store }) => {
      const view = store.pairs.view(pair);
      return view !== undefined && isSeen(view);
    });
  };
}

function areJudged({ races }: PairView): boolean {
  return races.filter(({ verdict }) => verdict?.judge === 'Gemini Text').length === 2;
}

function accept(life: Life, prompt: string) {
  const request = { options: { prompt }, attachments: [], requestKey: 'r1' };
  return life.studio.generate.accept(aCaller(), request);
}

/** The first run of side A. */
function refused({ store }: Life): string {
  const [pair = ''] = store.pairs.byRequestKey(aCaller().person.id, 'r1');
  const first = store.pairs.view(pair)?.generations.find((one) => one.side === 'A');
  if (first === undefined) throw new Error('side A was not run');
  return first.id;
}

/** Has a safer wording written, and sends it. */
async function rewrite({ life, tell }: Scene): Promise<void> {
  const { press } = life.studio;
  const generation = refused(life);
  const action = { type: 'rewrite', generation } as const;
  await press.act(aCaller(), action);
  await tell('a wording is asked for', ({ store }) => store.rewrites.get(generation));
  await press.settled(aCaller(), encodeAction(action));
  const before = life.store.rewrites.get(generation);
  if (before?.rewritten == null) return;
  const { rewritten } = before;
  await tell('the wording is written', ({ store }) => {
    return store.rewrites.get(generation)?.rewritten === rewritten;
  });
  await press.act(aCaller(), { type: 'rewrite_send', generation });
  await tell('the wording is sent', ({ store }) => {
    return store.rewrites.get(generation)?.state === 'sent';
  });
  await life.until(life.isQuiet);
}

/** What people do where a text model is asked, by its name. */
export const TEXT_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'a pair that a text model plans': {
    answers: ANSWERS,
    acts: pairOf('a brass lamp', ({ pair }) => pair.plan?.madeBy === 'Gemini Text'),
  },
  'a pair whose sides are raced by two models, and judged': {
    answers: ANSWERS,
    acts: pairOf('a Korean lamp', areJudged),
  },
  'a safer wording, from the press to the image that it makes': {
    answers: ANSWERS,
    before: async ({ life, outside }) => {
      outside.refuses = /duel/;
      await accept(life, 'a duel with swords');
      await life.until(life.isQuiet);
    },
    acts: async (scene) => {
      await rewrite(scene);
      const { pairId } = scene.life.store.generations.get(refused(scene.life)) ?? {};
      await scene.tell('there is an image of the wording', ({ store }) => {
        const newest = store.generations.newest(pairId ?? '', 'A');
        return newest?.number === 2 && newest.image !== null;
      });
    },
    again: rewrite,
  },
};
