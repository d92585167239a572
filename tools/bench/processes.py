"""Whole processes: cold queries, loads and appends, timed from outside."""

import csv
import io
import json
import os
import shutil
import subprocess
import time

from common import HERE, RELEASE, VENV_PYTHON, WORK, alike, csv_file, query_text, stores
from hot import OURS, compare, our_server
from prepare import duckdb_command, environment, import_command, load_command_line, say
from sql_engines import duckdb_load, remove, sqlite_load


class Failed(Exception):
    pass


def run(command, text=None):
    """What a process took and wrote; its memory cannot read below that of this process."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command], env=environment(), text=True,
        stdin=subprocess.PIPE if text else subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL)
    if text:
        process.stdin.write(text)
        process.stdin.close()
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    wall = time.perf_counter() - start
    if status:
        raise Failed(f"{command[0]} ended with {os.waitstatus_to_exitcode(status)}")
    return {
        "wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "rss": usage.ru_maxrss / 1024,
        "out": output}


def in_turn(item, events, mode, tasks, reps, check=None):
    """Runs all tasks once a round; round 0 warms up. Returns the entries against ours.

    Without `check` nothing is said of equality: there is no result to compare.
    """
    taken, equal = {}, {}
    tasks = dict(tasks)
    for rep in range(reps + 1):
        for name, task in list(tasks.items()):
            try:
                answer = task()
            except (Failed, OSError) as fault:
                say(f"{mode} {item} {name}: {fault}")
                del tasks[name]
                taken.pop(name, None)
                continue
            if rep:
                taken.setdefault(name, []).append(answer)
            else:
                equal[name] = check(name, answer["out"]) if check else None
                if equal[name] is False:
                    say(f"{mode} {item}: {name} differs: {answer['out'][:200]}")
    ours = taken.pop(OURS, None)
    if not ours:
        return []
    return [
        compare(item, events, mode, ours, name, peer, equal[name])
        for name, peer in taken.items()]


def rows_of(text):
    """The rows a command line printed: JSON lines of a worker, or comma-separated values."""
    if text.startswith("["):
        return [json.loads(line) for line in text.splitlines()]
    rows = []
    for row in csv.reader(io.StringIO(text)):
        rows.append([number(cell) for cell in row])
    return rows


def number(cell):
    try:
        return float(cell)
    except ValueError:
        return cell


def checking(expected):
    """Compares what a peer printed with rows of ours; our own print is for people."""
    def check(name, output):
        return name == OURS or expected is not None and alike(expected, rows_of(output))

    return check


class Cold:
    """A process that opens the store, answers one item and ends."""

    def __init__(self, dataset, peers, events):
        self.dataset, self.peers, self.events = dataset, peers, events
        self.folder = stores(events)
        self.reference = our_server(dataset)
        if not self.reference.is_ready():
            raise SystemExit("our own server does not start: see above")
        if duckdb_command():
            self.files = {
                name: load_command_line(name, events) for name in ("duckdb", "duckdb_tuned")}
        else:
            self.files = {}
            say("no command line of DuckDB: it is left out of the cold runs")

    def entries(self, item, reps):
        expected = self.reference.ask(item["item"]).get("res")
        return in_turn(
            item["item"], self.events, "cold", self.tasks(item), reps, checking(expected))

    def tasks(self, item):
        name = item["item"]
        ours = [RELEASE / "opsbook", "query", "--dataset", self.dataset, item["query"]]
        tasks = {OURS: lambda: run(ours)}
        for engine, path in self.files.items():
            command = [
                duckdb_command(), "-readonly", "-csv", "-noheader", "-c",
                query_text(engine, name, is_command_line=True), path]
            tasks[f"{engine} CLI"] = lambda command=command: run(command)
        if "sqlite" in self.peers:
            command = [
                "sqlite3", "-readonly", "-csv", self.folder / "sqlite.db",
                "pragma temp_store = 2; " + query_text("sqlite", name)]
            tasks["sqlite CLI"] = lambda: run(command)
        for engine in ("chdb_tuned", "polars"):
            if engine in self.peers:
                command = [VENV_PYTHON, HERE / "worker.py", engine, self.folder, "cold", name]
                tasks[f"{engine} (Python)"] = lambda command=command: run(command)
        return tasks

    def close(self):
        self.reference.close()


class Load:
    """From the CSV file to a first answer, to a durable store, and a thousand events more."""

    def __init__(self, peers, events):
        self.peers, self.events = peers, events
        self.csv = csv_file(events)
        self.scratch = WORK / "scratch"
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir(parents=True)
        self.more = self.scratch / "more.csv"
        self.write_more()

    def write_more(self):
        """A thousand events of the day after the last one."""
        with open(self.csv) as source, open(self.more, "w") as target:
            for number, line in zip(range(1001), source):
                fields = line.split(",")
                if number:
                    fields[2] = "2025-07-05" + fields[2][10:]
                target.write(",".join(fields))

    def first_answer(self, item, expected, reps):
        name = item["item"]

        def ours():
            # A cache that is empty: the file is read as if for the first time.
            shutil.rmtree(WORK / "cache", ignore_errors=True)
            return run([RELEASE / "opsbook", "query", "--dataset", self.csv, item["query"]])

        tasks = {OURS: ours}
        if duckdb_command():
            statements = duckdb_load(self.csv, False)[:1] + [query_text("duckdb", name, True)]
            command = [duckdb_command(), "-csv", "-noheader", "-c", ";\n".join(statements)]
            tasks["duckdb CLI, in memory"] = lambda: run(command)
        for engine in ("chdb_tuned", "polars", "pandas"):
            if engine in self.peers:
                command = [
                    VENV_PYTHON, HERE / "worker.py", engine, self.scratch, "first", self.csv,
                    name]
                tasks[f"{engine} (Python)"] = lambda command=command: run(command)
        if "sqlite" in self.peers:
            tasks["sqlite CLI"] = lambda: self.sqlite(query_text("sqlite", name))
        return in_turn(
            "first answer", self.events, "load", tasks, reps, checking(expected))

    def sqlite(self, query=""):
        path = self.scratch / "sqlite.db"
        remove(str(path))
        return run(["sqlite3", "-bail", "-csv", path], sqlite_load(self.csv) + query)

    def durable(self, reps):
        """Ours stays for `append`, and so do the peers'."""
        folder = self.scratch / "opsbook"

        def ours():
            shutil.rmtree(folder, ignore_errors=True)
            return run(import_command(self.csv, folder))

        def duckdb(engine):
            path = self.scratch / f"{engine}.db"
            remove(str(path))
            text = "; ".join(duckdb_load(self.csv, engine == "duckdb_tuned"))
            return run([duckdb_command(), path, "-c", text])

        tasks = {OURS: ours}
        if duckdb_command():
            tasks["duckdb CLI"] = lambda: duckdb("duckdb")
            tasks["duckdb_tuned CLI"] = lambda: duckdb("duckdb_tuned")
        if "sqlite" in self.peers:
            tasks["sqlite CLI"] = self.sqlite
        return in_turn("import", self.events, "load", tasks, reps)

    def sizes(self):
        """Bytes on disk in MB, after `durable`."""
        def size(path):
            if path.is_dir():
                return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
            return path.stat().st_size if path.exists() else 0

        paths = {
            "the CSV file": self.csv, OURS: self.scratch / "opsbook",
            "duckdb CLI": self.scratch / "duckdb.db",
            "duckdb_tuned CLI": self.scratch / "duckdb_tuned.db",
            "sqlite CLI": self.scratch / "sqlite.db"}
        return {name: size(path) / 1e6 for name, path in paths.items() if size(path)}

    def append(self, reps):
        """A copy of the stores `durable` left takes the events more; copying is not timed."""
        copy = self.scratch / "copy"

        def fresh(name):
            remove(str(copy))
            source = self.scratch / name
            (shutil.copytree if source.is_dir() else shutil.copyfile)(source, copy)

        def ours():
            fresh("opsbook")
            return run([RELEASE / "opsbook", "import", self.more, "-o", copy, "--as", "events"])

        def duckdb():
            fresh("duckdb.db")
            text = f"insert into ev select * from read_csv('{self.more}')"
            return run([duckdb_command(), copy, "-c", text])

        def sqlite():
            fresh("sqlite.db")
            text = (
                "create temp table raw(user_id, event, ts, channel, platform, region, amount);\n"
                f".import --csv --skip 1 {self.more} raw\n"
                "insert into ev select user_id, event, unixepoch(ts), channel, platform, region,"
                " nullif(amount, '') from raw;\n")
            return run(["sqlite3", "-bail", copy], text)

        tasks = {OURS: ours}
        if duckdb_command():
            tasks["duckdb CLI"] = duckdb
        if "sqlite" in self.peers:
            tasks["sqlite CLI"] = sqlite
        return in_turn("append 1,000", self.events, "load", tasks, reps)

    def close(self):
        shutil.rmtree(self.scratch, ignore_errors=True)
