import { describe, expect, it, vi } from 'vitest';
import { settingKey } from '../../src/core/ports/settings.ts';
import { PATIENT } from '../patient.ts';
import { pressableIn } from '../fakes/slack/pressables.ts';
import { buttonsIn } from '../journeys/slack-text.ts';
import { atSlack, buttonOf, textOf } from './kit.ts';

describe.each(['socket', 'http'] as const)('a command by %s', (mode) => {
  it('is read as people type it', async () => {
    const { person, header, slack } = await atSlack(mode);
    const you = person('you');
    const sent = you.command(
      '/generate',
      'a woman — walking &amp; waving —size portrait “count”:1',
    );
    await sent.answered;
    expect([
      sent.failed,
      sent.ackBody === null || Object.keys(Object(sent.ackBody)).length,
    ]).toEqual([false, mode === 'http' ? true : 0]);
    const shown = await header('a woman — walking & waving');
    expect(textOf(shown)).not.toContain('size');
    expect(slack.violations).toEqual([]);
  });
});

describe('the text of a command', () => {
  it.each([
    ['a cat --angle overhead', 'a cat'],
    ['a cat size:portrait', 'a cat'],
    ['a cat —size portrait', 'a cat'],
    ['a cat persona:“c1”', null],
    ['R&amp;D &lt;b&gt; &amp;lt;', 'R&D <b> &lt;'],
    ['R&D <b>', 'R&D <b>'],
  ])('%j asks for %j', async (text, prompt) => {
    const { person, header, told } = await atSlack();
    const you = person('you');
    await you.command('/generate', text).answered;
    if (prompt === null) expect(textOf(await told(you, 'persona'))).toContain('c1');
    else expect(textOf(await header()).split('\n')).toContain(prompt);
  });

  it('with an unknown flag is refused by its name, and nothing is made', async () => {
    const { person, told, headers } = await atSlack();
    const you = person('you');
    await you.command('/generate', 'a cat --style vivid').answered;
    expect(textOf(await told(you, 'style'))).toContain('style');
    expect(headers()).toEqual([]);
  });

  it('is refused with the acknowledgement once the person is known', async () => {
    const { person, told } = await atSlack();
    const you = person('you');
    const first = you.command('/generate', 'a cat tier:gold');
    await told(you, 'There is no tier “gold”');
    expect(first.ackBody).toEqual({});
    const second = you.command('/generate', 'a cat tier:silver');
    await second.answered;
    await told(you, 'There is no tier “silver”');
    expect(second.ackBody).toMatchObject({ response_type: 'ephemeral' });
  });
});

describe('/diptych with a word that there is not', () => {
  it('names the word and the nearest one', async () => {
    const { person, told } = await atSlack();
    const you = person('you');
    await you.command('/diptych', 'creditz').answered;
    const said = textOf(await told(you, 'There is no “/diptych creditz”'));
    expect(said).toContain('Did you mean “/diptych credits”? Known words: help, credits, history,');
  });
});

describe('/diptych settings', () => {
  it('shows what the hub does by itself, and admins change it', async () => {
    const { person, told, store } = await atSlack();
    const you = person('you');
    await you.command('/diptych', 'settings').answered;
    const card = await told(you, 'Settings of this workspace');
    const [select] = pressableIn(card.blocks).flatMap(({ element }) =>
      element.type === 'static_select' ? [element] : [],
    );
    const two = select?.options?.find(({ text }) => text.text === 'Automatic retries: up to 2');
    await you.press(card.ts, select?.action_id ?? '', two?.value).answered;
    await told(you, 'Set by you');
    const here = { surface: 'slack', workspace: 'T0STUDIO01' } as const;
    expect(store().workspaceSettings.of(here)).toMatchObject([
      { name: 'auto_retries', value: '2' },
    ]);
  });

  it.each(['settings on', 'Settings spoiler:on'])(
    '%j says that Slack cannot hide pictures, and stores nothing',
    async (text) => {
      const { person, told, store } = await atSlack();
      const you = person('you');
      await you.command('/diptych', text).answered;
      await told(you, 'This chat cannot hide pictures');
      const { id } = you.channel;
      const place = { surface: 'slack', workspace: 'T0STUDIO01', channel: id } as const;
      expect(store().settings.get(settingKey.spoiler(place))).toBeUndefined();
    },
  );
});

