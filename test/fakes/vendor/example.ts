type Schema = Readonly<Record<string, unknown>>;

/** The plainest answer that a JSON schema permits: the first choice, the lowest number, the shortest list. */
export function exampleOf(schema: unknown): unknown {
  if (!isSchema(schema)) return null;
  const { enum: choices, anyOf, type } = schema;
  if (Array.isArray(choices)) return choices[0];
  if (Array.isArray(anyOf)) return exampleOf(anyOf[0]);
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return Array.from({ length: numberIn(schema, 'minItems') }, () => exampleOf(schema['items']));
    case 'string':
      return 'text';
    case 'number':
    case 'integer':
      return numberIn(schema, 'minimum');
    case 'boolean':
      return false;
    default:
      return null;
  }
}

function objectOf({ properties }: Schema): object {
  if (!isSchema(properties)) return {};
  const entries = Object.entries(properties).map(([name, one]) => [name, exampleOf(one)] as const);
  return Object.fromEntries(entries);
}

function numberIn(schema: Schema, name: string): number {
  const value = schema[name];
  return typeof value === 'number' ? value : 0;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
