"""Milliseconds of igraph's weighted shortest path from the owner to each target, as JSON."""
import array
import json
import sys
import time

import igraph

folder, owner, targets = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])


def read(name, kind):
    values = array.array(kind)
    with open(f"{folder}/{name}", "rb") as file:
        values.frombytes(file.read())
    return values


ends = read("ends", "i")
graph = igraph.Graph(n=owner + 1, edges=list(zip(ends[0::2], ends[1::2])))
graph.es["weight"] = list(read("weights", "d"))
times = []
for target in targets:
    start = time.perf_counter()
    graph.get_shortest_paths(owner, to=target, weights="weight")
    times.append((time.perf_counter() - start) * 1000)
print(json.dumps(times))
