import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '../setup/services.ts';

const run = promisify(execFile);
const OPENSSL = findProgram('openssl') ?? '';
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];

/** PEM files of a CA of one's own, and of a server for which it vouches. */
export interface Certificates {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Makes a CA, and a server's certificate for this name (`DNS:…` or `IP:…`), in a folder. */
export async function makeCertificates(folder: string, name: string): Promise<Certificates> {
  const at = (file: string) => join(folder, file);
  const ca = ['-subj', '/CN=a CA of a test', '-keyout', at('ca.key'), '-out', at('ca.crt')];
  await run(OPENSSL, ['req', '-x509', ...KEY, ...ca]);
  const server = ['-subj', '/CN=redis', '-keyout', at('redis.key'), '-out', at('redis.crt')];
  const signed = ['-CA', at('ca.crt'), '-CAkey', at('ca.key')];
  const says = ['-addext', `subjectAltName=${name}`, '-addext', 'basicConstraints=CA:FALSE'];
  await run(OPENSSL, ['req', '-x509', ...KEY, ...server, ...signed, ...says]);
  return { ca: at('ca.crt'), cert: at('redis.crt'), key: at('redis.key') };
}
