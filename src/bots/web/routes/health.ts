import { Hono } from 'hono';
import { healthFaults } from '../../../core/cards/health.ts';
import type { HubHealth } from '../../../core/domain/hub-health.ts';
import type { WebParts } from '../parts.ts';

type HealthParts = Pick<WebParts, 'ready' | 'storage'> & {
  readonly health: () => HubHealth;
};

/**
 * For machines that watch the hub: no person is asked for. Without Redis, workers or images the hub still takes commands and
 * keeps them, so that it is ready, and says what is wrong.
 */
export function healthRoutes({ ready, storage, health }: HealthParts) {
  return new Hono()
    .get('/healthz', (context) => context.json({ name: 'diptych', status: 'ok' }))
    .get('/readyz', async (context) => {
      const why = ready() ?? (await storage());
      if (why !== null) return context.json({ status: 'not ready', detail: why }, 503);
      const faults = healthFaults(health(), 'en');
      return context.json({ status: 'ready', ...(faults.length === 0 ? {} : { faults }) });
    });
}
