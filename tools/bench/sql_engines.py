"""DuckDB, chDB and SQLite: how each loads the events and answers an item.

A tuned store is what somebody would make who knows the questions beforehand: users as integers,
texts as enumerations, rows sorted by user and time. It takes more time to load.
"""

import json
import os
import shutil
import subprocess

from common import CHANNELS, EVENTS, PLATFORMS, REGIONS, query_text

COLUMNS = ["user_id", "event", "ts", "channel", "platform", "region", "amount"]


def remove(path):
    shutil.rmtree(path, ignore_errors=True)
    for name in (path, f"{path}.wal", f"{path}-wal", f"{path}-shm", f"{path}-journal"):
        if os.path.isfile(name):
            os.unlink(name)


def duckdb_load(csv, tuned):
    """The statements that load the events; also run by DuckDB's command line."""
    if not tuned:
        return [f"create table ev as select * from read_csv('{csv}')", "checkpoint"]
    types = dict.fromkeys(COLUMNS, "varchar") | {"ts": "timestamp", "amount": "double"}
    enums = ["event", "channel", "platform", "region"]
    return [
        f"create table raw as select * from read_csv('{csv}', columns = {types})",
        *(f"create type {c}_t as enum (select distinct {c} from raw order by 1)" for c in enums),
        "create table ev as select cast(substr(user_id, 2) as uinteger) as user_id,"
        " event::event_t as event, epoch(ts)::integer as ts,"
        " (year(ts) * 12 + month(ts))::integer as mon, channel::channel_t as channel,"
        " platform::platform_t as platform, region::region_t as region, amount"
        " from raw order by user_id, ts",
        "drop table raw", "checkpoint"]


class DuckDB:
    def __init__(self, folder, engine):
        self.path = f"{folder}/{engine}.db"
        self.engine = engine

    def open(self):
        import duckdb
        self.connection = duckdb.connect(self.path)

    def load(self, csv):
        remove(self.path)
        self.open()
        for statement in duckdb_load(csv, self.engine == "duckdb_tuned"):
            self.connection.execute(statement)
        self.connection.close()

    def run(self, item):
        return self.connection.execute(query_text(self.engine, item)).fetchall()


class ChDB:
    def __init__(self, folder, engine):
        self.path = f"{folder}/{engine}"
        self.engine = engine

    def open(self):
        from chdb import session
        self.session = session.Session(self.path)

    def load(self, csv):
        remove(self.path)
        self.open()
        tuned = self.engine == "chdb_tuned"

        def text(values):
            pairs = ", ".join(f"'{value}' = {code}" for code, value in enumerate(values))
            return f"Enum8({pairs})" if tuned else "LowCardinality(String)"

        user = "toUInt32(substring(user_id, 2))" if tuned else "user_id"
        raw = ", ".join(f"{c} String" for c in COLUMNS[:-1]) + ", amount Nullable(Float64)"
        for statement in [
                "create database if not exists b engine = Atomic",
                f"create table b.ev (user_id {'UInt32' if tuned else 'String'},"
                f" event {text(EVENTS)}, ts DateTime('UTC'), channel {text(CHANNELS)},"
                f" platform {text(PLATFORMS)}, region {text(REGIONS)},"
                " amount Nullable(Float64)) engine = MergeTree order by (user_id, ts)",
                f"insert into b.ev select {user}, event, parseDateTimeBestEffort(ts, 'UTC'),"
                " channel, platform, region, amount"
                f" from file('{csv}', 'CSVWithNames', '{raw}')",
                "optimize table b.ev final"]:
            self.session.query(statement)

    def run(self, item):
        text = query_text(self.engine, item)
        for end in (" ", ")", "\n"):
            text = text.replace(f"from ev{end}", f"from b.ev{end}")
        result = self.session.query(text, "JSONCompactEachRow").bytes().decode()
        return [json.loads(line) for line in result.splitlines() if line]


SQLITE_SETTINGS = (
    "pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -1000000;"
    " pragma temp_store = 2;")


def sqlite_load(csv):
    """A script for SQLite's command line: the text, then typed rows and the indexes they need."""
    return f""".output /dev/null
{SQLITE_SETTINGS}
.output stdout
create table raw({", ".join(f"{column} text" for column in COLUMNS)});
.import --csv --skip 1 {csv} raw
create table ev(user_id text, event text, ts integer, channel text, platform text, region text,
  amount real);
insert into ev
  select user_id, event, unixepoch(ts), channel, platform, region, nullif(amount, '') from raw;
drop table raw;
create index ev_user on ev(user_id, ts, event);
create index ev_event on ev(event, user_id, ts);
create index ev_time on ev(ts);
analyze;
"""


class SQLite:
    def __init__(self, folder, engine):
        self.path = f"{folder}/sqlite.db"

    def open(self):
        import sqlite3
        self.connection = sqlite3.connect(self.path)
        for setting in ("cache_size = -2000000", "mmap_size = 30000000000", "temp_store = 2"):
            self.connection.execute(f"pragma {setting}")

    def load(self, csv):
        remove(self.path)
        subprocess.run(
            ["sqlite3", "-bail", self.path], input=sqlite_load(csv), text=True, check=True,
            stdout=subprocess.DEVNULL)
        self.open()

    def run(self, item):
        return self.connection.execute(query_text("sqlite", item)).fetchall()
