import { describe, expect, it } from 'vitest';
import { aPicture } from '../pictures.ts';
import type { PersonFile } from '../fakes/slack/person.ts';
import type { FakeMessage } from '../fakes/slack/messages.ts';
import { atSlack, buttonOf, isHeader, textOf } from './kit.ts';

/** A pair with two images of one's own, whose side A was refused, and its Edit… form. */
async function refused() {
  const at = await atSlack();
  const { person, form, slack, channel } = at;
  const you = person('you');
  const bytes = await aPicture();
  await you.command('/generate', '').answered;
  await form(you);
  const send = (values: Readonly<Record<string, string>>, files: readonly PersonFile[] = []) => {
    const inputs = (you.form()?.view.blocks ?? []).flatMap((one) =>
      one.type === 'input' ? [[one.block_id ?? '', one.label.text] as const] : [],
    );
    const labels = new Map(inputs);
    const named = Object.entries(values).map(([id, value]) => [labels.get(id) ?? id, value]);
    return you.submit(Object.fromEntries(named), files).answered;
  };
  const files = ['street.png', 'face.png'].map((name) => ({ name, bytes }));
  await send({ prompt: 'a chair #block-a' }, files);
  const isEnding = (one: FakeMessage) => !isHeader(one) && /^A\b.*blocked by/.test(textOf(one));
  const ending = await slack.until(() => slack.messages(channel).findLast(isEnding));
  await you.press(ending.ts, buttonOf(ending, 'Edit…')).answered;
  const fields = () => you.form()?.view.blocks.map((one) => one.block_id) ?? [];
  await slack.until(() => fields().includes('keep') || undefined);
  /** What Details of the edited side say. */
  const details = async () => {
    const shown = await at.image('A');
    await you.press(shown.ts, buttonOf(shown, 'Details')).answered;
    return (await form(you, 'yours: ')).view.blocks;
  };
  return { send, details };
}

describe('images of one’s own', () => {
  it('may be left out of a side that was refused', async () => {
    const { send, details } = await refused();
    await send({ prompt: 'a chair', keep: '1' });
    const text = JSON.stringify(await details());
    expect(text).toContain('yours: street.png');
    expect(text).not.toContain('face.png');
  });

  it('stay when nobody unticks them', async () => {
    const { send, details } = await refused();
    await send({ prompt: 'a chair' });
    const text = JSON.stringify(await details());
    expect(text).toContain('yours: street.png');
    expect(text).toContain('yours: face.png');
  });
});
