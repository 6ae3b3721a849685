/** A call that Slack answers with `ok: false`. */
export class SlackRefusal extends Error {
  readonly error: string;
  /** Fields beside `ok` and `error`. */
  readonly more: Readonly<Record<string, unknown>>;
  /** True for what may happen to a correct app: something is gone, late, forbidden. Else it is a fault of the app. */
  readonly isCircumstance: boolean;

  constructor(
    error: string,
    {
      more = {},
      isCircumstance = false,
    }: { more?: Record<string, unknown>; isCircumstance?: boolean } = {},
  ) {
    super(error);
    this.name = 'SlackRefusal';
    this.error = error;
    this.more = more;
    this.isCircumstance = isCircumstance;
  }
}

/** What a correct app may meet. */
export function circumstance(error: string, more: Record<string, unknown> = {}): SlackRefusal {
  return new SlackRefusal(error, { more, isCircumstance: true });
}

/** What only a wrong app gets, with Slack's explanations. */
export function fault(error: string, messages: readonly string[] = []): SlackRefusal {
  const more =
    messages.length === 0
      ? {}
      : {
          response_metadata: { messages: messages.map((one) => `[ERROR] ${one}`) },
          errors: messages,
        };
  return new SlackRefusal(error, { more });
}
