import { z } from 'zod';

/** Milliseconds for Slack to take a private answer. */
const ANSWER_MS = 10_000;
/** Characters of a refusal that are read. */
const MAX_SAID = 2_000;

const refusalSchema = z.object({ error: z.string().max(100) });

/**
 * Sends an answer to the `response_url` of a delivery: it works for 30 minutes, five times, also where the bot is not a
 * member. Throws when Slack does not take it. The address is Slack's own word, because the delivery was signed by it.
 */
export async function respond(url: string, body: object): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  if (!answer.ok) {
    throw new Error(`Slack answered ${answer.status} to a private answer: ${await saidIn(answer)}`);
  }
  await answer.body?.cancel();
}

async function saidIn(answer: Response): Promise<string> {
  const text = (await answer.text()).slice(0, MAX_SAID);
  try {
    return refusalSchema.parse(JSON.parse(text)).error;
  } catch {
    return 'no reason';
  }
}
