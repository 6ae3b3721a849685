import { describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../src/core/domain/failure.ts';
import type { FormField } from '../../src/core/chat/card.ts';
import type { PressReply } from '../../src/core/studio/base/reply.ts';
import { aPicture } from '../pictures.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const NAMES = ['street.png', 'face.png', 'tone.png'];

/** A pair with three attached images whose side A was refused. */
async function refused(stage: Pick<Failure, 'stage'> = { stage: 'input' }) {
  const bytes = await aPicture();
  const hub = await new Hub({ fetcher: { fetch: async () => bytes } }).start();
  const attachments = NAMES.map((name) => ({ name, bytes: 9, source: name }));
  const input = { options: { prompt: 'a chair' }, attachments, requestKey: null };
  const [pair = ''] = await hub.accept(aCaller(), input);
  await vi.waitFor(() => expect(hub.view(pair).pair.state).toBe('planned'));
  await hub.settle();
  const block = async () => {
    const failure = { kind: 'safety_block', detail: 'a face', ...stage } as const;
    hub.queue.fail(hub.queue.jobOf('A'), failure);
    await hub.settle();
  };
  await block();
  const edit = (values?: object) =>
    hub.press({ type: 'edit', generation: hub.newest(pair, 'A').id }, aCaller(), values);
  const own = () =>
    hub
      .newest(pair, 'A')
      .spec.references.filter(({ role }) => role === 'own')
      .map(({ label }) => label);
  return { hub, pair, block, edit, own };
}

function keepIn(reply: PressReply): FormField | undefined {
  if (reply.type !== 'form') throw new Error('the reply is no form');
  return reply.form.fields.find(({ name }) => name === 'keep');
}

describe('Edit… of a side whose prompt or images were refused', () => {
  it('asks which of the person’s own images stay', async () => {
    const { edit } = await refused();
    expect(keepIn(await edit())).toMatchObject({
      kind: 'several',
      value: '1,2,3',
      required: false,
      options: [
        { value: '1', label: 'street.png' },
        { value: '2', label: 'face.png' },
        { value: '3', label: 'tone.png' },
      ],
    });
  });

  it.each([
    ['1,3', ['street.png', 'tone.png']],
    ['', []],
    ['1,2,3', NAMES],
    ['9,x,2', ['face.png']],
  ])('runs with those that stay: %j', async (keep, names) => {
    const { edit, own } = await refused();
    await edit({ prompt: 'a chair', keep });
    expect(own()).toEqual(names);
  });

  it('keeps all of them for who was not asked, such as a program', async () => {
    const { edit, own } = await refused();
    await edit({ prompt: 'a chair' });
    expect(own()).toEqual(NAMES);
  });

  it('leaves them out of what is run later, too, and asks for the others alone', async () => {
    const { edit, own, block, hub, pair } = await refused();
    await edit({ prompt: 'a chair', keep: '1,3' });
    await block();
    expect(keepIn(await edit())?.options).toEqual([
      { value: '1', label: 'street.png' },
      { value: '2', label: 'tone.png' },
    ]);
    await edit({ prompt: 'a stool' });
    expect(own()).toEqual(['street.png', 'tone.png']);
    expect(hub.view(pair).pair.own.map(({ name }) => name)).toEqual(NAMES);
  });

  it('does not ask when the finished image was refused', async () => {
    const { edit } = await refused({ stage: 'output' });
    const form = await edit();
    expect(keepIn(form)).toBeUndefined();
    expect(form).toMatchObject({ form: { about: expect.stringContaining('neutral words') } });
  });
});
