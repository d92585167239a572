"""Hot: every engine has its store open and is asked one item after the other, all in turn."""

import json
import statistics
import subprocess

from common import HERE, RELEASE, VENV_PYTHON, WORK, alike, stores
from prepare import say

OURS = "opsbook"


class Server:
    """An engine in a process of its own that answers item lines."""

    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True)

    def is_ready(self):
        for line in self.process.stdout:
            if line.strip() == "ready":
                return True
        return False

    def ask(self, item):
        try:
            self.process.stdin.write(item + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return {"err": "has ended"}
        for line in self.process.stdout:
            if line.startswith("{"):
                return json.loads(line)
        return {"err": "has ended"}

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def our_server(dataset):
    command = [
        RELEASE / "benchserver", dataset, HERE / "items.json", WORK / "cache" / "opsbook"]
    return Server(OURS, command)


def start(dataset, peers, events):
    """Ours first: its results are what the others are compared with."""
    servers = [our_server(dataset)]
    for name in peers:
        servers.append(
            Server(name, [VENV_PYTHON, HERE / "worker.py", name, stores(events), "serve"]))
    ready = []
    for server in servers:
        if server.is_ready():
            ready.append(server)
        else:
            say(f"{server.name} does not start and is left out")
    if not ready or ready[0].name != OURS:
        raise SystemExit("our own server does not start: see above")
    return ready


def measure(servers, item, reps, cap):
    """Repetition 0 warms up and compares; then each engine once a round.

    An engine slower than `cap` seconds is not asked again. Returns what each took, in rounds.
    """
    taken, equal, expected = {}, {}, None
    asked = list(servers)
    for rep in range(reps + 1):
        for server in list(asked):
            answer = server.ask(item)
            if "err" in answer:
                say(f"{item} {server.name}: {answer['err']}")
                asked.remove(server)
                taken.pop(server.name, None)
                continue
            if rep:
                taken.setdefault(server.name, []).append(answer)
                continue
            if server.name == OURS:
                expected = answer["res"]
            equal[server.name] = expected is not None and alike(expected, answer["res"])
            if not equal[server.name]:
                say(f"{item}: {server.name} differs: {str(answer['res'])[:200]}")
            if answer["wall"] > cap and server.name != OURS:
                taken[server.name] = [answer]
                asked.remove(server)
    return taken, equal


def entries(item, events, taken, equal):
    """One entry for each peer; without our own answer there is nothing to compare."""
    if OURS not in taken:
        return []
    ours = taken.pop(OURS)
    return [
        compare(item, events, "hot", ours, name, peer, equal.get(name, False))
        for name, peer in taken.items()]


def compare(item, events, mode, ours, name, peer, equal):
    """What ours and a peer took; the ratio is the median over rounds in which both ran."""
    def median(rounds, key):
        return statistics.median(one[key] for one in rounds)

    pairs = [p["wall"] / o["wall"] for o, p in zip(ours, peer)]
    return {
        "item": item, "n": events, "mode": mode, "ours_s": median(ours, "wall"), "peer": name,
        "peer_s": median(peer, "wall"), "ratio": statistics.median(pairs),
        "ratio_min": min(pairs), "ratio_max": max(pairs), "pairs": len(pairs), "equal": equal,
        "rss_mb": median(ours, "rss"), "peer_rss_mb": median(peer, "rss"),
        "ours_cpu_s": median(ours, "cpu"), "peer_cpu_s": median(peer, "cpu"),
        "cpu_ratio": median(peer, "cpu") / max(median(ours, "cpu"), 1e-6)}
