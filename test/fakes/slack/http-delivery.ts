import { createHmac } from 'node:crypto';
import type { Ground, Json } from './ground.ts';
import type { Invocation } from './invocation.ts';

export interface HttpTarget {
  /** The app's address as Slack would call it, behind the app's proxy. */
  readonly url: string;
  readonly signingSecret: string;
  /** Headers that a proxy before the app adds. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Delivers over HTTP, signed as Slack signs. */
export class HttpDelivery {
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  async send(
    target: HttpTarget,
    invocation: Invocation,
    retry?: { readonly attempt: number; readonly reason: string },
  ): Promise<void> {
    const { body, type } = bodyOf(invocation);
    const again = retry && {
      'x-slack-retry-num': String(retry.attempt),
      'x-slack-retry-reason': retry.reason,
    };
    const response = await fetch(target.url, {
      method: 'POST',
      headers: {
        'content-type': type,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...this.signed(target.signingSecret, body),
        ...again,
        ...target.headers,
      },
      body,
    });
    const text = await response.text();
    if (response.status === 200) {
      invocation.acknowledge(
        readAnswer(text, response.headers.get('content-type')),
        this.#ground.clock.now(),
      );
    } else if (response.status >= 400) {
      invocation.fail();
    }
    this.#ground.moved();
  }

  /** The headers of a signature, at a time in seconds since the epoch. */
  signed(
    secret: string,
    body: string,
    at = Math.floor(Date.now() / 1_000),
  ): Readonly<Record<string, string>> {
    const mac = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
    return { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${mac}` };
  }
}

function bodyOf({ type, payload }: Invocation): { readonly body: string; readonly type: string } {
  const form = 'application/x-www-form-urlencoded';
  if (type === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  if (type === 'interactive') {
    return {
      body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
      type: form,
    };
  }
  return { body: new URLSearchParams(textsOf(payload)).toString(), type: form };
}

function textsOf(payload: Json): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
}

function readAnswer(text: string, type: string | null): unknown {
  if (text === '') return null;
  return type?.includes('json') === true ? JSON.parse(text) : text;
}
