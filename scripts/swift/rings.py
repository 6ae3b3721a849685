"""Makes the three rings: rings.py FOLDER ACCOUNT_PORT CONTAINER_PORT OBJECT_PORT

One copy of everything, on the one disk.
"""

import sys

from swift.common.ring import RingBuilder

folder, *ports = sys.argv[1:]
for name, port in zip(["account", "container", "object"], ports):
    builder = RingBuilder(part_power=2, replicas=1, min_part_hours=0)
    place = {"region": 1, "zone": 1, "ip": "127.0.0.1", "port": int(port), "device": "disk"}
    builder.add_dev({"id": 0, "weight": 1, **place})
    builder.rebalance()
    builder.get_ring().save(f"{folder}/{name}.ring.gz")
