import { describe, expect, it } from 'vitest';
import { atSlack, buttonOf, textOf } from './kit.ts';

describe.each(['socket', 'http'] as const)('a request for a pair by %s', (mode) => {
  it('is acknowledged before its header is sent', async () => {
    const { person, slack, channel, header, told } = await atSlack(mode);
    const you = person('you');
    // From here on the person is known: their command is decided before it is acknowledged.
    const first = you.command('/generate', 'a cat tier:gold');
    await Promise.all([first.answered, told(you, 'There is no tier')]);
    const postsWhen = async (sent: { answered: Promise<void> }) => {
      await sent.answered;
      return slack.calls.filter(({ method }) => method === 'chat.postMessage').length;
    };
    expect(await postsWhen(you.command('/generate', 'a cat'))).toBe(0);
    await header('a cat');
    channel.posting = 'admins';
    await you.command('/generate', 'a dog').answered;
    const said = await told(you, 'a dog');
    channel.posting = 'everybody';
    slack.calls.length = 0;
    expect(await postsWhen(you.press(said.ts, buttonOf(said, 'Try again')))).toBe(0);
    await header('a dog');
  });
});

describe('a form whose decision takes over a second and a half', () => {
  async function slowForm() {
    const at = await atSlack();
    const you = at.person('you');
    const file = at.slack.world.files.addOfPerson(you.user.id, 'a.png', Buffer.from('png'));
    const { ts } = you.say('look', [file]);
    await you.shortcut('use_as_reference', ts).answered;
    const { view } = await at.form(you);
    const [field] = view.blocks;
    if (field?.type !== 'input') throw new Error('the first field is the prompt');
    const send = (prompt: string) => you.submit({ [field.label.text]: prompt });
    // The files are asked for before anything is decided.
    return { ...at, you, send, hold: at.slack.hold('files.info') };
  }

  it('closes, and its refusal is told as a message', async () => {
    const { you, send, slack, hold, told, headers } = await slowForm();
    const sent = send('/help me');
    await sent.answered;
    expect([sent.failed, sent.ackBody]).toEqual([false, {}]);
    await slack.until(() => you.form() === undefined);
    hold.release();
    expect(textOf(await told(you, '/help'))).toContain('command');
    expect(headers()).toEqual([]);
  });

  it('closes, and what it asked for is made all the same', async () => {
    const { you, send, slack, hold, header } = await slowForm();
    const sent = send('like this');
    await sent.answered;
    await slack.until(() => you.form() === undefined);
    hold.release();
    await header('like this');
    expect(sent.failed).toBe(false);
  });
});
