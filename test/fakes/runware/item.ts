import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { ImageTask } from './check.ts';
import { rulesOf } from './models.ts';

const FORMATS = { JPG: 'jpeg', PNG: 'png', WEBP: 'webp' } as const;

/** A picture of the size that was asked for, and what the service says with it. */
export async function itemOf(task: ImageTask, taskUUID: string) {
  const { width, height, model, includeCost, safety } = task;
  const format = FORMATS[task.outputFormat];
  const background = '#7a8fa3';
  const bytes = await sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
  const base64 = bytes.toString('base64');
  return {
    taskType: 'imageInference',
    taskUUID,
    imageUUID: randomUUID(),
    ...pictureOf(task.outputType, base64, `image/${format}`),
    seed: task.seed ?? 1,
    ...(safety?.checkContent === true && { NSFWContent: false }),
    ...(includeCost && { cost: rulesOf(model).costUsd }),
  };
}

function pictureOf(outputType: ImageTask['outputType'], base64: string, type: string) {
  switch (outputType) {
    case 'base64Data':
      return { imageBase64Data: base64 };
    case 'dataURI':
      return { imageDataURI: `data:${type};base64,${base64}` };
    case 'URL':
      return { imageURL: 'https://im.runware.ai/image/ws/2/ii/of-a-fake.png' };
  }
}
