import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const FOLDER = join(import.meta.dirname, '../../docs/grafana');
const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const datasource = z.strictObject({
  type: z.literal('prometheus'),
  uid: z.literal('${datasource}'),
});
const grid = z.strictObject({ h: z.int(), w: z.int().max(24), x: z.int(), y: z.int() });
const target = z.strictObject({
  refId: z.string().regex(/^[A-Z]$/),
  datasource,
  expr: z.string().min(1),
  legendFormat: z.string(),
  range: z.literal(true),
});
const row = z.looseObject({
  id: z.int(),
  type: z.literal('row'),
  title: z.string(),
  gridPos: grid,
});
const chart = z.looseObject({
  id: z.int(),
  type: z.enum(['timeseries', 'stat']),
  title: z.string().min(1),
  description: z.string().min(1),
  datasource,
  gridPos: grid,
  targets: z.array(target).min(1),
});
const dashboard = z.looseObject({
  uid: z.string(),
  title: z.string(),
  schemaVersion: z.int(),
  templating: z.object({ list: z.array(z.object({ name: z.string(), query: z.string() })) }),
  panels: z.array(z.discriminatedUnion('type', [row, chart])),
});

/** As Prometheus reads a file of rules: https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ */
const duration = z.string().regex(/^\d+[smh]$/);
const rule = z.strictObject({
  alert: z.string().regex(/^Diptych[A-Z]\w+$/),
  expr: z.string().min(1),
  for: duration.optional(),
  labels: z.strictObject({ severity: z.enum(['warning', 'critical']) }),
  annotations: z.strictObject({ summary: z.string().min(1), description: z.string().min(1) }),
});
const rules = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(rule) })),
});

/** The dashboard. Throws when Grafana could not read it. */
export function readDashboard() {
  return dashboard.parse(JSON.parse(read('diptych.json')));
}

/** The alerts. Throws when Prometheus could not read them. */
export function readAlerts() {
  return rules.parse(parse(read('alerts.yml'))).groups.flatMap((group) => group.rules);
}

/** As promtool reads it: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/ */
const ruleTest = z.strictObject({
  name: z.string().min(1),
  interval: duration,
  input_series: z.array(z.strictObject({ series: z.string(), values: z.string() })).min(1),
  alert_rule_test: z.array(
    z.strictObject({
      alertname: z.string(),
      eval_time: duration,
      exp_alerts: z.array(
        z.strictObject({
          exp_labels: z.record(z.string(), z.string()),
          exp_annotations: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ),
});
const ruleTests = z.strictObject({
  rule_files: z.tuple([z.literal('alerts.yml')]),
  evaluation_interval: duration,
  tests: z.array(ruleTest),
});

/** The tests of the alerts. Throws when promtool could not read them. */
export function readAlertTests() {
  return ruleTests.parse(parse(read('alerts.test.yml'))).tests;
}
