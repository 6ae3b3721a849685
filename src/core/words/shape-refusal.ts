import type { z } from 'zod';
import { faultOf } from '../base/shape-fault.ts';
import { UserError } from './user-error.ts';

/** Only `/generate` has it. */
const PROMPT = /\bprompt\b/;

/** The refusal of data that a schema refused: its first fault. `input` is what was parsed. */
export function shapeRefusal(error: z.core.$ZodError, input: unknown): UserError {
  const fault = faultOf(error, input);
  // People type the options of a request in a line too, where the sentence says more.
  return fault.of === 'unknown_key' && PROMPT.test(fault.known)
    ? new UserError('option_unknown', fault.field, fault.known, fault.nearest)
    : new UserError('body_invalid', fault);
}
