import { describe, expect, it } from 'vitest';
import { cleanMessage } from '../../src/providers/common/clean-message.ts';
import { hideSecret } from '../../src/providers/common/hide-secret.ts';

const OPENAI = 'sk-proj-Zm9vYmFyYmF6cXV4MTIzNA';
/** Runware's keys have no beginning of their own. */
const RUNWARE = 'Q7hW2kLx9vTbN4sRcYpE8mJdG5aUzF3o';

describe('a key in a message', () => {
  it.each([
    [OPENAI, 'Incorrect API key provided: sk-proj-*********************MzNA.'],
    [OPENAI, 'Incorrect API key provided: sk-proj-Zm9v****MzNA.'],
    [OPENAI, 'The key "sk-pr...MTIzNA" is not known.'],
    [OPENAI, 'key sk-…zNA'],
    [RUNWARE, 'Invalid key Q7hW************************zF3o'],
    [RUNWARE, 'Invalid key Q7hW••••••••zF3o'],
    [RUNWARE, 'Invalid key: ****zF3o'],
    [RUNWARE, 'Invalid key: Q7hW2k…'],
    [RUNWARE, 'Invalid key Q7xxxxxxxxxx3o here'],
    [RUNWARE, `apiKey=${RUNWARE}&x=1`],
    [RUNWARE, `the key ending in aUzF3o`],
    [RUNWARE, `the key starting with Q7hW2kLx`],
    [RUNWARE, `The key ending in zF3o has no credit.`],
    [RUNWARE, `a key that ends with "F3o"`],
    [RUNWARE, `the key that starts with: Q7hW`],
    [RUNWARE, `your key beginning by 'Q7h'`],
    [RUNWARE, `the key q7hw2klx9vtbn4srcypе`.replace('е', 'e')],
    ['a key/with+signs=', 'got a%20key%2Fwith%2Bsigns%3D'],
    [RUNWARE, `Basic ${Buffer.from(RUNWARE).toString('base64')}`],
  ])('of %s is hidden: %s', (secret, message) => {
    const shown = cleanMessage(message, secret);
    expect(shown).toContain('[key]');
    for (let at = 0; at + 3 <= secret.length; at += 1) {
      const part = secret.slice(at, at + 3);
      if (/^[A-Za-z0-9]{3}$/.test(part) && /\d/.test(part)) expect(shown).not.toContain(part);
    }
  });

  it.each([
    'Your request was rejected by the safety system.',
    'Please wait... and try again in 20s.',
    'The size 1024x1024 is wrong; use "auto".',
    'A list: * one * two *** three',
    'A file ending in png, a prompt starting with a cat, beginning with it.',
    'See https://platform.openai.com/docs/guides/error-codes/api-errors.',
  ])('is not seen in other words: %s', (message) => {
    expect(hideSecret(message, OPENAI)).toBe(message);
    expect(hideSecret(message, RUNWARE)).toBe(message);
  });

  it('is hidden in another account’s form, too', () => {
    expect(cleanMessage('The gateway uses sk-live-ab…yz.', 'other')).toBe('The gateway uses [key]');
  });

  it('is looked for in the beginning of a long answer alone', () => {
    expect(cleanMessage(`no ${'a'.repeat(50_000_000)}`, RUNWARE)).toHaveLength(500);
  });
});
