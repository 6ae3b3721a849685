import { asJson, type Json } from './json.ts';

interface Refusal {
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly errors?: Json;
  /** True when a correct bot can meet it too: something is gone, late or not allowed. */
  readonly circumstance?: boolean;
}

/** A refusal as the service words it. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: Json | undefined;
  readonly circumstance: boolean;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'ApiError';
    this.status = refusal.status;
    this.code = refusal.code;
    this.errors = refusal.errors;
    this.circumstance = refusal.circumstance ?? false;
  }

  toJson(): Json {
    const { message, code, errors } = this;
    return errors === undefined ? { message, code } : { message, code, errors };
  }
}

const gone = (code: number, message: string) => () =>
  new ApiError({ status: 404, code, message, circumstance: true });
const forbidden = (code: number, message: string) => () =>
  new ApiError({ status: 403, code, message, circumstance: true });

export const unauthorized = () =>
  new ApiError({ status: 401, code: 0, message: '401: Unauthorized', circumstance: true });
export const unknownRoute = () => new ApiError({ status: 404, code: 0, message: '404: Not Found' });
export const unknownChannel = gone(10003, 'Unknown Channel');
export const unknownGuild = gone(10004, 'Unknown Guild');
export const unknownMember = gone(10007, 'Unknown Member');
export const unknownMessage = gone(10008, 'Unknown Message');
/** A bot asks only for emoji that a message has. */
export const unknownEmoji = () =>
  new ApiError({ status: 400, code: 10014, message: 'Unknown Emoji' });
export const unknownUser = gone(10013, 'Unknown User');
export const unknownWebhook = gone(10015, 'Unknown Webhook');
export const unknownInteraction = gone(10062, 'Unknown interaction');
export const unknownCommand = gone(10063, 'Unknown application command');
export const missingAccess = forbidden(50001, 'Missing Access');
export const missingPermissions = forbidden(50013, 'Missing Permissions');
export const cannotMessageUser = forbidden(50007, 'Cannot send messages to this user');
export const notTheAuthor = () =>
  new ApiError({
    status: 403,
    code: 50005,
    message: 'Cannot edit a message authored by another user',
  });
export const tooLarge = () =>
  new ApiError({ status: 413, code: 40005, message: 'Request entity too large' });
export const alreadyAcknowledged = () =>
  new ApiError({
    status: 400,
    code: 40060,
    message: 'Interaction has already been acknowledged.',
    circumstance: true,
  });
export const emptyMessage = () =>
  new ApiError({ status: 400, code: 50006, message: 'Cannot send an empty message' });
export const invalidToken = () =>
  new ApiError({ status: 401, code: 50027, message: 'Invalid Webhook Token', circumstance: true });
export const invalidJson = () =>
  new ApiError({
    status: 400,
    code: 50109,
    message: 'The request body contains invalid JSON.',
  });

/** What a message says or shows is refused, for good. */
export const refusedByFilter = (code: number, message: string) =>
  new ApiError({ status: 400, code, message, circumstance: true });

export interface FormFault {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly message: string;
}

/** 50035 with the nested `errors` object that names each bad field. */
export function invalidForm(faults: readonly FormFault[], circumstance = false): ApiError {
  const errors: Json = {};
  for (const fault of faults) note(errors, fault);
  return new ApiError({
    status: 400,
    code: 50035,
    message: 'Invalid Form Body',
    errors,
    circumstance,
  });
}

/** 50035 for one field. */
export function badField(
  path: readonly PropertyKey[],
  code: string,
  message: string,
  circumstance = false,
): ApiError {
  return invalidForm([{ path, code, message }], circumstance);
}

function note(errors: Json, { path, code, message }: FormFault): void {
  let place = errors;
  for (const key of path) {
    const next = asJson(place[String(key)]);
    place[String(key)] = next;
    place = next;
  }
  const known: unknown = place['_errors'];
  place['_errors'] = [...(Array.isArray(known) ? known : []), { code, message }];
}
