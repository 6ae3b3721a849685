import { z } from 'zod';
import { fetchHere } from '../common/access.ts';

const bodySchema = z.object({
  candidates: z.array(z.object({ finishMessage: z.string().optional().catch(undefined) })),
});

/**
 * Reads from one answer the vendor's message on why a candidate ended without an image. The SDK has a field for it,
 * but fills it for the vendor's other service only.
 */
export class FinishMessage {
  /** Undefined before the answer, and when it says nothing. */
  text: string | undefined;
  /** Whether the SDK has sent the request. An error before that is the SDK's own refusal. */
  isSent = false;

  /** The `fetch` to give to the SDK: when the SDK reads the answer's JSON, this reads it too. */
  readonly fetch: typeof fetch = async (input, init) => {
    this.isSent = true;
    const response = await fetchHere(input, init);
    const read = response.json.bind(response);
    const json = async (): Promise<unknown> => {
      const body: unknown = await read();
      this.text = bodySchema.safeParse(body).data?.candidates[0]?.finishMessage;
      return body;
    };
    return Object.assign(response, { json });
  };
}
