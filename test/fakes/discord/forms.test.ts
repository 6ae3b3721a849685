import { describe, expect, test } from 'vitest';
import { NO_ANSWER } from './interaction.ts';
import { loosely, typed } from './kit.ts';
import { button, FORM, labelled, row } from './samples.ts';

describe('a form', () => {
  const FULL = {
    ...FORM,
    components: [
      ...FORM.components,
      labelled({
        type: 3,
        custom_id: 'tone',
        options: [{ label: 'W', value: 'warm' }],
        required: false,
      }),
      labelled({ type: 19, custom_id: 'refs', max_values: 2, required: false }),
    ],
  };
  const png = { name: 'a.png', bytes: Uint8Array.of(1), type: 'image/png' };

  test('comes back in the shape that it was sent in', async () => {
    const { answer, ana, i } = await typed();
    await answer(i, 9, FULL);
    const sent = ana.submit(i, { prompt: 'a dog', tone: 'warm' }, { refs: [png] });
    expect(sent.payload).toMatchObject({ type: 5, data: { custom_id: 'form' } });
    const { components, resolved } = loosely(sent.payload['data']);
    expect(components).toMatchObject([
      { type: 18, id: 1, component: { type: 4, id: 2, custom_id: 'prompt', value: 'a dog' } },
      { type: 18, id: 3, component: { type: 3, values: ['warm'] } },
      { type: 18, id: 5, component: { type: 19 } },
    ]);
    const [id = ''] = components[2]?.component.values ?? [];
    expect(resolved.attachments[id]).toMatchObject({ filename: 'a.png', size: 1 });
  });

  test('cannot be sent as no client would', async () => {
    const { answer, ana, i } = await typed();
    expect(() => ana.submit(i)).toThrow('there is no form');
    await answer(i, 9, FULL);
    expect(() => ana.submit(i)).toThrow('prompt is required');
    expect(() => ana.submit(i, { prompt: 'x'.repeat(21) })).toThrow('0 to 20 characters');
    expect(() => ana.submit(i, { prompt: 'x', tone: 'cold' })).toThrow('no option cold');
    expect(() => ana.submit(i, { prompt: 'x', other: 'y' })).toThrow('no field other');
    expect(() => ana.submit(i, { prompt: 'x' }, { refs: [png, png, png] })).toThrow('not 3');
    ana.submit(i, { prompt: 'x' });
    expect(() => ana.submit(i, { prompt: 'x' })).toThrow('the form was sent');
  });

  test('stays open while its sending got no answer', async () => {
    const { clock, answer, ana, i } = await typed();
    await answer(i, 9, FORM);
    const first = ana.submit(i, { prompt: 'x' });
    await clock.advance(3000);
    await expect(first.answered).rejects.toThrow(NO_ANSWER);
    const second = ana.submit(i, { prompt: 'x' });
    expect((await answer(second, 4, { content: 'y' })).status).toBe(200);
  });

  test('is no answer to a form, and updates only a message that it came from', async () => {
    const { answer, ana, i, post } = await typed();
    await answer(i, 9, FORM);
    const sent = ana.submit(i, { prompt: 'x' });
    expect((await answer(sent, 9, FORM)).code).toBe(50035);
    expect((await answer(sent, 7, { content: 'x' })).code).toBe(50035);
    const { json } = await post({ content: 'x', components: [row([button('go')])] });
    const pressed = ana.press(json.id, 'go');
    await answer(pressed, 9, FORM);
    const fromMessage = ana.submit(pressed, { prompt: 'x' });
    expect(fromMessage.payload).toMatchObject({ message: { id: json.id } });
    await answer(fromMessage, 7, { content: 'y' });
    expect(ana.sees()).toMatchObject([{ id: json.id, content: 'y' }]);
  });

  test('in the old shape takes texts', async () => {
    const { answer, ana, i } = await typed();
    const field = { type: 4, custom_id: 'prompt', style: 1, label: 'Prompt', value: 'as before' };
    await answer(i, 9, { ...FORM, components: [row([field])] });
    const sent = ana.submit(i);
    const components = [{ type: 1, components: [{ custom_id: 'prompt', value: 'as before' }] }];
    expect(sent.payload).toMatchObject({ data: { components } });
  });
});
