import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AskedPair, Fleet, untilReady } from '../crash/scale-out-kit.ts';
import { freePort } from '../redis/redis-server.ts';
import { Exposition, type Sample } from './exposition.ts';
import { readAlerts, readAlertTests, readDashboard } from './grafana-files.ts';
import { namesIn } from './promql.ts';

/** What Prometheus adds by itself. */
const OWN_LABELS = ['instance', 'job'];
const OWN_METRICS = ['up'];
/** Labels whose values are all there from the start. */
const FIXED_LABELS = ['le', 'state', 'surface', 'provider'];

const dashboard = readDashboard();
const alerts = readAlerts();
const alertTests = readAlertTests();
const targets = dashboard.panels.flatMap((panel) =>
  panel.type === 'row' ? [] : panel.targets.map((one) => ({ ...one, panel: panel.title })),
);

let fleet: Fleet;
let hub: Exposition;
let worker: Exposition;
let samples: readonly Sample[];
beforeAll(async () => {
  fleet = await Fleet.open();
  const port = await freePort();
  const process = await fleet.start('hub');
  await fleet.start('worker', { METRICS_PORT: String(port) });
  await untilReady(process.url, null);
  const pair = await AskedPair.ask(process.url, 'a cat');
  await pair.until('A', 'succeeded');
  await pair.until('B', 'succeeded');
  hub = await Exposition.of(process.url);
  worker = await Exposition.of(`http://127.0.0.1:${port}`);
  samples = [...hub.samples, ...worker.samples];
}, 200_000);
afterAll(() => fleet.close());

const labelsOf = (metrics: readonly string[]): readonly string[] => {
  const theirs = samples.filter(({ name }) => metrics.includes(name));
  return [...OWN_LABELS, ...theirs.flatMap(({ labels }) => Object.keys(labels))];
};

function expectToExist(expression: string): void {
  const { metrics, matchers, groups } = namesIn(expression);
  expect(metrics.length).toBeGreaterThan(0);
  const known = [...OWN_METRICS, ...samples.map(({ name }) => name)];
  for (const metric of metrics) expect(known).toContain(metric);
  for (const { metric, label, is } of matchers) {
    if (OWN_LABELS.includes(label)) continue;
    const values = samples.filter(({ name }) => name === metric).map((one) => one.labels[label]);
    expect(values).toContain(is);
  }
  const labels = labelsOf(metrics);
  for (const label of groups) expect(labels).toContain(label);
}

describe('the dashboard', () => {
  it.each(targets)('asks for metrics and labels that exist: $panel, $expr', ({ expr }) => {
    expectToExist(expr);
  });

  it.each(targets)('names its lines by labels that are there: $panel, $legendFormat', (target) => {
    const { metrics, groups } = namesIn(target.expr);
    const used = [...target.legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label);
    // Without a sum all labels are left.
    const left = /\b(?:sum|max|count)\b/.test(target.expr) ? groups : labelsOf(metrics);
    for (const label of used) expect(left).toContain(label);
  });

  it('has panels that do not lie on each other, each with its own id', () => {
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)}:${y + Math.floor(n / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });

  it('shows every metric of ours', () => {
    const ours = [...hub.types.keys(), ...worker.types.keys()].filter((one) =>
      one.startsWith('diptych_'),
    );
    const shown = new Set(
      targets
        .flatMap(({ expr }) => namesIn(expr).metrics)
        .map((one) => one.replace(/_(bucket|count|sum)$/, '')),
    );
    expect(ours.filter((one) => !shown.has(one))).toEqual([]);
  });
});

