type Schema = Readonly<Record<string, unknown>>;

/** What a vendor takes of JSON schemas. */
export interface SchemaRules {
  readonly keywords: ReadonlySet<string>;
  /** Whether every object must be closed, with all its properties required. */
  readonly strict: boolean;
  /** Objects and lists in each other at most. */
  readonly maxDepth: number;
}

/** What is wrong with a JSON schema, and where; undefined for nothing. */
export function schemaFault(
  schema: unknown,
  rules: SchemaRules,
  path: readonly string[] = [],
): string | undefined {
  const at = `In context=(${path.map((step) => `'${step}'`).join(', ')})`;
  if (!isSchema(schema)) return `${at}, schema must be an object.`;
  if (path.length > rules.maxDepth * 2) return `${at}, schema exceeds the maximum nesting depth.`;
  const unknown = Object.keys(schema).find((key) => !rules.keywords.has(key));
  if (unknown !== undefined) return `${at}, '${unknown}' is not permitted.`;
  if (path.length === 0 && schema['type'] !== 'object') {
    return `${at}, schema must have a 'type' of 'object'.`;
  }
  const fault = ownFault(schema, rules);
  if (fault !== undefined) return `${at}, ${fault}`;
  for (const [step, child] of childrenOf(schema)) {
    const inner = schemaFault(child, rules, [...path, ...step]);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function ownFault(schema: Schema, { strict }: SchemaRules): string | undefined {
  const { type, enum: choices, anyOf, properties, required } = schema;
  if (type === undefined && choices === undefined && anyOf === undefined) {
    return "schema must have a 'type' key.";
  }
  if (choices !== undefined && (!Array.isArray(choices) || choices.length === 0)) {
    return 'enum must be a list that is not empty.';
  }
  if (type === 'array' && schema['items'] === undefined) return "'items' is missing.";
  if (type !== 'object' || !strict) return undefined;
  if (schema['additionalProperties'] !== false) {
    return "'additionalProperties' is required to be supplied and to be false.";
  }
  const names = isSchema(properties) ? Object.keys(properties) : [];
  const missing = names.find((name) => !Array.isArray(required) || !required.includes(name));
  if (missing === undefined) return undefined;
  return `'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`;
}

function childrenOf({ properties, items, anyOf }: Schema): [readonly string[], unknown][] {
  const named = isSchema(properties) ? Object.entries(properties) : [];
  const choices = Array.isArray(anyOf) ? anyOf.entries() : [];
  return [
    ...named.map(([name, one]): [readonly string[], unknown] => [['properties', name], one]),
    ...(items === undefined ? [] : ([[['items'], items]] as [readonly string[], unknown][])),
    ...[...choices].map(([n, one]): [readonly string[], unknown] => [['anyOf', String(n)], one]),
  ];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
