import { expect, it } from 'vitest';
import { type Row, sentence } from './sentences.ts';

const ROWS: readonly Row[] = [
  [
    'body_invalid',
    [{ of: 'unknown_key', field: 'nam', known: 'id, name', nearest: 'name' }],
    'There is no field “nam”. Did you mean “name”? Known fields: id, name.',
    '“nam” 항목은 없습니다. 혹시 “name” 항목을 찾으셨나요? 쓸 수 있는 항목: id, name.',
  ],
  [
    'body_invalid',
    [{ of: 'unknown_key', field: 'x, y', known: 'id' }],
    'There is no field “x, y”. Known fields: id.',
    '“x, y” 항목은 없습니다. 쓸 수 있는 항목: id.',
  ],
  [
    'body_invalid',
    [{ of: 'missing', field: 'a.0.b' }],
    '“a.0.b” is missing.',
    '“a.0.b” 값이 없습니다.',
  ],
  [
    'body_invalid',
    [{ of: 'missing', field: '' }],
    'The request is missing.',
    '요청 값이 없습니다.',
  ],
  ['body_invalid', [{ of: 'empty', field: 'a' }], '“a” is empty.', '“a” 값이 비어 있습니다.'],
  [
    'body_invalid',
    [{ of: 'type', field: 'a', type: 'text' }],
    '“a” must be a text.',
    '“a” 값은 글자여야 합니다.',
  ],
  [
    'body_invalid',
    [{ of: 'type', field: 'a', type: 'number' }],
    '“a” must be a number.',
    '“a” 값은 숫자여야 합니다.',
  ],
  [
    'body_invalid',
    [{ of: 'type', field: 'a', type: 'whole_number' }],
    '“a” must be a whole number.',
    '“a” 값은 정수여야 합니다.',
  ],
  [
    'body_invalid',
    [{ of: 'type', field: 'a', type: 'yes_or_no' }],
    '“a” must be true or false.',
    '“a” 값은 true나 false여야 합니다.',
  ],
  [
    'body_invalid',
    [{ of: 'type', field: 'a', type: 'list' }],
    '“a” must be a list.',
    '“a” 값은 목록이어야 합니다.',
  ],
  [
    'body_invalid',
    [{ of: 'type', field: '', type: 'object' }],
    'The request must be an object.',
    '요청 값은 객체여야 합니다.',
  ],
  [
    'body_invalid',
    [{ of: 'over', field: 'a', limit: 0 }],
    '“a” must be over 0.',
    '“a” 값은 0보다 커야 합니다.',
  ],
  [
    'body_invalid',
    [{ of: 'under', field: 'a', limit: 9 }],
    '“a” must be under 9.',
    '“a” 값은 9보다 작아야 합니다.',
  ],
  [
    'body_invalid',
    [{ of: 'items', field: 'a', limit: 1 }],
    '“a” may have at most 1 entry.',
    '“a”에는 1개까지 넣을 수 있습니다.',
  ],
  [
    'body_invalid',
    [{ of: 'long', field: 'a', limit: 200 }],
    '“a” may have at most 200 characters.',
    '“a” 값은 200자까지 쓸 수 있습니다.',
  ],
  [
    'body_invalid',
    [{ of: 'items', field: 'a', limit: 7 }],
    '“a” may have at most 7 entries.',
    '“a”에는 7개까지 넣을 수 있습니다.',
  ],
  [
    'body_invalid',
    [{ of: 'most', field: 'a', limit: 9 }],
    '“a” may be at most 9.',
    '“a” 값은 9 이하여야 합니다.',
  ],
  [
    'body_invalid',
    [{ of: 'least', field: 'a', limit: 1 }],
    '“a” must be at least 1.',
    '“a” 값은 1 이상이어야 합니다.',
  ],
  [
    'body_invalid',
    [{ of: 'values', field: 'a', values: '25, 50' }],
    '“a” must be one of these: 25, 50.',
    '“a” 값은 다음 중 하나여야 합니다: 25, 50.',
  ],
  [
    'body_invalid',
    [{ of: 'own', field: 'a', message: 'must be a key' }],
    '“a” must be a key.',
    '“a” 값이 올바르지 않습니다: must be a key.',
  ],
  [
    'body_invalid',
    [{ of: 'other', field: 'a' }],
    '“a” is not valid: see /api/openapi.json.',
    '“a” 값이 올바르지 않습니다. /api/openapi.json을 봐 주세요.',
  ],
  [
    'body_not_json',
    [],
    'The body of the request is not JSON: it is cut short, or has a typing mistake.',
    '요청 본문이 JSON이 아닙니다. 잘렸거나 잘못 쓴 곳이 있습니다.',
  ],
  [
    'body_not_utf8',
    [],
    'The body of the request is not UTF-8 text: save or send it as UTF-8.',
    '요청 본문이 UTF-8이 아닙니다. UTF-8로 저장하거나 보내 주세요.',
  ],
  [
    'body_too_large',
    ['64 KB'],
    'The request is larger than 64 KB, the most that fits here.',
    '요청이 여기에서 받을 수 있는 64 KB보다 큽니다.',
  ],
  [
    'body_too_deep',
    [20],
    'The body of the request is nested deeper than 20 levels.',
    '요청 본문이 20단계보다 깊게 겹쳐 있습니다.',
  ],
  [
    'body_slow',
    [15],
    'The request did not arrive within 15 seconds. Please send it again.',
    '요청이 15초 안에 다 오지 않았습니다. 다시 보내 주세요.',
  ],
  [
    'body_cut',
    [],
    'The request broke off before its end. Please send it again.',
    '요청이 다 오기 전에 끊겼습니다. 다시 보내 주세요.',
  ],
  [
    'upload_type_refused',
    ['text/plain'],
    'The body must be the image itself, as image/png, image/jpeg, image/webp or application/octet-stream, and it is text/plain.',
    '본문은 이미지 자체여야 하고, 형식은 image/png, image/jpeg, image/webp, application/octet-stream 가운데 하나여야 합니다(받은 형식: text/plain).',
  ],
  [
    'uploads_busy',
    [],
    'Many images arrive here just now. Please send this one again in a moment.',
    '지금 다른 이미지를 많이 받고 있습니다. 잠시 뒤에 다시 보내 주세요.',
  ],
  [
    'uploads_waiting',
    [16],
    'You are sending 16 images already: please send more when they have arrived.',
    '이미 16장의 이미지를 보내는 중입니다. 끝난 뒤에 더 보내 주세요.',
  ],
  [
    'uploads_held',
    [28, '280 MB', 10],
    'You have sent too many images without using them (at most 28, together 280 MB): name them in a /generate, or send more in 10 minutes.',
    '쓰지 않은 이미지가 너무 많습니다(최대 28장, 280 MB). 먼저 /generate에 쓰거나 10분 뒤에 다시 보내 주세요.',
  ],
];

it.each(ROWS)('what a body is refused with: %s %j', (key, values, english, korean) => {
  expect([sentence('en', key, values), sentence('ko', key, values)]).toEqual([english, korean]);
});
