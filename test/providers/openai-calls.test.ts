import { describe, expect, it, onTestFinished } from 'vitest';
import type { ReferenceImage } from '../../src/core/ports/image-provider.ts';
import type { Spec } from '../../src/core/domain/spec.ts';
import { OpenAiImages } from '../../src/providers/openai/openai-images.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { type VendorReply, type VendorRequest, VendorServer } from '../fakes/vendor/server.ts';
import { aPicture } from '../pictures.ts';
import { aDraft } from '../values.ts';

/** A key that looks like none of any vendor. */
const KEY = 'plain-words-as-a-key';
const IMAGE: VendorReply = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"data": [{"b64_json": "aGk="}]}',
};

/** One call to a service that answers as `reply` says. */
async function calling(reply: VendorReply, parameters: Spec['parameters'] = {}) {
  const requests: VendorRequest[] = [];
  const server = new VendorServer((request) => {
    requests.push(request);
    return reply;
  });
  const baseUrl = await server.listen();
  onTestFinished(() => server.close());
  const provider = new OpenAiImages({ apiKey: KEY, baseUrl }, new FakeClock());
  const stop = new AbortController();
  const spec: Spec = {
    ...aDraft(),
    parameters,
    references: [],
    outputKey: 'x.png',
    model: 'gpt-image-2',
    prompt: 'a red fox',
  };
  const references: Record<'generation' | 'edit', readonly ReferenceImage[]> = {
    generation: [],
    edit: [{ role: 'tone', label: 'Film', bytes: await aPicture() }],
  };
  return {
    requests,
    stop,
    call: (what: 'generation' | 'edit') => provider.render(spec, references[what], stop.signal),
  };
}

describe.each(['generation', 'edit'] as const)('an %s at OpenAI', (what) => {
  it('is asked for with its own model and prompt, whatever the row says', async () => {
    const row = { model: 'another', prompt: 'a cat', image: 'none', quality: 'low' };
    const { call, requests } = await calling(IMAGE, row);
    await call(what);
    const body = requests[0]?.body.toString('latin1') ?? '';
    expect(body).toContain('gpt-image-2');
    expect(body).toContain('a red fox');
    expect(body).toContain('low');
    expect(body).not.toContain('another');
    expect(body).not.toContain('a cat');
  });

  it('that is given up lets the connection go, and is a timeout', async () => {
    const { call, requests, stop } = await calling({ ...IMAGE, manner: 'never' });
    const asked = call(what).catch((cause: unknown) => cause);
    await expect.poll(() => requests.length, { timeout: 10_000 }).toBe(1);
    stop.abort(new Error('enough'));
    expect(await asked).toMatchObject({
      failure: { kind: 'timeout', detail: 'given up before it was answered' },
    });
    await requests[0]?.gone;
  });

  it('never brings the key along, whatever it looks like', async () => {
    const error = { message: `The key ${KEY} may not`, type: 'x', code: null, param: null };
    const { call } = await calling({ ...IMAGE, status: 401, body: JSON.stringify({ error }) });
    await expect(call(what)).rejects.toMatchObject({
      failure: { kind: 'auth', detail: 'The key [key] may not' },
    });
  });

  it('with a used-up account in a fault of theirs is a fault of theirs', async () => {
    const error = { message: 'x', type: 'x', code: 'insufficient_quota', param: null };
    const { call } = await calling({ ...IMAGE, status: 500, body: JSON.stringify({ error }) });
    await expect(call(what)).rejects.toMatchObject({ failure: { kind: 'provider_error' } });
  });
});
