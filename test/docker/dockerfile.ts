import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const ROOT = join(import.meta.dirname, '../..');

/** One instruction of a Dockerfile, its continued lines joined. */
export interface Instruction {
  readonly name: string;
  /** `--from=modules` and the like, which come first. */
  readonly flags: readonly string[];
  readonly rest: string;
}

/** An image that is built: its base, and what is done to it. */
export interface Stage {
  readonly base: string;
  readonly name: string | null;
  readonly steps: readonly Instruction[];
}

/** The stages of the project's Dockerfile, in order. The last one is what is shipped. */
export function readStages(path = join(ROOT, 'Dockerfile')): readonly Stage[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line));
  const joined = lines.join('\n').replace(/\\\n\s*/g, '');
  const stages: { base: string; name: string | null; steps: Instruction[] }[] = [];
  for (const line of joined.split('\n')) {
    const step = instructionOf(line);
    if (step.name !== 'FROM') {
      stages.at(-1)?.steps.push(step);
      continue;
    }
    const [base = '', , name = null] = step.rest.split(/\s+/);
    stages.push({ base, name, steps: [] });
  }
  return stages;
}

function instructionOf(line: string): Instruction {
  const [, name = '', flags = '', rest = ''] = /^(\w+)\s+((?:--\S+\s+)*)(.*)$/.exec(line) ?? [];
  return { name: name.toUpperCase(), flags: flags.split(/\s+/).filter(Boolean), rest };
}

/** The steps of this kind. */
export function stepsOf({ steps }: Stage, name: string): readonly Instruction[] {
  return steps.filter((one) => one.name === name);
}

/** The words of a command that starts a program without a shell. Throws for one that needs a shell. */
export function execForm(text: string): readonly string[] {
  const [, list = ''] = /(\[.*\])$/.exec(text) ?? [];
  return z.array(z.string()).parse(JSON.parse(list || 'null'));
}

/** The stage that is shipped, with what its bases do before it. */
export function shipped(stages = readStages()): Stage {
  const last = stages.at(-1);
  if (last === undefined) throw new Error('the Dockerfile builds nothing');
  const below = stages.find(({ name }) => name === last.base);
  return below === undefined ? last : { ...last, steps: [...below.steps, ...last.steps] };
}

/** Name and value of each variable that the shipped image sets. */
export function variables(stage = shipped()): Record<string, string> {
  const pairs = stepsOf(stage, 'ENV').flatMap(({ rest }) => rest.split(/\s+/));
  return Object.fromEntries(pairs.map((pair) => pair.split('=')));
}
