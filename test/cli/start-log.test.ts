import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { HubProcess } from '../crash/hub-process.ts';
import { fillHome } from '../filled-home.ts';
import { tempFolder } from '../temp-folder.ts';

const TOKEN = 'correct-horse-battery-staple';

it('a hub’s log hides what its settings call a secret, whatever it looks like', async () => {
  const home = join(await tempFolder(), `data-${TOKEN}`);
  await mkdir(home);
  await fillHome(home);
  // So that the hub logs its folder: it makes it private again.
  await chmod(home, 0o755);
  let said = '';
  const env = { DIPTYCH_HOME: home, PORT: '0', API_TOKEN: TOKEN, WITNESS: join(home, 'witness') };
  const hub = await HubProcess.start(env, (text) => {
    said += text;
  });
  onTestFinished(() => hub.kill());
  await hub.stop();
  const lines = said.split('\n').filter((line) => line.startsWith('{'));
  expect(lines.join('\n')).toContain('data-[secret]');
  expect(lines.join('\n')).not.toContain(TOKEN);
});