describe('/generate alone', () => {
  it('opens a form with every option and files, and the form makes the pair', async () => {
    const { person, form, header, slack } = await atSlack();
    const you = person('you');
    await you.command('/generate', 'size:portrait').answered;
    const { view } = await form(you);
    const fields = view.blocks.flatMap((one) => (one.type === 'input' ? [one.block_id] : []));
    expect(fields).toEqual([
      'prompt',
      'tier',
      'model',
      'size',
      'angle',
      'lens',
      'persona',
      'category',
      'tone_ratio',
      'angle_ratio',
      'experiment',
      'versus',
      'count',
      'references',
    ]);
    const [prompt] = view.blocks;
    if (prompt?.type !== 'input') throw new Error('the first field is the prompt');
    await you.submit({ [prompt.label.text]: 'a lighthouse' }).answered;
    await header('a lighthouse');
    await slack.until(() => you.form() === undefined);
  });

  it('leaves an option that was typed without its value to be chosen there', async () => {
    const { person, form, header } = await atSlack();
    const you = person('you');
    await you.command('/generate', 'tier:').answered;
    const { view } = await form(you);
    const [prompt] = view.blocks;
    if (prompt?.type !== 'input') throw new Error('the first field is the prompt');
    await you.submit({ [prompt.label.text]: 'a lighthouse' }).answered;
    await header('a lighthouse');
  });

  it('keeps what was typed when it is refused, and says why in the form', async () => {
    const { person, form } = await atSlack();
    const you = person('you');
    await you.command('/generate', 'angle:overhed').answered;
    const { view } = await form(you);
    const [prompt] = view.blocks;
    if (prompt?.type !== 'input') throw new Error('the first field is the prompt');
    const sent = you.submit({ [prompt.label.text]: 'a lighthouse' });
    await sent.answered;
    expect(JSON.stringify(sent.ackBody)).toContain('Did you mean “overhead”?');
    expect(sent.ackBody).toMatchObject({ response_action: 'errors' });
    expect(you.form()).toBeDefined();
  });
});

describe('a message shortcut', () => {
  it('takes the message’s images of up to 20 MB, in its thread', async () => {
    const { person, slack, channel, form, header, store } = await atSlack();
    const you = person('you');
    const big = slack.world.files.addOfPerson(you.user.id, 'big.png', Buffer.alloc(12_000_000));
    const parent = you.say('look');
    const reply = you.say('this one', [big], parent.ts);
    await you.shortcut('use_as_reference', reply.ts).answered;
    const { view } = await form(you);
    const [prompt] = view.blocks;
    if (prompt?.type !== 'input') throw new Error('the first field is the prompt');
    await you.submit({ [prompt.label.text]: 'like this' }).answered;
    const shown = await header('like this');
    expect(shown.threadTs).toBe(parent.ts);
    const [pair] = store().pairs.history(`slack:${you.user.id}`, 'T0STUDIO01', null, 5);
    expect(pair?.pair.place).toMatchObject({ channel: channel.id, thread: parent.ts });
  });

  it('says where the app must be invited, or that there is no image', async () => {
    const { person, slack, told } = await atSlack();
    const you = person('you');
    await you.shortcut('use_as_reference', you.say('no files').ts).answered;
    await told(you, 'That message has no images.');
    const file = slack.world.files.addOfPerson(you.user.id, 'a.png', Buffer.from('png'));
    const { ts } = you.say('with a file', [file]);
    slack.fail({ method: 'files.info', how: { error: 'file_not_found' } });
    await you.shortcut('use_as_reference', ts).answered;
    await told(you, 'Invite me');
    expect(you.form()).toBeUndefined();
  });

  it('shows the details of our messages, and says what is none', async () => {
    const { person, told, image, form } = await atSlack();
    const you = person('you');
    await you.shortcut('details', you.say('mine').ts).answered;
    await told(you, 'That message shows no pair');
    await you.command('/generate', 'a cat').answered;
    const { ts } = await image('A');
    await you.shortcut('details', ts).answered;
    await form(you, 'Prompt as sent:');
  });
});

