import type { FieldType, ShapeFault } from '../base/shape-fault.ts';

const TYPES: Readonly<Record<FieldType, string>> = {
  text: '글자여야',
  number: '숫자여야',
  whole_number: '정수여야',
  yes_or_no: 'true나 false여야',
  list: '목록이어야',
  object: '객체여야',
};

/** What is wrong with a field, as a sentence. */
export function shapeFaultKo(fault: ShapeFault): string {
  const name = fault.field === '' ? '요청' : `“${fault.field}”`;
  switch (fault.of) {
    case 'unknown_key':
      return `${name} 항목은 없습니다.${fault.nearest === undefined ? '' : ` 혹시 “${fault.nearest}” 항목을 찾으셨나요?`} 쓸 수 있는 항목: ${fault.known}.`;
    case 'missing':
      return `${name} 값이 없습니다.`;
    case 'empty':
      return `${name} 값이 비어 있습니다.`;
    case 'type':
      return `${name} 값은 ${TYPES[fault.type]} 합니다.`;
    case 'long':
      return `${name} 값은 ${fault.limit}자까지 쓸 수 있습니다.`;
    case 'items':
      return `${name}에는 ${fault.limit}개까지 넣을 수 있습니다.`;
    case 'most':
      return `${name} 값은 ${fault.limit} 이하여야 합니다.`;
    case 'least':
      return `${name} 값은 ${fault.limit} 이상이어야 합니다.`;
    case 'over':
      return `${name} 값은 ${fault.limit}보다 커야 합니다.`;
    case 'under':
      return `${name} 값은 ${fault.limit}보다 작아야 합니다.`;
    case 'values':
      return `${name} 값은 다음 중 하나여야 합니다: ${fault.values}.`;
    case 'own':
      return `${name} 값이 올바르지 않습니다: ${fault.message}.`;
    case 'other':
      return `${name} 값이 올바르지 않습니다. /api/openapi.json을 봐 주세요.`;
  }
}
