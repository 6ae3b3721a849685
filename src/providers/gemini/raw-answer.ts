import { z } from 'zod';

const bodySchema = z.object({
  candidates: z
    .array(z.object({ finishMessage: z.string().optional().catch(undefined) }))
    .catch([]),
  error: z
    .object({ code: z.number().int().min(400).max(599).catch(400) })
    .loose()
    .optional()
    .catch(undefined),
});

/**
 * Reads from one answer what the SDK drops: the vendor's message on why a candidate ended without an image, which the
 * SDK fills for the vendor's other service only, and an error inside an answer of 200, as gateways send it.
 */
export class RawAnswer {
  readonly #fetch: typeof fetch;
  /** Undefined before the answer, and when it says nothing. */
  finishMessage: string | undefined;
  /** Undefined when there is none. */
  error: { readonly code: number } | undefined;
  /** Whether the SDK has sent the request. An error before that is the SDK's own refusal. */
  isSent = false;

  constructor(fetchAnswer: typeof fetch) {
    this.#fetch = fetchAnswer;
  }

  /** The `fetch` to give to the SDK: when the SDK reads the answer's JSON, this reads it too. */
  readonly fetch: typeof fetch = async (input, init) => {
    this.isSent = true;
    const response = await this.#fetch(input, init);
    const read = response.json.bind(response);
    const json = async (): Promise<unknown> => {
      const body: unknown = await read();
      const said = bodySchema.safeParse(body).data;
      this.finishMessage = said?.candidates[0]?.finishMessage;
      this.error = said?.error;
      return body;
    };
    return Object.assign(response, { json });
  };
}
