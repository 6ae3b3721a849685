import { z } from 'zod';
import { address, type Problem, text } from '../core/base/settings.ts';
import type { S3Access } from './s3-client.ts';

/** The settings of S3. Its SDK reads variables of the same names. */
export const s3Fields = {
  S3_BUCKET: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]{1,62}$/, 'must be the name of a bucket alone')
    .optional(),
  AWS_REGION: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be a region such as eu-central-1')
    .default('us-east-1'),
  AWS_ENDPOINT_URL_S3: address.optional(),
  AWS_ACCESS_KEY_ID: text.optional(),
  AWS_SECRET_ACCESS_KEY: text.optional(),
  AWS_SESSION_TOKEN: text.optional(),
};
type Value = z.infer<z.ZodObject<typeof s3Fields>>;

/** The bucket of the images, and how to reach it. */
export interface S3Settings extends S3Access {
  readonly bucket: string;
}

/** Null: images are files in the data folder. */
export function s3Settings(value: Value): S3Settings | null {
  if (value.S3_BUCKET === undefined) return null;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = value;
  const sessionToken = value.AWS_SESSION_TOKEN ?? null;
  const isGiven = accessKeyId !== undefined && secretAccessKey !== undefined;
  return {
    bucket: value.S3_BUCKET,
    region: value.AWS_REGION,
    endpoint: value.AWS_ENDPOINT_URL_S3 ?? null,
    credentials: isGiven ? { accessKeyId, secretAccessKey, sessionToken } : null,
  };
}

/** Keys must be set in pairs. Without a bucket, these variables belong to other programs. */
export function s3Problems(value: Value): readonly Problem[] {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = value;
  if (value.S3_BUCKET === undefined || (id !== undefined && secret !== undefined)) return [];
  if (id !== undefined) return [['AWS_SECRET_ACCESS_KEY', 'must be set with AWS_ACCESS_KEY_ID']];
  if (secret !== undefined) {
    return [['AWS_ACCESS_KEY_ID', 'must be set with AWS_SECRET_ACCESS_KEY']];
  }
  if (value.AWS_SESSION_TOKEN === undefined) return [];
  return [['AWS_SESSION_TOKEN', 'needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY']];
}
