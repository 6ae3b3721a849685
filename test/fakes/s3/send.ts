import type { ServerResponse } from 'node:http';
import type { S3Answer } from './answer.ts';
import { type Fault, Hold } from './faults.ts';
import { S3Refusal } from './refusal.ts';
import { errorDocument } from './xml.ts';

const INTERNAL = new S3Refusal(
  500,
  'InternalError',
  'We encountered an internal error. Please try again.',
);
const REFUSALS: Readonly<Record<string, S3Refusal>> = {
  'internal-error': INTERNAL,
  'slow-down': new S3Refusal(503, 'SlowDown', 'Please reduce your request rate.'),
  'access-denied': new S3Refusal(403, 'AccessDenied', 'Access Denied'),
};

/** Does the work and sends its answer, with what goes wrong on the way. Throws the work's refusal. */
export async function send(
  response: ServerResponse,
  date: string,
  work: () => S3Answer,
  fault: Fault | null,
): Promise<void> {
  if (fault instanceof Hold) {
    await sendHeld(response, date, work, fault);
    return;
  }
  const refusal = REFUSALS[fault ?? ''];
  if (refusal !== undefined) throw refusal;
  if (fault === 'cut') response.destroy();
  if (fault === 'cut' || fault === 'stall') return;
  if (fault === 'error-in-200') {
    write(response, date, { ...refusalAnswer(INTERNAL, '/'), status: 200 });
    return;
  }
  const answer = work();
  if (fault === 'cut-after') response.destroy();
  else if (fault === 'cut-body' || fault === 'stall-body') await sendHalf(response, answer, fault);
  else write(response, date, answer);
}

/** A refusal as its XML. */
export function refusalAnswer(refusal: S3Refusal, resource: string): S3Answer {
  const body = errorDocument(refusal, resource);
  const region = refusal.more.Region;
  return {
    status: refusal.status,
    headers: {
      'Content-Type': 'application/xml',
      'Content-Length': Buffer.byteLength(body),
      ...(region !== undefined && { 'x-amz-bucket-region': region }),
    },
    body,
  };
}

async function sendHeld(
  response: ServerResponse,
  date: string,
  work: () => S3Answer,
  hold: Hold,
): Promise<void> {
  if (hold.when === 'before') {
    await hold.wait();
    write(response, date, work());
  } else {
    const answer = work();
    await hold.wait();
    write(response, date, answer);
  }
}

/** The headers promise all of the body, and half of it comes. */
async function sendHalf(
  response: ServerResponse,
  { status, headers, body }: S3Answer,
  fault: 'cut-body' | 'stall-body',
): Promise<void> {
  response.writeHead(status, headers);
  const half = Buffer.from(body).subarray(0, Math.floor(Buffer.from(body).length / 2));
  await new Promise<void>((resolve) => response.write(half, () => resolve()));
  if (fault === 'cut-body') response.destroy();
}

function write(response: ServerResponse, date: string, answer: S3Answer): void {
  response.writeHead(answer.status, {
    'x-amz-request-id': 'FAKE',
    Server: 'AmazonS3',
    Date: date,
    ...answer.headers,
  });
  response.end(answer.body);
}
