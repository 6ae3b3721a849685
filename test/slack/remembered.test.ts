import { describe, expect, it } from 'vitest';
import { FRESH_MS } from '../../src/bots/slack/people.ts';
import { SystemClock } from '../../src/system.ts';
import type { Person } from '../fakes/slack/person.ts';
import { atSlack, buttonOf } from './kit.ts';

/** The machine's clock, which a test sets forward. */
class AheadClock extends SystemClock {
  aheadMs = 0;

  override now(): number {
    return super.now() + this.aheadMs;
  }
}

/** An empty `/generate` form of somebody of whom Slack does not tell any more. */
async function unanswered() {
  const at = await atSlack();
  const you = at.person('you');
  const hold = at.slack.hold('users.info');
  await you.command('/generate', '').answered;
  const { view } = await at.form(you, 'Make a pair');
  const label = view.blocks.flatMap((one) => (one.type === 'input' ? [one.label.text] : []))[0];
  const send = (prompt: string) => you.submit({ [label ?? '']: prompt });
  return { ...at, you, send, hold };
}

describe('a form, while Slack does not say who somebody is,', () => {
  it('is refused with its acknowledgement, and keeps what was typed', async () => {
    const { you, send, hold } = await unanswered();
    const sent = send('/help me');
    await sent.answered;
    expect(sent.ackBody).toMatchObject({ response_action: 'errors' });
    expect(you.form()).toBeDefined();
    hold.release();
  });

  it('makes what it asks for all the same', async () => {
    const { send, hold, header } = await unanswered();
    await send('a lighthouse').answered;
    await header('a lighthouse');
    hold.release();
  });
});

/** The form for a new name in the pool, before an admin, whose profile Slack told over a minute ago. */
async function promoting() {
  const at = await atSlack();
  const { slack, person, image, header, form, hub } = at;
  const clock = new AheadClock();
  await hub.restartWith({}, clock);
  await slack.until(() => slack.sockets.connections === 2);
  const you = person('you');
  await you.command('/generate', 'a cat').answered;
  const shown = await image('A');
  await header('Which is better?');
  await you.press(shown.ts, buttonOf(shown, 'Promote…')).answered;
  const { view } = await form(you, 'Promote');
  await you.pressInForm(buttonOf(view, 'Other…')).answered;
  await slack.until(() => you.form()?.view.blocks.some(({ type }) => type === 'input'));
  clock.aheadMs = FRESH_MS;
  return { ...at, you, send: () => you.submit({ [nameField(you)]: 'Mina' }) };
}

function nameField(who: Person): string {
  const labels = (who.form()?.view.blocks ?? []).flatMap((one) =>
    one.type === 'input' ? [one.label.text] : [],
  );
  return labels.at(-1) ?? '';
}

describe('a form of an admin', () => {
  it('asks Slack once more whether they are one, and is taken', async () => {
    const { you, send, form } = await promoting();
    const sent = send();
    await sent.answered;
    expect(sent.ackBody).toMatchObject({ response_action: 'update' });
    await form(you, 'Mina');
  });

  it('is refused when they are none any more', async () => {
    const { you, send } = await promoting();
    you.user.role = 'member';
    const sent = send();
    await sent.answered;
    expect(JSON.stringify(sent.ackBody)).toContain('Only admins can do that.');
  });

  it('is refused while Slack does not say whether they are one', async () => {
    const { slack, send } = await promoting();
    slack.fail({ method: 'users.info', how: { status: 503 } });
    const sent = send();
    await sent.answered;
    expect(JSON.stringify(sent.ackBody)).toContain('Slack did not say');
  });
});
