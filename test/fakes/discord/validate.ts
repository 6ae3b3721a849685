import { z } from 'zod';
import { type FormFault, invalidForm } from './errors.ts';

export const snowflake = z.string().regex(/^(0|[1-9]\d*)$/u);

/** The body, found at `at`, if it has the shape; 50035 that names every wrong field otherwise. */
export function formed<T>(schema: z.ZodType<T>, body: unknown, at: readonly PropertyKey[] = []): T {
  const result = schema.safeParse(body, { reportInput: true });
  if (result.success) return result.data;
  const found = result.error.issues.flatMap(faults);
  throw invalidForm(found.map((one) => ({ ...one, path: [...at, ...one.path] })));
}

function faults(issue: z.core.$ZodIssue): FormFault[] {
  if (issue.code === 'unrecognized_keys') {
    const message = 'The service knows no such field.';
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      code: 'UNKNOWN_FIELD',
      message,
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The branch that came furthest says most.
    const branch = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
    return branch.flatMap((one) => faults({ ...one, path: [...issue.path, ...one.path] }));
  }
  return [{ path: issue.path, code: faultCode(issue), message: issue.message }];
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((one) => one.path.length));
}

function faultCode(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'BASE_TYPE_REQUIRED';
  if (issue.code === 'too_small' || issue.code === 'too_big') return 'BASE_TYPE_BAD_LENGTH';
  if (issue.code === 'invalid_type') return 'BASE_TYPE_BAD_TYPE';
  return 'BASE_TYPE_CHOICES';
}
