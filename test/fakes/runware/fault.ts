/** One error of the service, in its own words. */
export interface FaultBody {
  readonly code: string;
  readonly message: string;
  /** Several for errors across fields. */
  readonly parameter?: string | readonly string[];
  readonly taskType?: string;
  readonly taskUUID?: string;
  readonly type?: string;
  readonly documentation?: string;
  /** What the vendor behind the service said. */
  readonly responseContent?: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** A task, or a whole request, that the service does not do: its HTTP status and what it says. */
export class RunwareRefusal extends Error {
  readonly status: number;
  readonly fault: FaultBody;

  constructor(status: number, fault: FaultBody) {
    super(`${fault.code}: ${fault.message}`);
    this.name = 'RunwareRefusal';
    this.status = status;
    this.fault = fault;
  }
}

/** A field with a value that is not taken. */
export function invalid(parameter: string, rule: string): RunwareRefusal {
  const name = parameter.replace(/(^|\.)(\w)/g, (_all, _dot, first: string) => first.toUpperCase());
  return new RunwareRefusal(400, {
    code: `invalid${name}`,
    message: `Invalid value for '${parameter}' parameter. ${rule}`,
    parameter,
    type: 'string',
    documentation: `https://runware.ai/docs/image-inference/api-reference#request-${parameter.toLowerCase()}`,
  });
}

/** A field that the model does not have. */
export function unsupported(parameter: string): RunwareRefusal {
  return new RunwareRefusal(400, {
    code: 'unsupportedParameter',
    message: `Unsupported use of '${parameter}' parameter. This parameter is not supported for the selected model architecture.`,
    parameter,
  });
}
