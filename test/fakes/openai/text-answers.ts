import { isWrongText, type TextEnding, WRONG_TEXTS } from '../vendor/text-endings.ts';
import { type SeenText, type TextReply, tokensIn } from '../vendor/texts.ts';
import { WAIT_MS } from '../vendor/endings.ts';
import type { VendorReply } from '../vendor/server.ts';
import { replyOf } from './endings.ts';
import { errorReply, json } from './refusal.ts';

/** Tokens of a picture of any size. */
const PICTURE_TOKENS = 85;

/** What the service answers to a call for a text. */
export function textReply(
  call: SeenText,
  reply: TextReply,
  key: string,
): VendorReply | Promise<VendorReply> {
  if ('end' in reply) return endingReply(call, reply.end, key);
  const text = 'raw' in reply ? reply.raw : JSON.stringify(reply.value);
  const isCut = tokensIn(text) > call.maxTokens;
  return isCut ? cutReply(call, text.slice(0, call.maxTokens * 4)) : said(call, text);
}

function endingReply(
  call: SeenText,
  name: TextEnding,
  key: string,
): VendorReply | Promise<VendorReply> {
  if (isWrongText(name)) return said(call, WRONG_TEXTS[name]);
  switch (name) {
    case 'blocked_input':
      return errorReply(400, {
        message:
          'Invalid prompt: your prompt was flagged as potentially violating our usage policy. Please try again with a different prompt: https://platform.openai.com/docs/guides/reasoning#advice-on-prompting',
        code: 'invalid_prompt',
      });
    case 'blocked_output':
      return incomplete(call, 'content_filter', '');
    case 'refused': {
      const refusal = { type: 'refusal', refusal: 'I’m sorry, but I can’t assist with that.' };
      return answered(call, { output: [messageOf([refusal])] }, refusal.refusal);
    }
    case 'cut':
      return cutReply(call, '{"said": "half of');
    case 'empty':
      return answered(call, { output: [messageOf([])] }, '');
    case 'failed_inside': {
      const error = { code: 'server_error', message: 'The server had an error.' };
      return answered(call, { status: 'failed', error, usage: null }, '');
    }
    case 'rate_limited':
      return errorReply(
        429,
        {
          message: `Rate limit reached for ${call.model} in organization org-fake0 on tokens per min (TPM): Limit 200000, Used 199000, Requested 2400. Please try again in 20s. Visit https://platform.openai.com/account/rate-limits to learn more.`,
          type: 'tokens',
          code: 'rate_limit_exceeded',
        },
        { 'retry-after': String(WAIT_MS / 1_000) },
      );
    case 'connection_cut':
    case 'body_cut':
    case 'slow_headers':
    case 'stalled_body':
    case 'never':
      return { ...said(call, '{"said": "never read"}'), manner: name };
    default:
      return replyOf(name, { fields: { model: call.model }, images: [] }, key);
  }
}

function said(call: SeenText, text: string): VendorReply {
  return answered(call, { output: [messageOf([textOf(text)])] }, text);
}

function cutReply(call: SeenText, text: string): VendorReply {
  return incomplete(call, 'max_output_tokens', text);
}

function incomplete(call: SeenText, reason: string, text: string): VendorReply {
  const output = text === '' ? [] : [messageOf([textOf(text)], 'incomplete')];
  return answered(call, { status: 'incomplete', incomplete_details: { reason }, output }, text);
}

function textOf(text: string): object {
  return { type: 'output_text', text, annotations: [], logprobs: [] };
}

function messageOf(content: readonly object[], status = 'completed'): object {
  return { id: 'msg_fake0', type: 'message', role: 'assistant', status, content };
}

function answered(call: SeenText, body: object, text: string): VendorReply {
  const { model, instructions, material, pictures, maxTokens, parameters } = call;
  const input = tokensIn(instructions) + tokensIn(material) + pictures.length * PICTURE_TOKENS;
  const output = tokensIn(text);
  return json(200, {
    id: 'resp_fake0',
    object: 'response',
    created_at: 1_795_521_600,
    status: 'completed',
    error: null,
    incomplete_details: null,
    instructions,
    max_output_tokens: maxTokens,
    model,
    output: [],
    store: parameters['store'],
    usage: {
      input_tokens: input,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: input + output,
    },
    ...body,
  });
}
