import type { FieldType, ShapeFault } from '../base/shape-fault.ts';

const TYPES: Readonly<Record<FieldType, string>> = {
  text: 'a text',
  number: 'a number',
  whole_number: 'a whole number',
  yes_or_no: 'true or false',
  list: 'a list',
  object: 'an object',
};

/** What is wrong with a field, as a sentence. */
export function shapeFaultEn(fault: ShapeFault): string {
  const name = fault.field === '' ? 'The request' : `“${fault.field}”`;
  switch (fault.of) {
    case 'unknown_key':
      return `There is no field ${name}.${fault.nearest === undefined ? '' : ` Did you mean “${fault.nearest}”?`} Known fields: ${fault.known}.`;
    case 'missing':
      return `${name} is missing.`;
    case 'empty':
      return `${name} is empty.`;
    case 'type':
      return `${name} must be ${TYPES[fault.type]}.`;
    case 'long':
      return `${name} may have at most ${fault.limit} characters.`;
    case 'items':
      return `${name} may have at most ${fault.limit} entries.`;
    case 'most':
      return `${name} may be at most ${fault.limit}.`;
    case 'least':
      return `${name} must be at least ${fault.limit}.`;
    case 'values':
      return `${name} must be one of these: ${fault.values}.`;
    case 'own':
      return `${name} ${fault.message}.`;
    case 'other':
      return `${name} is not valid: see /api/openapi.json.`;
  }
}
