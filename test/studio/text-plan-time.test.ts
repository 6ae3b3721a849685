import { expect, it, vi } from 'vitest';
import { ScriptedText } from '../fakes/scripted-text.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { aCaller, SAID_BY_TEXT } from '../values.ts';
import { Hub } from './hub.ts';

/** A hub whose pictures come after so long, with a pair that has one attached. */
async function asked(text: ScriptedText, fetchMs: number) {
  const picture = await aPicture();
  const fetch = () =>
    new Promise<Uint8Array>((resolve) => {
      hub.clock.after(fetchMs, () => resolve(picture));
    });
  const hub = new Hub({ textModels: [text], fetcher: { fetch } });
  await hub.start();
  const attachments = [{ name: 'me.png', bytes: 9, source: 'me' }];
  const input = { options: { prompt: 'a kite' }, attachments, requestKey: null };
  const [pair = ''] = await hub.accept(aCaller(), input);
  /** Seconds pass until it is planned or refused. */
  const planned = () =>
    vi.waitFor(async () => {
      await hub.advance(1_000);
      const now = hub.view(pair).pair;
      expect(now.state).not.toBe('planning');
      return now;
    }, PATIENT);
  return { hub, planned };
}

it('a text model that is slow after slow attachments fails no pair: the rules plan', async () => {
  const text = new ScriptedText();
  const { planned } = await asked(text, 14_000);
  expect(await planned()).toMatchObject({
    state: 'planned',
    refusal: null,
    plan: { madeBy: 'rules', fallback: { model: 'Gemini Text', why: 'timeout' } },
  });
  expect(text.calls).toHaveLength(1);
});

it('attachments that leave no time for a text model are planned by the rules, without a call', async () => {
  const text = new ScriptedText();
  const { hub, planned } = await asked(text, 17_500);
  const { state, plan, id } = await planned();
  expect([state, plan?.madeBy, plan?.fallback?.why]).toEqual(['planned', 'rules', 'timeout']);
  expect(hub.store.calls.ofPair(id).map(({ purpose }) => purpose)).not.toContain('classification');
});

it('a store that does not give attached pictures fails no pair: the model does not see them', async () => {
  const text = new ScriptedText({ always: SAID_BY_TEXT });
  const { hub, planned } = await asked(text, 10);
  vi.spyOn(hub.blobs, 'get').mockReturnValue(new Promise(() => undefined));
  const { state, plan } = await planned();
  expect(state).toBe('planned');
  expect(plan).not.toHaveProperty('ownShowsPerson');
  expect(text.call().request.pictures).toEqual([]);
});
