import type { EndingName } from '../vendor/endings.ts';
import type { Manner, VendorReply } from '../vendor/server.ts';
import { ENDING_FAULTS } from './ending-faults.ts';
import type { FaultBody } from './fault.ts';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const HTML_TYPE = { 'content-type': 'text/html; charset=UTF-8' };

/** What an ending is made of: the task it befalls, and the answer it would have had. */
export interface Spoiled {
  readonly taskUUID: string;
  readonly key: string;
  readonly model: string;
  /** The item of a proper answer, with its image in base64. */
  readonly item: Readonly<Record<string, unknown>>;
}

export function jsonReply(status: number, body: object, manner: Manner = 'whole'): VendorReply {
  return { status, headers: JSON_TYPE, body: JSON.stringify(body), manner };
}

export function errorReply(status: number, fault: FaultBody): VendorReply {
  return jsonReply(status, { data: [], errors: [fault] });
}

export function htmlReply(status: number, title: string): VendorReply {
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: HTML_TYPE, body };
}

/** The real service's answer to a call that ends so. */
export function endingReply(name: EndingName, spoiled: Spoiled): VendorReply {
  const { item } = spoiled;
  const whole = (more: object = {}) => ({ data: [{ ...item, ...more }] });
  switch (name) {
    case 'connection_cut':
    case 'body_cut':
    case 'slow_headers':
    case 'stalled_body':
    case 'never':
      return jsonReply(200, whole(), name);
    case 'no_image':
      return jsonReply(200, { data: [] });
    case 'truncated_image': {
      const base64 = String(item['imageBase64Data']);
      const half = base64.slice(0, Math.floor(base64.length / 8) * 4);
      return jsonReply(200, whole({ imageBase64Data: half }));
    }
    case 'text_instead':
      return jsonReply(200, whole({ imageBase64Data: undefined, text: 'A lighthouse at dusk.' }));
    case 'declined':
      return jsonReply(
        200,
        whole({ imageBase64Data: undefined, text: 'I cannot draw that, sorry.' }),
      );
    case 'error_inside': {
      const message = 'Request Moderated: the prompt was not let in.';
      const error = { code: 'providerError', message };
      return jsonReply(200, { data: [{ taskUUID: spoiled.taskUUID, error }] });
    }
    case 'html_instead':
      return htmlReply(200, 'Runware');
    case 'html_error':
      return htmlReply(524, '524: A timeout occurred');
    case 'bad_gateway':
      return htmlReply(502, '502 Bad Gateway');
    case 'too_large':
      return htmlReply(413, '413 Request Entity Too Large');
    default: {
      const { status, ...fault } = ENDING_FAULTS[name](spoiled);
      const { taskUUID } = spoiled;
      return errorReply(status, { taskType: 'imageInference', taskUUID, ...fault });
    }
  }
}
