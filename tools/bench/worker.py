"""One engine in a process of its own.

    worker.py ENGINE FOLDER load CSV          load the events, print what it took
    worker.py ENGINE FOLDER first CSV ITEM    load the events, print the item's rows
    worker.py ENGINE FOLDER cold ITEM         open the store, print the item's rows
    worker.py ENGINE FOLDER serve             open the store, print 'ready', answer item lines
"""

import decimal
import gc
import json
import os
import resource
import sys
import time

from frame_engines import Pandas, Polars
from sql_engines import ChDB, DuckDB, SQLite

ENGINES = {
    "duckdb": DuckDB, "duckdb_tuned": DuckDB, "chdb": ChDB, "chdb_tuned": ChDB,
    "sqlite": SQLite, "polars": Polars, "pandas": Pandas}


def spent():
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def forget_peak():
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass


def peak():
    """The greatest resident memory in MB: since `forget_peak` on Linux, else of the process."""
    try:
        with open("/proc/self/status") as file:
            for line in file:
                if line.startswith("VmHWM"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024


def plain(value):
    if isinstance(value, (float, decimal.Decimal)):
        return round(float(value), 4)
    return int(value) if hasattr(value, "__int__") and not isinstance(value, str) else str(value)


def plain_rows(rows):
    return [[plain(value) for value in row] for row in rows]


def serve(engine):
    engine.open()
    print("ready", flush=True)
    for line in sys.stdin:
        gc.collect()
        forget_peak()
        cpu, wall = spent(), time.perf_counter()
        try:
            rows = engine.run(line.strip())
            wall, cpu = time.perf_counter() - wall, spent() - cpu
            answer = {"wall": wall, "cpu": cpu, "rss": peak(), "res": plain_rows(rows)}
        except Exception as fault:  # an engine that cannot answer is left out, whatever the reason
            answer = {"err": repr(fault)[:600]}
        print(json.dumps(answer), flush=True)


def main():
    name, folder, mode = sys.argv[1:4]
    engine = ENGINES[name](folder, name)
    if mode == "serve":
        serve(engine)
    elif mode == "load":
        cpu, wall = spent(), time.perf_counter()
        engine.load(sys.argv[4])
        print(json.dumps({"wall": time.perf_counter() - wall, "cpu": spent() - cpu}), flush=True)
    else:
        if mode == "first":
            engine.load(sys.argv[4])
        if mode == "cold" or name.startswith("duckdb"):
            engine.open()
        for row in plain_rows(engine.run(sys.argv[-1])):
            print(json.dumps(row))
        sys.stdout.flush()
    if name.startswith("chdb"):
        os._exit(0)  # its threads outlive the session


main()
