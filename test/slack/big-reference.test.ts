import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { expect, it, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import { atSlack } from './kit.ts';

it('“Use as reference” fetches an image of 12 MB, and the pair is planned with it', async () => {
  const { person, slack, form, header, image, store } = await atSlack();
  const you = person('you');
  const raw = { width: 2_000, height: 2_000, channels: 3 } as const;
  const noise = sharp(randomBytes(2_000 * 2_000 * 3), { raw }).png({ compressionLevel: 0 });
  const bytes = await noise.toBuffer();
  expect(bytes.length).toBeGreaterThan(12_000_000);
  const file = slack.world.files.addOfPerson(you.user.id, 'noise.png', bytes);
  await you.shortcut('use_as_reference', you.say('look', [file]).ts).answered;
  const [field] = (await form(you)).view.blocks;
  if (field?.type !== 'input') throw new Error('the first field is the prompt');
  await you.submit({ [field.label.text]: 'like this' }).answered;
  await header('like this');
  const db = store();
  await vi.waitFor(() => {
    const [view] = db.pairs.history(`slack:${you.user.id}`, 'T0STUDIO01', null, 5);
    expect(view?.pair.own).toMatchObject([
      { name: 'noise.png', width: 2_000, bytes: bytes.length },
    ]);
    const own = { role: 'own', label: 'noise.png' };
    expect(view?.generations.map(({ spec }) => spec.references[0])).toMatchObject([own, own]);
  }, PATIENT);
  await image('A');
});
