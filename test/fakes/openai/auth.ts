import type { VendorRequest } from '../vendor/server.ts';
import { OpenAiRefusal } from './refusal.ts';

/** Whose request it is. Throws a refusal, which shows a wrong key with its middle masked. */
export function checkKey({ headers }: VendorRequest, key: string): void {
  const { authorization } = headers;
  if (authorization === undefined) {
    const message =
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY). You can obtain an API key from https://platform.openai.com/account/api-keys.";
    throw new OpenAiRefusal(401, { message }, false);
  }
  if (authorization !== `Bearer ${key}`) {
    const sent = authorization.replace('Bearer ', '');
    const masked = `${sent.slice(0, 8)}${'*'.repeat(24)}${sent.slice(-4)}`;
    const message = `Incorrect API key provided: ${masked}. You can find your API key at https://platform.openai.com/account/api-keys.`;
    throw new OpenAiRefusal(401, { message, code: 'invalid_api_key' }, false);
  }
  for (const name of ['openai-organization', 'openai-project']) {
    if (headers[name] === undefined) continue;
    const message = `${name} header should match the one of the API key`;
    throw new OpenAiRefusal(401, { message, code: 'mismatched_organization' });
  }
}
