import { Hono } from 'hono';
import type { WebParts } from '../parts.ts';

/** For machines that watch the hub: no person is asked for. */
export function healthRoutes({ ready, storage }: Pick<WebParts, 'ready' | 'storage'>) {
  return new Hono()
    .get('/healthz', (context) => context.json({ name: 'diptych', status: 'ok' }))
    .get('/readyz', async (context) => {
      const why = ready() ?? (await storage());
      return why === null
        ? context.json({ status: 'ready' })
        : context.json({ status: 'not ready', detail: why }, 503);
    });
}
