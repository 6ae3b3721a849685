/** What a Swift of one proxy and one disk needs to be told, all on loopback and in one folder. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const STORAGE = ['account', 'container', 'object'] as const;
export const SERVERS = [...STORAGE, 'proxy'] as const;
export type Server = (typeof SERVERS)[number];
export type Ports = Readonly<Record<Server, number>>;

/** The one user; with S3 the name is the access key. */
export const USER = { accessKey: 'test:tester', secretKey: 'testing' };

/** Debian's own Python: its packages are in no other. */
export const PYTHON = '/usr/bin/python3';

/** Writes every server's settings and the three rings. */
export async function writeSettings(folder: string, ports: Ports): Promise<void> {
  await mkdir(join(folder, 'devices', 'disk'), { recursive: true });
  await writeFile(
    join(folder, 'swift.conf'),
    '[swift-hash]\nswift_hash_path_prefix = test\nswift_hash_path_suffix = test\n',
  );
  for (const server of SERVERS) {
    const text = `${common(folder, ports[server])}\n${server === 'proxy' ? PROXY : storage(server)}`;
    await writeFile(join(folder, `${server}-server.conf`), text);
  }
  const rings = STORAGE.map((server) => String(ports[server]));
  await promisify(execFile)(PYTHON, [join(import.meta.dirname, 'rings.py'), folder, ...rings]);
}

/** No worker processes, so that a server is the process we start; little disks are welcome. */
function common(folder: string, port: number): string {
  return `[DEFAULT]
swift_dir = ${folder}
devices = ${join(folder, 'devices')}
mount_check = false
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
fallocate_reserve = 0
log_level = WARNING
`;
}

/** An object is listed at once, also on a slow machine: the object server waits for the listing. */
function storage(server: (typeof STORAGE)[number]): string {
  return `[pipeline:main]
pipeline = healthcheck ${server}-server

[filter:healthcheck]
use = egg:swift#healthcheck

[app:${server}-server]
use = egg:swift#${server}
container_update_timeout = 60
`;
}

/**
 * Signing in needs the cache to be there. Nobody answers at its address, and so nothing is ever stale.
 * Lists come in pages of three.
 */
const PROXY = `[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats s3api tempauth copy slo dlo versioned_writes symlink proxy-server

[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
set log_level = CRITICAL
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
max_bucket_listing = 3
[filter:tempauth]
use = egg:swift#tempauth
user_${USER.accessKey.replace(':', '_')} = ${USER.secretKey} .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:versioned_writes]
use = egg:swift#versioned_writes
[filter:symlink]
use = egg:swift#symlink

[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
`;
