import { afterEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { openWorkerPort, type WorkerPort } from '../../src/metrics/worker-port.ts';
import { WorkerMetrics } from '../../src/metrics/worker-metrics.ts';
import { call } from '../web/hub.ts';

const READY = { slots: 4, running: 1, isDraining: false, isRedisAway: false };
const WORKER = { REDIS_URL: 'redis://localhost:6379', BLOBS_SHARED: 'true' };

describe('a worker’s port', () => {
  let port: WorkerPort | undefined;
  afterEach(async () => port?.close());
  const open = async (host = '127.0.0.1', at = 0) => {
    let reason: string | null = null;
    const metrics = new WorkerMetrics();
    let state = READY;
    metrics.show(() => state);
    const watched = { metrics: () => metrics.text(), notReady: () => reason };
    port = await openWorkerPort({ host, port: at }, watched);
    const { url } = port;
    return {
      url,
      metrics,
      lines: async () => (await call(url, '/metrics')).text.split('\n'),
      become: (why: string | null, now: typeof READY = READY) => {
        reason = why;
        state = now;
      },
    };
  };

  it('says that the worker lives, and whether it takes jobs', async () => {
    const { url, become } = await open();
    expect((await call(url, '/healthz')).json).toEqual({ name: 'diptych', status: 'ok' });
    expect((await call(url, '/readyz?x=1')).json).toEqual({ status: 'ready' });
    become('Redis cannot be reached');
    const { status, json } = await call(url, '/readyz');
    expect([status, json]).toEqual([
      503,
      { status: 'not ready', detail: 'Redis cannot be reached' },
    ]);
    expect((await call(url, '/healthz')).status).toBe(200);
  });

  it('has the state of the worker and the counts of its jobs', async () => {
    const { lines, metrics, become } = await open();
    metrics.jobs.jobEnded('openai', 'safety_block');
    metrics.jobs.called('openai', 'image', 12_000);
    const text = await lines();
    for (const line of [
      'diptych_worker_slots 4',
      'diptych_worker_jobs 1',
      'diptych_worker_draining 0',
      'diptych_redis_away 0',
      'diptych_jobs_ended_total{provider="openai",outcome="safety_block"} 1',
      'diptych_provider_call_seconds_sum{provider="openai",outcome="image"} 12',
    ]) {
      expect(text).toContain(line);
    }
    become(null, { slots: 4, running: 0, isDraining: true, isRedisAway: true });
    const later = await lines();
    expect(later).toContain('diptych_worker_draining 1');
    expect(later).toContain('diptych_redis_away 1');
  });

  it('answers nothing else', async () => {
    const { url } = await open();
    expect((await call(url, '/')).status).toBe(404);
    expect((await call(url, '/api/generate', { body: { prompt: 'a cat' } })).status).toBe(405);
  });

  it('that is taken is told in a plain sentence', async () => {
    const { url } = await open();
    const taken = Number(new URL(url).port);
    const watched = { metrics: async () => '', notReady: () => null };
    await expect(openWorkerPort({ host: '127.0.0.1', port: taken }, watched)).rejects.toThrow(
      `Port ${taken} is in use: stop what uses it, or set METRICS_PORT.`,
    );
  });
});

describe('the settings of a worker’s port', () => {
  it('are none by default, and on this machine alone unless said', () => {
    expect(loadConfig(WORKER, 'worker').metrics).toBeNull();
    const { metrics } = loadConfig({ ...WORKER, METRICS_PORT: '9464' }, 'worker');
    expect(metrics).toEqual({ host: '127.0.0.1', port: 9464 });
    const open = loadConfig({ ...WORKER, METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' }, 'worker');
    expect(open.metrics).toEqual({ host: '0.0.0.0', port: 9464 });
  });

  it.each(['-1', '70000', '1.5'])('refuse the port %s', (METRICS_PORT) => {
    expect(() => loadConfig({ METRICS_PORT })).toThrow(
      'METRICS_PORT must be a port, from 0 to 65535',
    );
  });
});
