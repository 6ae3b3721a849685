/** A request that S3 does not do: its status, its code, and what it says. */
export class S3Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** More elements of the error's XML, such as Region. */
  readonly more: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'S3Refusal';
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

/** What this fake does not do, so that a test notices that it was asked for. */
export function notImplemented(what: string): S3Refusal {
  return new S3Refusal(
    501,
    'NotImplemented',
    `${what} implies functionality that is not implemented`,
  );
}
