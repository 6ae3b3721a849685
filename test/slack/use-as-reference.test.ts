import { describe, expect, it } from 'vitest';
import { shownText } from '../journeys/slack-text.ts';
import { atSlack } from './kit.ts';

/** A message with a picture, while Slack tells nothing of people or files. */
async function slowLooks() {
  const at = await atSlack();
  const you = at.person('you');
  const file = at.slack.world.files.addOfPerson(you.user.id, 'a.png', Buffer.from('png'));
  const { ts } = you.say('look', [file]);
  const people = at.slack.hold('users.info');
  await you.shortcut('use_as_reference', ts).answered;
  await at.form(you, 'One moment…');
  return { ...at, you, people };
}

describe('“Use as reference” while Slack is slow to tell who somebody is', () => {
  it('opens its form in time, and fills it', async () => {
    const { you, slack, people } = await slowLooks();
    people.release();
    await slack.until(() => you.form()?.view.blocks.some(({ type }) => type === 'input'));
  });

  it('says a refusal in the form that is open', async () => {
    const { you, form, slack, people } = await slowLooks();
    slack.fail({ method: 'files.info', how: { error: 'file_not_found' } });
    people.release();
    await form(you, 'Invite me');
    expect(you.sees().filter((one) => one.ephemeralFor !== null)).toEqual([]);
  });
});

describe('“Use as reference” on an image of ours', () => {
  it('takes the image', async () => {
    const { person, slack, image, header, form, store } = await atSlack();
    const you = person('you');
    await you.command('/generate', 'a cat').answered;
    const shown = await image('A');
    await header('Which is better?');
    await you.shortcut('use_as_reference', shown.ts).answered;
    const { view } = await form(you);
    const [field] = view.blocks;
    if (field?.type !== 'input') throw new Error(`no prompt: ${shownText(view.blocks)}`);
    await you.submit({ [field.label.text]: 'like this' }).answered;
    await header('like this');
    const db = store();
    const [made] = await slack.until(() => {
      const found = db.pairs.history(`slack:${you.user.id}`, 'T0STUDIO01', null, 5);
      return found[0]?.pair.own.length === 1 ? found : undefined;
    });
    expect(made?.pair.request.prompt).toBe('like this');
  });
});
