"""What a run needs first: the peers, the events, and what each engine makes of them."""

import json
import os
import shutil
import subprocess
import sys

from common import HERE, RELEASE, VENV_PYTHON, WORK, csv_file, stores
from sql_engines import duckdb_load, remove

# Which engines a package brings; the frame engines need pyarrow and numpy besides.
PACKAGES = {
    "duckdb": ["duckdb", "duckdb_tuned"], "chdb": ["chdb", "chdb_tuned"], "numpy": [],
    "pyarrow": [], "polars": ["polars"], "pandas": ["pandas"], "duckdb-cli": [],
    "scipy": [], "lifetimes": []}


def say(text):
    print(text, file=sys.stderr, flush=True)


def installed():
    code = (
        "import importlib.metadata as m, json; "
        "print(json.dumps({d.metadata['Name'].lower(): d.version for d in m.distributions()}))")
    out = subprocess.run([VENV_PYTHON, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(out.stdout)


def install_peers():
    """Packages into an environment of their own; returns name and version of what is there."""
    WORK.mkdir(parents=True, exist_ok=True)
    if not VENV_PYTHON.exists():
        made = subprocess.run([sys.executable, "-m", "venv", WORK / "venv"])
        if made.returncode:
            sys.exit("no virtual environment could be made: install python3-venv and try again")
    there = installed()
    missing = [name for name in PACKAGES if name not in there]
    for name in missing:
        say(f"installing {name}")
        done = subprocess.run(
            [VENV_PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", name],
            capture_output=True, text=True)
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            say(f"cannot install {name}: {reason}; what needs it is left out")
    return installed() if missing else there


def engines(versions):
    """The peers that can run here."""
    there = [name for package, names in PACKAGES.items() if package in versions for name in names]
    if not {"numpy", "pyarrow"} <= versions.keys():
        there = [name for name in there if name not in ("polars", "pandas")]
    if shutil.which("sqlite3"):
        there.append("sqlite")
    else:
        say("no sqlite3 on the path: SQLite is left out")
    return there


def duckdb_command():
    """DuckDB's own program, not the wrapper in Python around it; None where it is missing."""
    found = sorted((WORK / "venv").glob("lib/python*/site-packages/duckdb_cli/duckdb"))
    return str(found[0]) if found else shutil.which("duckdb")


def make_events(count):
    path = csv_file(count)
    if path.exists():
        return path
    WORK.mkdir(parents=True, exist_ok=True)
    generator = WORK / "generate"
    subprocess.run(["cc", "-O3", "-o", generator, HERE / "generate.c", "-lm"], check=True)
    say(f"writing {count:,} events")
    partial = path.with_suffix(".partial")
    subprocess.run([generator, str(count), partial], check=True)
    partial.rename(path)
    return path


def environment():
    """Our program's cache stays in the folder of the benchmark."""
    return os.environ | {"XDG_CACHE_HOME": str(WORK / "cache")}


def import_ours(events, folder=None):
    """Our dataset of the events; made again when the program is newer."""
    program = RELEASE / "opsbook"
    folder = folder or stores(events) / "opsbook"
    made = folder / "dataset.sqlite"
    if made.exists() and made.stat().st_mtime > program.stat().st_mtime:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    say(f"importing {events:,} events")
    subprocess.run(
        import_command(csv_file(events), folder), check=True, env=environment(),
        stdout=subprocess.DEVNULL)
    return folder


def import_command(csv, folder):
    # Every user's first event is a visit, so that `ltv` begins where the peers' queries do.
    return [
        RELEASE / "opsbook", "import", csv, "-o", folder, "--as", "events", "--map",
        "signup=visit"]


def load_peer(engine, events):
    """The store of a peer, made once for each version of it."""
    mark = stores(events) / f"{engine}.loaded"
    if mark.exists():
        return True
    say(f"loading {events:,} events into {engine}")
    done = subprocess.run(
        [VENV_PYTHON, HERE / "worker.py", engine, stores(events), "load", csv_file(events)],
        capture_output=True, text=True)
    if done.returncode:
        say(f"{engine} cannot load: {done.stderr.strip()[-300:]}")
        return False
    mark.write_text(done.stdout)
    return True


def load_command_line(engine, events):
    """The file of a command line: DuckDB's lags behind the library and cannot read its files."""
    path = stores(events) / f"{engine}_cli.db"
    mark = stores(events) / f"{engine}_cli.loaded"
    if not mark.exists():
        remove(str(path))
        subprocess.run(
            [duckdb_command(), path, "-c",
             "; ".join(duckdb_load(csv_file(events), engine == "duckdb_tuned"))],
            check=True, stdout=subprocess.DEVNULL)
        mark.write_text("")
    return path
