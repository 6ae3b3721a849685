import type { FieldType, ShapeFault, UnknownKey } from '../base/shape-fault.ts';
import { counted, plural } from '../base/text.ts';

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
  if (fault.of === 'unknown_key') {
    return `There is no field ${name}.${fault.nearest === undefined ? '' : ` Did you mean “${fault.nearest}”?`} Known fields: ${fault.known}.`;
  }
  if (fault.of === 'other') return `${name} is not valid: see /api/openapi.json.`;
  return `${name} ${predicate(fault)}.`;
}

/** The same in a list of faults of the command line: "PORT must be a number". */
export function faultItemEn(fault: ShapeFault): string {
  if (fault.of === 'unknown_key') return `${fault.field} is not one of the fields ${fault.known}`;
  return `${fault.field} ${fault.of === 'other' ? 'is not valid' : predicate(fault)}`.trim();
}

function predicate(fault: Exclude<ShapeFault, UnknownKey | { readonly of: 'other' }>): string {
  switch (fault.of) {
    case 'missing':
      return 'is missing';
    case 'empty':
      return 'is empty';
    case 'type':
      return `must be ${TYPES[fault.type]}`;
    case 'long':
      return `may have at most ${counted(fault.limit, 'character')}`;
    case 'items':
      return `may have at most ${fault.limit} ${plural(fault.limit, 'entry', 'entries')}`;
    case 'most':
      return `may be at most ${fault.limit}`;
    case 'least':
      return `must be at least ${fault.limit}`;
    case 'over':
      return `must be over ${fault.limit}`;
    case 'under':
      return `must be under ${fault.limit}`;
    case 'values':
      return `must be one of these: ${fault.values}`;
    case 'own':
      return fault.message;
  }
}
