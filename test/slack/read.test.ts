import { describe, expect, it } from 'vitest';
import { filesIn } from '../../src/bots/slack/forms.ts';
import { pressIn, shortcutIn, submissionIn, unescaped } from '../../src/bots/slack/read.ts';
import { imagesIn } from '../../src/bots/slack/references.ts';

const user = { id: 'U1', username: 'ana.b', name: 'ana' };

function shortcut(message: object) {
  return shortcutIn({
    callback_id: 'use_as_reference',
    user,
    trigger_id: '1.a',
    response_url: 'https://hooks.example/1',
    channel: { id: 'C1' },
    message: { ts: '5.000000', ...message },
  });
}

describe('a shortcut', () => {
  it.each([
    [{}, null],
    [{ thread_ts: null }, null],
    // The first message of a thread stands in its channel.
    [{ thread_ts: '5.000000' }, null],
    [{ thread_ts: '4.000000' }, '4.000000'],
  ])('at a message (%j) is in the thread %s', (message, thread) => {
    expect(shortcut(message).thread).toBe(thread);
  });

  it.each([
    ['without files', {}, []],
    ['with none', { files: null }, []],
    ['with a picture', { files: [{ id: 'F1', name: 'a.png', mimetype: 'image/png' }] }, ['F1']],
    ['with a text', { files: [{ id: 'F1', name: 'a.txt', mimetype: 'text/plain' }] }, []],
    ['with a stub', { files: [{ id: 'F1', file_access: 'check_file_info' }] }, ['F1']],
    [
      'with a stub that says nothing',
      { files: [{ id: 'F1', name: null, mimetype: null, size: null, url_private: null }] },
      ['F1'],
    ],
    ['with what stands for a deleted file', { files: [{ id: 'F1', mode: 'tombstone' }] }, []],
    [
      'with more pictures than a request takes',
      { files: Array.from({ length: 9 }, (_, at) => ({ id: `F${at}`, mimetype: 'image/png' })) },
      ['F0', 'F1', 'F2', 'F3', 'F4', 'F5', 'F6'],
    ],
  ])('at a message %s takes its images', (_which, message, ids) => {
    expect(imagesIn(shortcut(message).files).map(({ id }) => id)).toEqual(ids);
  });
});

describe('the pictures that a message shows by itself', () => {
  const shows = (file: object) => ({ type: 'image', alt_text: 'a', slack_file: file });
  const text = { type: 'section', text: { type: 'mrkdwn', text: 'a' } };

  it.each<[string, object, string[]]>([
    ['by its id', { blocks: [text, shows({ id: 'F0000001' })] }, ['F0000001']],
    [
      'by its private address',
      { blocks: [shows({ url: 'https://files.slack.com/files-pri/T0000001-F0000001/F0000009' })] },
      ['F0000001'],
    ],
    [
      'by its permalink',
      { blocks: [shows({ url: 'https://a.slack.com/files/U0000001/F0000001/cat.png' })] },
      ['F0000001'],
    ],
    [
      'beside files, of which one is the same',
      {
        files: [{ id: 'F0000001', mimetype: 'image/png' }],
        blocks: [shows({ id: 'F0000001' }), shows({ id: 'F0000002' }), shows({ id: 'F0000002' })],
      },
      ['F0000001', 'F0000002'],
    ],
    [
      'whose file was deleted',
      { files: [{ id: 'F0000001', mode: 'tombstone' }], blocks: [shows({ id: 'F0000001' })] },
      [],
    ],
    [
      'without anything that can be read',
      {
        blocks: [
          null,
          7,
          { type: 'image', image_url: 'https://x.example/a.png' },
          shows({}),
          shows({ id: 'nonsense' }),
          shows({ url: 'nonsense' }),
          shows({ url: 'https://a.slack.com/team/U0000001' }),
        ],
      },
      [],
    ],
    ['in no blocks', { blocks: null }, []],
    [
      'in more blocks than a message has',
      { blocks: [...Array.from({ length: 50 }, () => text), shows({ id: 'F0000001' })] },
      [],
    ],
    [
      'more often than a request takes',
      { blocks: Array.from({ length: 9 }, (_, at) => shows({ id: `F000000${at}` })) },
      Array.from({ length: 7 }, (_, at) => `F000000${at}`),
    ],
  ])('%s', (_which, message, ids) => {
    expect(imagesIn(shortcut(message).files).map(({ id }) => id)).toEqual(ids);
  });
});

describe('a press', () => {
  const press = { user, trigger_id: '1.a', container: {}, actions: [{ action_id: 'b-1' }] };
  const view = {
    id: 'V1',
    type: 'modal',
    blocks: [],
    private_metadata: JSON.stringify({ channel: 'C2', thread: '3.0', responseUrl: 'https://h/2' }),
  };

  it('on a message is where the message is', () => {
    const read = pressIn({
      ...press,
      channel: { id: 'C1' },
      response_url: 'https://h/1',
      container: { message_ts: '5.0', thread_ts: '4.0' },
    });
    expect(read).toMatchObject({ channel: 'C1', thread: '4.0', responseUrl: 'https://h/1' });
    expect(read).toMatchObject({ buttonId: 'b-1', isAtHome: false, view: null });
  });

  it('in a form is where the form was opened, and in the Home tab nowhere', () => {
    const inForm = { channel: 'C2', thread: '3.0', responseUrl: 'https://h/2', isAtHome: false };
    expect(pressIn({ ...press, view })).toMatchObject(inForm);
    const nowhere = { channel: '', thread: null, responseUrl: null, isAtHome: true };
    expect(pressIn({ ...press, view: { ...view, type: 'home' } })).toMatchObject(nowhere);
  });

  it('of a choice from a list is the choice', () => {
    const actions = [{ action_id: 'select:0', selected_option: { value: 'b-2' } }];
    expect(pressIn({ ...press, actions }).buttonId).toBe('b-2');
  });
});

describe('a form that was sent', () => {
  const sent = { user, trigger_id: '1.a' };
  const view = { id: 'V1', type: 'modal', callback_id: 'generate?', blocks: [] };

  it.each(['', '{', '7', '{"channel":7}', JSON.stringify({ channel: 'C1' })])(
    'with a memory that is not ours (%j) is nowhere',
    (text) => {
      const read = submissionIn({ ...sent, view: { ...view, private_metadata: text } });
      expect(read).toMatchObject({ channel: '', thread: null, responseUrl: null });
    },
  );

  it('has at most as many files as a request takes, whatever they do not say', () => {
    const files = Array.from({ length: 20 }, (_, at) => ({ id: `F${at}`, name: null, size: null }));
    const read = filesIn({ references: { value: { files } } });
    expect(read.map(({ id, name, size }) => [id, name, size])).toEqual(
      ['F0', 'F1', 'F2', 'F3', 'F4', 'F5', 'F6'].map((id) => [id, '', 0]),
    );
  });
});

describe('entities', () => {
  it.each([
    ['&lt;b&gt; &amp; c', '<b> & c'],
    ['&amp;lt;', '&lt;'],
    ['&amp;amp;', '&amp;'],
    ['a & b < c', 'a & b < c'],
    ['&quot; &#60;', '&quot; &#60;'],
  ])('%j are decoded once: %j', (text, decoded) => {
    expect(unescaped(text)).toBe(decoded);
  });
});
