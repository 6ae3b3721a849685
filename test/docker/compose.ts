import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from './dockerfile.ts';

/** What the compose file may hold: https://github.com/compose-spec/compose-spec/blob/main/spec.md, as far as we use it. */
const duration = z.string().regex(/^(\d+(us|ms|s|m|h))+$/);
const name = z.string().regex(/^[a-zA-Z0-9._-]+$/);
const command = z.array(z.string());
const condition = z.enum(['service_started', 'service_healthy', 'service_completed_successfully']);
const healthcheck = z.union([
  z.strictObject({ disable: z.literal(true) }),
  z.strictObject({
    test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
    interval: duration,
    timeout: duration,
    start_period: duration.optional(),
  }),
]);
const service = z.strictObject({
  build: z.string().optional(),
  image: z.string().optional(),
  profiles: z.array(name).optional(),
  user: z.string().optional(),
  entrypoint: command.optional(),
  command: command.optional(),
  environment: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()).optional(),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/)).optional(),
  volumes: z.array(z.string().regex(/^[a-z0-9]+:\/[a-z0-9]+$/)).optional(),
  networks: z.array(name).optional(),
  depends_on: z
    .record(name, z.strictObject({ condition, required: z.boolean().optional() }))
    .optional(),
  healthcheck: healthcheck.optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']).optional(),
  stop_grace_period: duration.optional(),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
});
const file = z.strictObject({
  services: z.record(name, service),
  networks: z.record(name, z.strictObject({ internal: z.boolean() })),
  volumes: z.record(name, z.null()),
});

export type Service = z.infer<typeof service>;
export type Compose = z.infer<typeof file>;

export const COMPOSE_TEXT = readFileSync(join(ROOT, 'compose.yaml'), 'utf8');

/** The compose file as it is written: variables are not filled in. Throws for what the specification does not know. */
export function readCompose(text = COMPOSE_TEXT): Compose {
  const raw = z.record(z.string(), z.unknown()).parse(parse(text, { merge: true }));
  // What begins with x- is for anchors.
  return file.parse(
    Object.fromEntries(Object.entries(raw).filter(([key]) => !key.startsWith('x-'))),
  );
}

/** One `${NAME}` of the file: with what it has when unset, or what is said then. `$$` is a dollar of the container's own. */
export interface Variable {
  readonly name: string;
  readonly operator: string;
  readonly word: string;
}

export function variablesIn(text: string): readonly Variable[] {
  const found = text.replaceAll('$$', '').matchAll(/\$\{(\w+)(:?[-?+])?([^}]*)\}/g);
  return [...found].map(([, variable = '', operator = '', word = '']) => {
    return { name: variable, operator, word };
  });
}

/** Environment of a service when these are set, and nothing else. Throws the message of a variable that must be. */
export function environmentOf(
  { environment = {} }: Service,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const filled = Object.entries(environment).map(([key, text]) => {
    const value = text.replaceAll(
      /\$\{(\w+)(:?[-?])([^}]*)\}/g,
      (_all, variable: string, operator: string, word: string) => {
        const known = given[variable] ?? '';
        if (known !== '') return known;
        if (operator === ':?') throw new Error(word);
        return word;
      },
    );
    return [key, value] as const;
  });
  return Object.fromEntries(filled);
}