describe('where the app is not a member', () => {
  it('nothing is made or charged, and Try again asks once more', async () => {
    const { person, slack, told, store } = await atSlack();
    const elsewhere = slack.addChannel({ name: 'elsewhere', joined: false });
    const you = person('you').in(elsewhere);
    elsewhere.members.add(you.user.id);
    await you.command('/generate', 'a quiet street').answered;
    const said = await told(you, 'Invite me');
    expect(textOf(said)).toContain('a quiet street');
    const db = store();
    const [view] = db.pairs.history(`slack:${you.user.id}`, 'T0STUDIO01', null, 5);
    expect(view?.pair.state).toBe('refused');
    expect(view?.generations).toEqual([]);
    slack.invite(elsewhere);
    await you.press(said.ts, buttonOf(said, 'Try again')).answered;
    await slack.until(() => slack.messages(elsewhere).some((one) => one.isOurs));
    const shown = slack.messages(elsewhere).find((one) => one.isOurs);
    expect(shown && textOf(shown)).toContain('a quiet street');
  });

  it.each([
    ['you', 'Use a channel that I am in, or a direct message with me.'],
    ['민아', '제가 있는 채널이나 저와의 다이렉트 메시지에서'],
  ])('a direct message between two people says where else, to %s', async (name, advice) => {
    const { person, slack, told, store } = await atSlack();
    const you = person('you');
    const mina = slack.addUser({ name: '민아', locale: 'ko-KR' });
    const ours = slack.addChannel({ kind: 'im', joined: false });
    const [one, other] = [you.in(ours), slack.person(mina, ours)];
    ours.members.add(you.user.id);
    const asker = name === 'you' ? one : other;
    await asker.command('/generate', 'a quiet street').answered;
    const said = await told(asker, advice);
    expect(textOf(said)).toContain('a quiet street');
    expect(textOf(said)).not.toMatch(/invite|초대|Try again|다시 시도/i);
    expect(buttonsIn(said.blocks)).toEqual([]);
    const [view] = store().pairs.history(`slack:${asker.user.id}`, `dm-${ours.id}`, null, 5);
    expect([view?.pair.state, view?.generations]).toEqual(['refused', []]);
  });

  it('a file of a direct message between two people cannot be used, which is said without that advice', async () => {
    const { person, slack, told } = await atSlack();
    const ours = slack.addChannel({ kind: 'im', joined: false });
    const you = person('you').in(ours);
    ours.members.add(you.user.id);
    const file = slack.world.files.addOfPerson(you.user.id, 'a.png', Buffer.from('png'));
    slack.fail({ method: 'files.info', how: { error: 'file_not_found' } });
    await you.shortcut('use_as_reference', you.say('look', [file]).ts).answered;
    const said = await told(you, 'I am not in this direct message');
    expect(textOf(said)).not.toContain('nvite');
  });

  it('nothing is made either when many ask at once, more than a channel takes', async () => {
    const { slack, store } = await atSlack();
    const elsewhere = slack.addChannel({ name: 'elsewhere', joined: false });
    const crowd = Array.from({ length: 5 }, (_, at) =>
      slack.person(slack.addUser({ name: `p${at}` }), elsewhere),
    );
    await Promise.all(crowd.map((one) => one.command('/generate', 'a cat').answered));
    const db = store();
    const asked = () =>
      crowd.flatMap(({ user }) => db.pairs.history(`slack:${user.id}`, 'T0STUDIO01', null, 5));
    await vi.waitFor(() => {
      expect(asked().map(({ pair }) => pair.state)).not.toContain('planning');
      expect(asked()).toHaveLength(5);
    }, PATIENT);
    const all = asked().map(({ pair, generations }) => [pair.state, generations.length]);
    expect(all).toEqual(crowd.map(() => ['refused', 0]));
  });
});