describe('the alerts', () => {
  it.each(alerts)('ask for metrics and labels that exist: $alert', ({ expr }) => {
    expectToExist(expr);
  });

  it.each(alerts)('say what is wrong by labels that are left: $alert', ({ expr, annotations }) => {
    const { metrics, groups } = namesIn(expr);
    const used = [...annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
    const left = expr.startsWith('histogram_quantile') ? groups : labelsOf(metrics);
    for (const label of used) expect(left).toContain(label);
  });
});

describe('the tests of the alerts, which promtool runs', () => {
  it.each(alerts)('have one in which $alert fires, and one in which it does not', ({ alert }) => {
    const theirs = alertTests
      .flatMap((one) => one.alert_rule_test)
      .filter(({ alertname }) => alertname === alert);
    expect(theirs.some((one) => one.exp_alerts.length > 0)).toBe(true);
    expect(theirs.some((one) => one.exp_alerts.length === 0)).toBe(true);
  });

  it.each(alertTests)('give only what hub and worker show: $name', ({ input_series: given }) => {
    for (const { series } of given) {
      const { metrics, matchers } = namesIn(series);
      const [metric = ''] = metrics;
      const labels = matchers.map(({ label }) => label);
      expect(labels, series).toEqual(expect.arrayContaining(OWN_LABELS));
      if (OWN_METRICS.includes(metric)) continue;
      const real = samples.filter(({ name }) => name === metric);
      const shapes = real.map((one) => Object.keys(one.labels).toSorted().join());
      const shape = labels.filter((label) => !OWN_LABELS.includes(label)).toSorted();
      expect(shapes, series).toContain(shape.join());
      for (const { label, is } of matchers.filter((one) => FIXED_LABELS.includes(one.label))) {
        expect(
          real.map((one) => one.labels[label]),
          series,
        ).toContain(is);
      }
    }
  });
});

describe('docs/operations.md', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
  const rows = text.split('\n').flatMap((line) => {
    const [, name, unit, where] =
      /^\| `(diptych_\w+)`[^|]*\| *([^|]*?) *\| *([^|]*?) *\|/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, unit, where }];
  });
  const whereOf = (name: string) => {
    const both = [hub.types.has(name) ? 'hub' : '', worker.types.has(name) ? 'worker' : ''];
    return both.filter((one) => one !== '').join(', ');
  };
  const unitOf = (name: string) => {
    if (name.endsWith('_seconds')) return 'seconds';
    return hub.types.get(name) === 'counter' || worker.types.get(name) === 'counter'
      ? 'count'
      : expect.stringMatching(/^(0 or 1|number)$/);
  };

  it('has every metric of ours once, with its unit, and where it is', () => {
    const ours = [...hub.types.keys(), ...worker.types.keys()];
    const names = [...new Set(ours)].filter((one) => one.startsWith('diptych_')).toSorted();
    expect(rows.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
      names.map((name) => ({ name, unit: unitOf(name), where: whereOf(name) })),
    );
  });

  it('has every alert', () => {
    expect(alerts.map(({ alert }) => alert).filter((one) => !text.includes(`\`${one}\``))).toEqual(
      [],
    );
  });
});

describe('a pair that a worker made', () => {
  it('is counted by both', () => {
    const provider = 'sample';
    expect(hub.value('diptych_pairs_accepted_total', { surface: 'web' })).toBe(1);
    expect(hub.value('diptych_command_seconds_count', { surface: 'web' })).toBe(1);
    expect(hub.value('diptych_generations_started_total', { provider })).toBe(2);
    const succeeded = { provider, state: 'succeeded' };
    expect(hub.value('diptych_generations_ended_total', succeeded)).toBe(2);
    expect(hub.value('diptych_log_sync_seconds_count')).toBeGreaterThan(0);
    expect(hub.value('diptych_workers')).toBe(1);
    expect(hub.value('diptych_slots')).toBe(4);
    const image = { provider, outcome: 'image' };
    expect(worker.value('diptych_jobs_ended_total', image)).toBe(2);
    expect(worker.value('diptych_provider_call_seconds_count', image)).toBe(2);
    expect(worker.value('diptych_worker_slots')).toBe(4);
    expect(worker.value('diptych_worker_jobs')).toBe(0);
  });
});

describe('labels', () => {
  it('name no person, pair, channel or prompt: their values are few', () => {
    const ours = samples.filter(({ name }) => name.startsWith('diptych_'));
    const names = new Set(ours.flatMap(({ labels }) => Object.keys(labels)));
    expect([...names].toSorted()).toEqual([
      'le',
      'model',
      'outcome',
      'provider',
      'purpose',
      'state',
      'surface',
    ]);
  });
});
