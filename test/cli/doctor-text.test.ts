import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { setTextModel } from '../../src/cli/text-models.ts';
import { doctor } from '../../src/cli/doctor.ts';
import { FakeGemini } from '../fakes/gemini/fake-gemini.ts';
import { FakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { settingsFor } from '../providers/vendor-hub.ts';
import { tempFolder } from '../temp-folder.ts';
import { runHub } from '../web/hub.ts';

type Env = Readonly<Record<string, string>>;

let home: string;
beforeEach(async () => {
  home = await tempFolder();
});

/** What the doctor says of the text model. */
async function said(env: Env, live = true, probeMs = 15_000): Promise<string | undefined> {
  const lines: string[] = [];
  await doctor({ DIPTYCH_HOME: home, PORT: '1', ...env }, (line) => lines.push(line), {
    live,
    probeMs,
  });
  return lines.find((line) => line.slice(6).startsWith('text model:'));
}

async function gemini(): Promise<FakeGemini> {
  const vendor = await FakeGemini.start();
  onTestFinished(() => vendor.close());
  return vendor;
}

describe('diptych doctor, about the text model', () => {
  it('says that there is none without a key, and none when that is chosen', async () => {
    const rules = 'ok    text model: none, prompts are classified by rules';
    expect(await said({})).toBe(`${rules}: no key for one is set`);
    const key = { GEMINI_API_KEY: 'key', TEXT_MODEL: 'rules' };
    expect(await said(key, false)).toBe(rules);
  });

  it('names the first and those after it, without asking anybody', async () => {
    expect(await said({ GEMINI_API_KEY: 'a', OPENAI_API_KEY: 'b' }, false)).toBe(
      'ok    text model: Gemini 3.5 Flash-Lite (gemini-3.5-flash-lite), else gemini-3.8-flash, gpt-6-luna, gpt-5.6-luna; doctor --live tries it',
    );
    expect(await said({ OPENAI_API_KEY: 'b', TEXT_MODEL: 'gpt-5.6-luna' }, false)).toBe(
      'ok    text model: GPT-5.6 Luna (gpt-5.6-luna); doctor --live tries it',
    );
  });

  it('asks the vendor for it, for nothing', async () => {
    const vendor = await gemini();
    const env = { ...settingsFor('gemini', vendor), TEXT_MODEL: 'gemini-3.8-flash' };
    expect(await said(env)).toBe(
      'ok    text model: Gemini 3.8 Flash (gemini-3.8-flash); its vendor offers it',
    );
    vendor.offer(['gemini-3.5-flash-lite']);
    expect(await said(env)).toBe(
      'WRONG text model: gemini-3.8-flash: the vendor takes the key, but does not offer gemini-3.8-flash to it: ask there for access, or set TEXT_MODEL to another one of diptych text-models list.',
    );
    expect(vendor.texts.calls).toEqual([]);
    expect(vendor.refusals).toEqual([]);
  });

  it('asks OpenAI likewise', async () => {
    const vendor = await FakeOpenAi.start();
    onTestFinished(() => vendor.close());
    expect(await said(settingsFor('openai', vendor))).toBe(
      'ok    text model: GPT-6 Luna (gpt-6-luna), else gpt-5.6-luna; its vendor offers it',
    );
    expect(vendor.texts.calls).toEqual([]);
  });

  it('says what to do about a wrong key, without the key', async () => {
    const { url, key } = await gemini();
    const wrong = `${key.slice(0, -4)}wxyz`;
    const line = await said(settingsFor('gemini', { url, key: wrong }));
    expect(line).toMatch(/^WRONG text model: gemini-3.5-flash-lite: .* – set GEMINI_API_KEY anew/);
    expect(line).not.toContain('wxyz');
  });

  it('says that nobody is there', async () => {
    const line = await said({
      OPENAI_API_KEY: 'b',
      OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
      TEXT_MODEL: 'gpt-6-luna',
    });
    expect(line).toMatch(/^WRONG text model: gpt-6-luna: the connection failed .*OPENAI_BASE_URL/);
  });

  it.each<[Env, string]>([
    [{ TEXT_MODEL: 'gpt-7' }, '"gpt-7", which is no text model: set gemini-3.5-flash-lite, '],
    [{ TEXT_MODEL: 'gpt-6-luna', GEMINI_API_KEY: 'a' }, '"gpt-6-luna", which needs OPENAI_API_KEY'],
  ])('says why %j cannot be followed', async (env, why) => {
    expect(await said(env, false)).toContain(`WRONG text model: TEXT_MODEL is ${why}`);
  });

  it('reads the rows of the database', async () => {
    await (await runHub({ DIPTYCH_HOME: home })).close();
    setTextModel({ DIPTYCH_HOME: home }, 'gemini-3.5-flash-lite', false);
    expect(await said({ GEMINI_API_KEY: 'a' }, false)).toBe(
      'ok    text model: Gemini 3.8 Flash (gemini-3.8-flash); doctor --live tries it',
    );
    expect(await said({ GEMINI_API_KEY: 'a', TEXT_MODEL: 'gemini-3.5-flash-lite' }, false)).toBe(
      'WRONG text model: TEXT_MODEL is "gemini-3.5-flash-lite", which is inactive: npx diptych text-models enable gemini-3.5-flash-lite, or set another one.',
    );
  });
});
