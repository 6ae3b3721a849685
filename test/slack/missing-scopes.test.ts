import { describe, expect, it } from 'vitest';
import { aPicture } from '../pictures.ts';
import { atSlack, buttonOf, textOf } from './kit.ts';

describe('without the scope users:read', () => {
  it('an admin is told what the app lacks, and the log says it once', async () => {
    const { slack, person, image, header, form, hub } = await atSlack();
    slack.scopes.delete('users:read');
    const you = person('you');
    await you.command('/generate', 'a lighthouse').answered;
    const shown = await image('A');
    await header('Which is better?');
    await you.press(shown.ts, buttonOf(shown, 'Promote…')).answered;
    const told = () => slack.until(() => you.sees().find((one) => one.ephemeralFor !== null));
    const said = textOf(await told());
    expect(said).toContain('I lack the right “users:read”');
    expect(said).not.toContain('minute');
    const lines = hub.log.lines.filter(({ message }) => message.includes('users:read'));
    expect(lines).toHaveLength(1);
    expect(hub.log.lines.map(({ message }) => message)).not.toContain(
      'Slack did not say who somebody is',
    );
    // A reinstall gives the scope to the same token.
    slack.scopes.add('users:read');
    await you.press(shown.ts, buttonOf(shown, 'Promote…')).answered;
    await form(you, 'Promote');
  });
});

describe('without the scope files:read', () => {
  it('“Use as reference” says so at once', async () => {
    const { slack, person, told } = await atSlack();
    slack.scopes.delete('files:read');
    const you = person('you');
    const file = slack.world.files.addOfPerson(you.user.id, 'a.png', Buffer.from('png'));
    await you.shortcut('use_as_reference', you.say('look', [file]).ts).answered;
    await told(you, 'I lack the right “files:read”');
    expect(you.form()).toBeUndefined();
  });

  it('the header of a pair with an attached image says so', async () => {
    const { slack, person, form, header } = await atSlack();
    const you = person('you');
    await you.command('/generate', '').answered;
    const { view } = await form(you, 'Make a pair');
    const [field] = view.blocks;
    if (field?.type !== 'input') throw new Error('the first field is the prompt');
    slack.scopes.delete('files:read');
    const mine = [{ name: 'mine.png', bytes: await aPicture() }];
    await you.submit({ [field.label.text]: 'a lighthouse' }, mine).answered;
    const shown = textOf(await header('mine.png'));
    expect(shown).toContain('“files:read”');
    expect(shown).not.toContain('attach it again');
  });
});
