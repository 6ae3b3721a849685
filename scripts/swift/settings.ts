/** The settings of a Swift with one proxy and one disk, on loopback and in one folder. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const STORAGE = ['account', 'container', 'object'] as const;
export const SERVERS = [...STORAGE, 'proxy'] as const;
export type Server = (typeof SERVERS)[number];
export type Ports = Readonly<Record<Server, number>>;

/** The only user; S3 calls the name the access key. */
export const USER = { accessKey: 'test:tester', secretKey: 'testing' };

/** Debian's Python, the only one that has Debian's packages. */
export const PYTHON = '/usr/bin/python3';

/** Writes the settings of every server, and the three rings. */
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

/** `workers = 0`: a server is the process that we start. `fallocate_reserve = 0`: a nearly full disk is accepted. */
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

/** The object server waits for the listing, so that an object is listed at once on a slow machine too. */
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
 * `tempauth` needs a cache; its address has no server, so that no answer is cached. Lists have pages of three.
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
