import { z } from 'zod';
import { fetchHere } from '../shared/fetch-here.ts';

const bodySchema = z.object({
  candidates: z.array(z.object({ finishMessage: z.string().optional().catch(undefined) })),
});

/**
 * Hears in one answer what the SDK leaves out of it: why a candidate ended without an image, in the
 * vendor's own words. The SDK has a field for them, and fills it for the vendor's other service only.
 */
export class FinishMessage {
  /** Undefined before the answer, and when it says nothing. */
  text: string | undefined;
  /** Whether the SDK has sent the request. Until then all that fails is the SDK's own refusal. */
  isSent = false;

  /** What the SDK is to call with. It reads the answer, and what it has read is looked at. */
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
