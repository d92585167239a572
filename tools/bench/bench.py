"""The benchmark of the product against its peers; `make bench` builds what it needs and runs it.

Each run replaces its own part of .build/bench.json and rewrites docs/PERFORMANCE.md from all of it.
Needs nothing but Python's standard library; the peers get an environment of their own.
"""

import argparse
import json

import hot
import prepare
import report
from common import RELEASE, RESULTS, items
from processes import Cold, Load

COLD_EVENTS = 1_000_000
# Above this, SQLite takes minutes an item.
SQLITE_EVENTS = 2_000_000


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--modes", default="hot,cold,load")
    parser.add_argument("--items", help="such as F3,F5; all unless given")
    parser.add_argument("--peers", help="such as duckdb,polars; all unless given")
    parser.add_argument("--reps", type=int, default=5)
    parser.add_argument("--cap", type=float, default=40, help="seconds; who is slower runs once")
    parser.add_argument("--no-report", action="store_true", help="leave docs/ as it is")
    return parser.parse_args()


def chosen(text, all_of):
    if not text:
        return list(all_of)
    names = text.split(",")
    unknown = [name for name in names if name not in all_of]
    if unknown:
        raise SystemExit(f"unknown: {', '.join(unknown)}; there are {', '.join(all_of)}")
    return names


def loaded(peers, events):
    """The peers with a store of the events."""
    prepare.make_events(events)
    if events > SQLITE_EVENTS:
        peers = [name for name in peers if name != "sqlite"]
    return [name for name in peers if prepare.load_peer(name, events)]


def run_hot(asked, peers, options):
    events = options.events
    peers = loaded(peers, events)
    servers = hot.start(prepare.import_ours(events), peers, events)
    entries = []
    for item in asked:
        taken, equal = hot.measure(servers, item["item"], options.reps, options.cap)
        entries += show(hot.entries(item["item"], events, taken, equal))
    for server in servers:
        server.close()
    return entries


def run_cold(asked, peers, options):
    peers = loaded([name for name in peers if name in ("sqlite", "chdb_tuned", "polars")],
                   COLD_EVENTS)
    cold = Cold(prepare.import_ours(COLD_EVENTS), peers, COLD_EVENTS)
    entries = []
    for item in asked:
        entries += show(cold.entries(item, options.reps))
    cold.close()
    return entries


def run_load(peers, options):
    """Loads take long, so each runs at most three times after the first."""
    events, reps = options.events, min(options.reps, 3)
    prepare.make_events(events)
    if events > SQLITE_EVENTS:
        peers = [name for name in peers if name != "sqlite"]
    first = next(item for item in items() if item["item"] == "F3")
    server = hot.our_server(prepare.import_ours(events))
    expected = server.ask("F3").get("res") if server.is_ready() else None
    server.close()
    load = Load(peers, events)
    entries = show(load.first_answer(first, expected, reps))
    entries += show(load.durable(reps))
    for entry in entries:
        if entry["item"] == "import":
            entry["sizes_mb"] = load.sizes()
    entries += show(load.append(reps))
    load.close()
    return entries


def show(entries):
    for entry in entries:
        equal = {True: "equal", False: "DIFFERENT", None: ""}[entry["equal"]]
        print(
            f"{entry['mode']:5}{entry['item']:13}{entry['peer']:24}"
            f"{entry['peer_s']:9.4f} s / {entry['ours_s']:9.4f} s = {entry['ratio']:7.2f}"
            f" [{entry['ratio_min']:.2f}-{entry['ratio_max']:.2f}]"
            f"  cpu {entry['cpu_ratio']:7.2f}  {equal}", flush=True)
    return entries


def pending(options):
    return [
        {"item": item["item"], "n": options.events, "mode": "hot", "pending": True,
         "reason": item["pending"]}
        for item in items() if "pending" in item]


def keep(entries):
    """Puts what was measured in the place of what was there for the same questions."""
    def key(entry):
        return entry["mode"], entry["n"], entry["item"]

    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    new = {key(entry) for entry in entries}
    known = [entry for entry in known if key(entry) not in new] + entries
    RESULTS.write_text(json.dumps(known, indent=1) + "\n")
    return known


def main():
    options = arguments()
    for program in ("opsbook", "benchserver"):
        if not (RELEASE / program).exists():
            raise SystemExit(f"{program} is not built: run `make bench`")
    modes = chosen(options.modes, ["hot", "cold", "load"])
    ready = [item for item in items() if "pending" not in item]
    names = chosen(options.items, [item["item"] for item in ready])
    asked = [item for item in ready if item["item"] in names]
    versions = prepare.install_peers()
    peers = chosen(options.peers, prepare.engines(versions))
    busy = report.busy_cores()

    entries = pending(options)
    if "hot" in modes:
        entries += run_hot(asked, peers, options)
    if "cold" in modes:
        entries += run_cold(asked, peers, options)
    if "load" in modes:
        entries += run_load(peers, options)
    circumstances = report.circumstances(versions)
    busy = max(busy, report.busy_cores())
    for entry in entries:
        if not entry.get("pending"):
            entry |= {
                "date": circumstances["date"], "commit": circumstances["commit"],
                "busy": round(busy, 1)}
    known = keep(entries)
    if not options.no_report:
        report.write(known, circumstances)
    print(report.best_table(known))


main()
