import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FakeGemini } from '../fakes/gemini/fake-gemini.ts';
import { FakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { PATIENT } from '../patient.ts';
import { rowsOf, settingsFor } from '../providers/vendor-hub.ts';
import { discordDriver } from './discord-driver.ts';
import type { Driver, Seat, Seen } from './driver.ts';
import { slackDriver } from './slack-driver.ts';
import { webDriver } from './web-driver.ts';

type Start = (env: Record<string, string>) => Promise<Driver>;
const SURFACES: readonly (readonly [name: string, start: Start])[] = [
  ['the web chat', webDriver],
  ['Discord', discordDriver],
  ['Slack', (env) => slackDriver('socket', env)],
];

describe.each(SURFACES)('what a workspace lets the hub do by itself, in %s', (_name, start) => {
  const [painter] = rowsOf('gemini');
  let openai: FakeOpenAi;
  let gemini: FakeGemini;
  let driver: Driver;
  let you: Seat;
  let isCut = false;
  beforeAll(async () => {
    openai = await FakeOpenAi.start();
    gemini = await FakeGemini.start();
    driver = await start({ ...settingsFor('openai', openai), ...settingsFor('gemini', gemini) });
    you = await driver.seat('you');
  });
  afterAll(async () => {
    await driver.close();
    if (!isCut) await openai.close();
    await gemini.close();
  });

  /** What is seen of the newest pair, once it is there. */
  const find = (kind: Seen['kind'], text: string | RegExp): Promise<Seen> =>
    vi.waitFor(async () => {
      const has = (said: string) =>
        typeof text === 'string' ? said.includes(text) : text.test(said);
      const all = await you.messages();
      const pair = all.slice(all.findLastIndex((one) => one.kind === 'header'));
      const found = pair.findLast((one) => one.kind === kind && has(one.text));
      if (found === undefined) {
        throw new Error(`it is not to be seen:\n${pair.map((one) => one.text).join('\n\n')}`);
      }
      return found;
    }, PATIENT);
  const told = (text: string | RegExp) =>
    vi.waitFor(async () => expect(await you.told()).toMatch(text), PATIENT);
  const set = async (choice: string) => {
    await you.say('/diptych settings');
    await told('Settings of this workspace');
    await you.choose(choice);
    await told(choice);
    // The web's person on loopback is the hub's host to everybody.
    await told(/Set by (you|Host)/);
  };
  const ask = async (prompt: string) => {
    await you.say(`/generate ${prompt} model:gpt-image-2`);
    await find('header', prompt);
  };

  it('retries by itself what fails for a while, says so, and delivers', async () => {
    await set('Automatic retries: up to 3');
    openai.end('server_error');
    await ask('a brass lamp');
    const failed = await find('ending', 'Retrying by itself in');
    expect(failed.text).toMatch(
      /By the setting “Automatic retries”, which (you|Host) switched on\./,
    );
    expect(failed.buttons.map(({ label }) => label).toSorted()).toEqual([
      'Cancel',
      'Details',
      'Edit…',
      'Retry',
    ]);
    openai.end(null);
    const image = await find('image', 'Retried by itself (');
    await you.press(image, 'Details');
    await told(
      /Run by the setting “Automatic retries”, which (you|Host) switched on, for (you|Host)/,
    );
  });

  it('does not retry what somebody cancels, nor after it was switched off', async () => {
    openai.end('server_error');
    await ask('a stone bridge');
    const failed = await find('ending', 'Retrying by itself in');
    await you.press(failed, 'Cancel');
    await find('ending', /Not retried by itself: (you|Host) cancelled it\./);
    await set('Automatic retries: off');
    openai.end(null);
  });

  it('rewords by itself what a safety system refused, says so, and delivers', async () => {
    await set('Automatic rewrite: on');
    gemini.texts.always('rewrite', { value: { rewrite: 'two fencers in a sports hall' } });
    openai.end('moderation_input');
    await ask('a duel with swords');
    await find('ending', 'Trying a safer wording by itself in');
    openai.end(null);
    const image = await find('image', 'Edited: two fencers in a sports hall');
    expect(image.text).toMatch(
      /Reworded by itself\. By the setting “Automatic rewrite”, which (you|Host) switched on\./,
    );
    await find('header', 'reworded by itself');
    // The pair before this one may have been retried, and refused, too.
    const asked = gemini.texts.of('rewrite').filter(({ material }) => material.includes('a duel'));
    expect(asked).toHaveLength(2);
    await set('Automatic rewrite: off');
  });

  it('switched while a pair runs: tries another provider’s model, names it, and delivers', async () => {
    openai.end('never');
    await ask('a paper boat');
    await find('header', 'making the image');
    await set(`Fallback model: ${painter?.displayName}`);
    isCut = true;
    await openai.close();
    await find('ending', `Trying ${painter?.displayName} by itself in`);
    const image = await find('image', `Made with ${painter?.displayName} by itself.`);
    expect(image.text).toMatch(/By the setting “Fallback model”, which (you|Host) switched on\./);
    await find('header', `made with ${painter?.displayName} by itself`);
  });

  it('is read by everybody, and changed by admins alone', async () => {
    const ben = await driver.seat('ben');
    await ben.say('/diptych settings');
    await vi.waitFor(async () => {
      expect(await ben.told()).toContain('Admins change these settings.');
      expect(await ben.told()).toContain('Automatic retries: off');
    }, PATIENT);
  });
});
