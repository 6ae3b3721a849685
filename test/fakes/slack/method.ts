import { z } from 'zod';
import { fault } from './refusal.ts';

/** One method of the Web API. Arguments that it does not know are a fault of the app. */
export interface Method {
  readonly name: string;
  /** Of the bot's token; null: none. A function, where the scope depends on the channel. */
  readonly scope: string | null | ((args: Readonly<Record<string, unknown>>) => string);
  readonly token: 'bot' | 'app';
  readonly run: (args: unknown) => object;
}

/** Defines a method by the schema of its arguments. */
export function method<T>(
  name: string,
  scope: Method['scope'],
  args: z.ZodType<T>,
  run: (args: T) => object,
  token: Method['token'] = 'bot',
): Method {
  return {
    name,
    scope,
    token,
    run: (given) => {
      const read = args.safeParse(given);
      if (!read.success) throw badArguments(read.error);
      return run(read.data);
    },
  };
}

function badArguments({ issues }: z.ZodError): Error {
  const words = issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  return fault('invalid_arguments', words);
}

/** Arguments come as texts: a form has no other type. */
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
  .optional();
export const int = z.coerce.number().int();
/** A value that is sent as JSON in a text. */
export function json<T>(schema: z.ZodType<T>) {
  return z
    .union([z.string().transform((text, context) => parse(text, context)), z.unknown()])
    .pipe(schema);
}

function parse(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
}
