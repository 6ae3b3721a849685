import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { doctor } from '../../src/cli/doctor.ts';
import { tempFolder } from '../temp-folder.ts';

it.each(['<h1>hello</h1>', '{"name":"other"}'])(
  'the doctor says that another program answers at the port of the hub, with %s',
  async (body) => {
    const server = createServer((_request, response) => void response.end(body));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    const said: string[] = [];
    const env = { DIPTYCH_HOME: await tempFolder(), HOST: '127.0.0.1', PORT: port };
    expect(await doctor(env, (line) => said.push(line))).toBe(1);
    expect(said).toContain(
      `WRONG hub: another program answers at http://127.0.0.1:${port}: stop it, or set PORT.`,
    );
  },
);
