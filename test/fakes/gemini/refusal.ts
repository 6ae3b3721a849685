import type { VendorReply } from '../vendor/server.ts';

const HTTP_STATUS = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;
export type Code = keyof typeof HTTP_STATUS;

/** A request that is answered with an error, as the service answers it. */
export class GeminiRefusal extends Error {
  readonly code: Code;
  readonly details: readonly object[];

  constructor(code: Code, message: string, details: readonly object[] = []) {
    super(message);
    this.name = 'GeminiRefusal';
    this.code = code;
    this.details = details;
  }
}

export function refusalReply({ code, message, details }: GeminiRefusal): VendorReply {
  return errorReply(HTTP_STATUS[code], message, code, details);
}

/** The service's error; without a canonical code it is one of a gateway that speaks like it. */
export function errorReply(
  status: number,
  message: string,
  code?: Code,
  details: readonly object[] = [],
): VendorReply {
  const said = { code: status, message, ...(code !== undefined && { status: code }) };
  return json(status, { error: { ...said, ...(details.length > 0 && { details }) } });
}

export function json(status: number, body: unknown): VendorReply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: JSON.stringify(body, null, 2),
  };
}

/** One of the pages that Google's front end answers by itself. */
export function page(status: number, title: string, text: string): VendorReply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=UTF-8' },
    body: `<!DOCTYPE html>\n<html lang=en>\n<title>Error ${status} (${title})!!1</title>\n<p><b>${status}.</b> <ins>That’s an error.</ins>\n<p>${text} <ins>That’s all we know.</ins>\n`,
  };
}

export function errorInfo(reason: string, metadata: Readonly<Record<string, string>> = {}): object {
  const service = { service: 'generativelanguage.googleapis.com', ...metadata };
  const type = 'type.googleapis.com/google.rpc.ErrorInfo';
  return { '@type': type, reason, domain: 'googleapis.com', metadata: service };
}

export function badField(field: string, description: string): object {
  const type = 'type.googleapis.com/google.rpc.BadRequest';
  return { '@type': type, fieldViolations: [{ field, description }] };
}
