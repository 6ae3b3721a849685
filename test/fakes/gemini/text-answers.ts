import { isWrongText, type TextEnding, WRONG_TEXTS } from '../vendor/text-endings.ts';
import { type SeenText, type TextReply, tokensIn } from '../vendor/texts.ts';
import type { VendorReply } from '../vendor/server.ts';
import { sharedReply } from './endings.ts';
import { errorReply, json } from './refusal.ts';

/** Tokens of a picture of any size. */
const PICTURE_TOKENS = 258;

/** What the service answers to a call for a text. */
export function textReply(call: SeenText, reply: TextReply, key: string): VendorReply {
  if ('end' in reply) return endingReply(call, reply.end, key);
  const text = 'raw' in reply ? reply.raw : JSON.stringify(reply.value);
  const isCut = tokensIn(text) > call.maxTokens;
  return isCut ? cutReply(call, text.slice(0, call.maxTokens * 4)) : said(call, text);
}

function endingReply(call: SeenText, name: TextEnding, key: string): VendorReply {
  if (isWrongText(name)) return said(call, WRONG_TEXTS[name]);
  switch (name) {
    case 'blocked_input': {
      const promptFeedback = { blockReason: 'PROHIBITED_CONTENT' };
      return answered(call, { promptFeedback }, 0);
    }
    case 'blocked_output':
      return stopped(call, 'SAFETY', {
        safetyRatings: [
          { category: 'HARM_CATEGORY_HARASSMENT', probability: 'HIGH', blocked: true },
        ],
      });
    case 'refused':
      return said(call, 'I can’t help with that request.');
    case 'cut':
      return cutReply(call, '{"said": "half of');
    case 'empty':
      return stopped(call, 'STOP', { content: { role: 'model' } });
    case 'failed_inside':
      return { ...errorReply(503, 'The model is overloaded.', 'UNAVAILABLE'), status: 200 };
    case 'connection_cut':
    case 'body_cut':
    case 'slow_headers':
    case 'stalled_body':
    case 'never':
      return { ...said(call, '{"said": "never read"}'), manner: name };
    default:
      return sharedReply(name, { model: call.model, key });
  }
}

function said(call: SeenText, text: string, finishReason = 'STOP'): VendorReply {
  return stopped(call, finishReason, { content: { parts: [{ text }], role: 'model' } }, text);
}

function cutReply(call: SeenText, text: string): VendorReply {
  return said(call, text, 'MAX_TOKENS');
}

function stopped(call: SeenText, finishReason: string, more: object, text = ''): VendorReply {
  return answered(call, { candidates: [{ ...more, finishReason, index: 0 }] }, tokensIn(text));
}

function answered(call: SeenText, body: object, out: number): VendorReply {
  const { model, instructions, material, pictures } = call;
  const text = tokensIn(instructions) + tokensIn(material);
  const images = pictures.length * PICTURE_TOKENS;
  const usageMetadata = {
    promptTokenCount: text + images,
    ...(out > 0 && { candidatesTokenCount: out }),
    totalTokenCount: text + images + out,
    promptTokensDetails: [
      { modality: 'TEXT', tokenCount: text },
      ...(images > 0 ? [{ modality: 'IMAGE', tokenCount: images }] : []),
    ],
  };
  return json(200, { ...body, usageMetadata, modelVersion: model, responseId: 'zP8kaYfXJ_2Mz7IP' });
}
