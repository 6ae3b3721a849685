import { describe, expect, it } from 'vitest';
import { atSlack, buttonOf, textOf } from './kit.ts';

describe('a press', () => {
  it('on an image opens its form, and a form that comes late is filled', async () => {
    const { person, image, slack, form } = await atSlack();
    const you = person('you');
    await you.command('/generate', 'a cat').answered;
    const shown = await image('A');
    await you.press(shown.ts, buttonOf(shown, 'Details')).answered;
    await form(you, 'Prompt as sent:');
    expect(slack.calls.filter(({ method }) => method === 'views.open')).toHaveLength(1);
    expect(slack.calls.filter(({ method }) => method === 'views.update')).toEqual([]);
    // A person of whom Slack is slow to tell waits before a form that is still empty.
    const ben = person('ben');
    const hold = slack.hold('users.info');
    await ben.press(shown.ts, buttonOf(shown, 'Feedback…')).answered;
    await form(ben, 'One moment…');
    hold.release();
    const filled = await form(ben, 'Feedback');
    expect(filled.view.submit).toBeDefined();
  });

  it('whose form cannot be opened any more is told so', async () => {
    const { person, image, slack, told } = await atSlack();
    const you = person('you');
    await you.command('/generate', 'a cat').answered;
    const shown = await image('A');
    slack.fail({ method: 'views.open', how: { error: 'expired_trigger_id' } });
    await you.press(shown.ts, buttonOf(shown, 'Feedback…')).answered;
    await told(you, 'Slack took too long');
  });

  it('is refused privately to whoever may not, also of another workspace', async () => {
    const { person, image, slack, channel, told } = await atSlack();
    await person('ana').command('/generate', 'a cat').answered;
    const shown = await image('A');
    const partner = slack.person(
      slack.addUser({ name: 'pat', role: 'owner', team: 'T0OTHER' }),
      channel,
    );
    await partner.press(shown.ts, buttonOf(shown, 'Re-roll')).answered;
    await told(partner, 'Only the person who asked (ana) and admins can do that.');
  });

  it('of an admin is not refused as nobody’s while Slack does not say who they are', async () => {
    const { person, image, slack, told } = await atSlack();
    await person('ana').command('/generate', 'a cat').answered;
    const shown = await image('A');
    slack.fail({ method: 'users.info', how: { status: 503 } });
    const you = person('you');
    await you.press(shown.ts, buttonOf(shown, 'Re-roll')).answered;
    const said = await told(you, 'Slack did not say');
    expect(textOf(said)).not.toContain('Only the person who asked');
  });

  it('that is delivered twice counts once', async () => {
    const { person, image, images, slack, header } = await atSlack();
    const you = person('you');
    await you.command('/generate', 'a cat').answered;
    const shown = await image('A');
    await header('Which is better?');
    const first = you.press(shown.ts, buttonOf(shown, 'Re-roll'));
    const second = slack.delivery.again(first);
    await Promise.all([first.answered, second.answered]);
    await slack.until(() => images().length === 3);
    await header('A · 2nd · ready');
    expect(images()).toHaveLength(3);
  });

  it('that is delivered once more after a restart counts once', async () => {
    const { person, image, images, slack, header, hub, form, store } = await atSlack();
    const you = person('you');
    await you.command('/generate', 'a cat').answered;
    const shown = await image('A');
    await header('Which is better?');
    const first = you.press(shown.ts, buttonOf(shown, 'Re-roll'));
    await slack.until(() => images().length === 3);
    await hub.restart(() => Promise.resolve());
    await slack.until(() => slack.sockets.connections === 2);
    await slack.delivery.again(first).answered;
    await you.press(shown.ts, buttonOf(shown, 'Details')).answered;
    await form(you, 'Prompt as sent:');
    const [view] = store().pairs.history(`slack:${you.user.id}`, 'T0STUDIO01', null, 1);
    expect(view?.generations).toHaveLength(3);
  });

  it('on a button that is not ours, or of an older version, is answered', async () => {
    const { person, image, slack, told } = await atSlack();
    const you = person('you');
    await you.command('/generate', 'a cat').answered;
    const shown = await image('A');
    const press = you.press(shown.ts, buttonOf(shown, 'Details'));
    const { payload } = press;
    const old = JSON.parse(JSON.stringify(payload).replaceAll('1:details:', '0:details:'));
    const sent = slack.delivery.send('interactive', { ...old, trigger_id: '9.trigger' });
    await sent.answered;
    expect(sent.failed).toBe(false);
    await told(you, 'button');
  });
});
