import type { Caller } from '../../src/core/domain/person.ts';
import type { Ratio } from '../../src/core/domain/spec.ts';
import { FilteredError, type FirstAnswer } from '../../src/core/ports/surface.ts';
import { aCaller } from '../values.ts';
import type { Life } from './life.ts';
import type { Scenario, Scene } from './power-cut.ts';

const admin = aCaller('boss', { admin: true });
const REQUEST = { options: { prompt: 'a stone' }, attachments: [], requestKey: 'r1' };

async function pairWithImages({ life }: Scene): Promise<string> {
  const { ids } = await life.studio.generate.accept(aCaller(), REQUEST);
  await life.until(life.isQuiet);
  return ids[0] ?? '';
}

function newest({ life }: Scene, side: 'A' | 'B') {
  const [pair = ''] = life.store.pairs.byRequestKey(aCaller().person.id, 'r1');
  const found = life.store.generations.newest(pair, side);
  if (found === undefined) throw new Error(`side ${side} has no generation`);
  return found;
}

/** A chat whose filter takes no word of it. */
const refuse: FirstAnswer = async () => {
  throw new FilteredError({ about: 'words', said: 'no' });
};
const isRefused = ({ db }: Life) => db.prepare(`SELECT 1 FROM pairs WHERE state = 'refused'`).get();

/** What people do, by its name. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'a pair, from the command to its two images': {
    acts: async (scene) => {
      const { life, tell } = scene;
      const { ids } = await life.studio.generate.accept(aCaller(), REQUEST);
      const [pair = ''] = ids;
      await tell('the pair is accepted', ({ store }) => store.pairs.get(pair));
      await life.until(life.isQuiet);
    },
  },
  'a command that is answered by its header, and sent twice': {
    acts: async ({ life, outside, tell }) => {
      const { first } = outside.answersFor(life.mains);
      const once = life.studio.generate.accept(aCaller(), { ...REQUEST, answer: first });
      const again = life.studio.generate.accept(aCaller(), {
        ...REQUEST,
        attachments: async () => [],
      });
      for (const one of [once, again]) {
        const { ids } = await one;
        await tell('the pair is accepted', ({ store }) => store.pairs.get(ids[0] ?? ''));
      }
      await life.until(life.isQuiet);
    },
  },
  'a command whose words the chat refuses': {
    acts: async ({ life, tell }) => {
      const said = Promise.withResolvers<void>();
      const sayInstead = async () => said.resolve(await tell('the pair is refused', isRefused));
      await life.studio.generate.accept(aCaller(), { ...REQUEST, answer: refuse, sayInstead });
      await said.promise;
    },
  },
  'the same, of a person who must be told in another way': {
    acts: async ({ life, outside, tell }) => {
      const said = Promise.withResolvers<void>();
      outside.onNotice = async () => said.resolve(await tell('the pair is refused', isRefused));
      await life.studio.generate.accept(aCaller(), { ...REQUEST, answer: refuse });
      await said.promise;
    },
  },
  'a press that is answered in its place, while another press changes the message': {
    before: async (scene) => void (await pairWithImages(scene)),
    acts: async (scene) => {
      const { life, outside } = scene;
      const { id, staged } = newest(scene, 'A');
      const { place, messageId } = life.store.posts.get(id) ?? {};
      if (place === undefined || messageId == null) throw new Error('the image is in no message');
      const stage = (who: Caller, ratio: Ratio) =>
        life.studio.press.act(who, { type: 'tone', generation: id, ratio });
      const press = async () => {
        const reply = await stage(aCaller(), staged.tone);
        void stage(admin, staged.tone === 25 ? 50 : 25);
        return reply;
      };
      const { inPlace } = outside.answersFor(life.mains);
      await life.studio.inPlace.press(place, messageId, press, inPlace(place, messageId));
      await life.until(life.isQuiet);
    },
  },
  'a cancelled side': {
    before: async ({ life, outside }) => {
      outside.isSlow = true;
      await life.studio.generate.accept(aCaller(), REQUEST);
      await life.until(() => outside.paid.length === 2);
      await life.until(() => life.store.pairs.unshown().length === 0);
    },
    acts: async (scene) => {
      const { life, outside, tell } = scene;
      const { id } = newest(scene, 'A');
      await life.studio.press.act(aCaller(), { type: 'cancel', generation: id });
      await tell('the side is cancelled', ({ store }) => {
        return store.generations.get(id)?.state === 'cancelled';
      });
      outside.isSlow = false;
      await life.studio.press.act(aCaller(), { type: 'cancel', generation: newest(scene, 'B').id });
      await life.until(life.isQuiet);
    },
  },
  'a vote': {
    before: async (scene) => void (await pairWithImages(scene)),
    acts: async (scene) => {
      const { life, tell } = scene;
      const [A, B] = [newest(scene, 'A'), newest(scene, 'B')];
      const vote = { type: 'vote', generationA: A.id, generationB: B.id, choice: 'A' } as const;
      await life.studio.press.act(aCaller('ben'), vote);
      await tell('the vote counts', ({ store }) => store.pairs.view(A.pairId)?.votes.length === 1);
      await life.until(life.isQuiet);
    },
  },
  feedback: {
    before: async (scene) => void (await pairWithImages(scene)),
    acts: async (scene) => {
      const { life, tell } = scene;
      const { id } = newest(scene, 'A');
      const action = { type: 'feedback', generation: id } as const;
      await life.studio.press.act(aCaller('ben'), action, { rating: 4, text: 'warm' }, 'key');
      await tell('the feedback is saved', ({ store }) => store.feedback.of(id).length === 1);
    },
  },
  'a re-roll': {
    before: async (scene) => void (await pairWithImages(scene)),
    acts: async (scene) => {
      const { life, tell } = scene;
      const { id, pairId } = newest(scene, 'A');
      await life.studio.press.act(aCaller(), { type: 'reroll', generation: id });
      await tell('the side runs again', ({ store }) => {
        return store.generations.newest(pairId, 'A')?.number === 2;
      });
      await life.until(life.isQuiet);
    },
  },
  'a promotion into the pool': {
    before: async (scene) => void (await pairWithImages(scene)),
    acts: async (scene) => {
      const { life, tell } = scene;
      const { id } = newest(scene, 'A');
      const target = { kind: 'model', name: 'Mina' } as const;
      await life.studio.press.promoteNamed(admin, id, target);
      await tell('the image is in the pool', ({ store }) => store.promotions.of(id).length === 1);
      await life.until(life.isQuiet);
    },
  },
  'the removal of an image': {
    before: async (scene) => void (await pairWithImages(scene)),
    acts: async (scene) => {
      const { life, tell } = scene;
      const { id } = newest(scene, 'B');
      await life.studio.press.act(aCaller(), { type: 'delete_confirm', generation: id });
      await tell('the image is gone', ({ store }) => store.generations.get(id)?.deletedAt !== null);
      await life.until(life.isQuiet);
    },
  },
  'a setting of a channel': {
    acts: async ({ life, tell }) => {
      await life.studio.menu.open(admin, 'settings', 'on');
      await tell('images are spoilers', ({ db }) =>
        db.prepare(`SELECT 1 FROM settings WHERE value = 'on'`).get(),
      );
    },
  },
};
