import { z } from 'zod';
import { text } from '../core/base/settings.ts';

/** What a worker reads of the environment for its own port. A hub has its metrics at its web address. */
export const metricsFields = {
  METRICS_HOST: text.default('127.0.0.1'),
  METRICS_PORT: z.coerce
    .number()
    .int('must be a port, from 0 to 65535')
    .min(0, 'must be a port, from 0 to 65535')
    .max(65_535, 'must be a port, from 0 to 65535')
    .optional(),
};
type Value = z.infer<z.ZodObject<typeof metricsFields>>;

export interface MetricsSettings {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
}

/** Null: a worker listens nowhere. */
export function metricsSettings({
  METRICS_HOST: host,
  METRICS_PORT: port,
}: Value): MetricsSettings | null {
  return port === undefined ? null : { host, port };
}
