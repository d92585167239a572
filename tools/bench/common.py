"""What all parts of the benchmark share: places, the data's calendar, small tools."""

import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / ".build" / "bench"
VENV_PYTHON = WORK / "venv" / "bin" / "python"
RELEASE = ROOT / ".build" / "release"
RESULTS = ROOT / ".build" / "bench.json"
REPORT = ROOT / "docs" / "PERFORMANCE.md"

FIRST_SECOND = 1736121600  # Monday 2025-01-06, UTC
DAYS = 180
DAY = 86400
WEEK = 7 * DAY
LAST_30_DAYS = FIRST_SECOND + (DAYS - 30) * DAY

EVENTS = sorted([
    "visit", "signup", "activate", "view_item", "add_to_cart", "checkout", "pay", "share",
    "invite", "review", "support_ticket", "churn_survey"])
CHANNELS = sorted([
    "organic", "google_ads", "facebook", "email", "referral", "direct", "affiliate", "tiktok"])
PLATFORMS = sorted(["ios", "android", "web", "desktop"])
REGIONS = [f"r{number:02d}" for number in range(30)]

FUNNELS = {
    "F3": ["visit", "add_to_cart", "pay"],
    "F5": ["visit", "view_item", "add_to_cart", "checkout", "pay"],
}


def items():
    return json.loads((HERE / "items.json").read_text())


def query_text(engine, item, is_command_line=False):
    """The SQL of an engine for an item; a tuned chDB store takes the same text as a plain one.

    DuckDB 1.5.6, the newest command line, counts too many users where ASOF joins follow each other,
    so it is asked with windows, which DuckDB 2.0 answers more slowly but alike.
    """
    folder = HERE / "queries" / ("chdb" if engine == "chdb_tuned" else engine)
    windows = folder / f"{item}_windows.sql"
    return (windows if is_command_line and windows.exists() else folder / f"{item}.sql").read_text()


def csv_file(events):
    return WORK / f"events_{events}.csv"


def stores(events):
    """The folder of what the engines made of the events."""
    folder = WORK / str(events)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def alike(left, right):
    """Whether two results are the same, sums of money to a cent or a millionth."""
    if len(left) != len(right):
        return False
    for one, other in zip(left, right):
        if len(one) != len(other):
            return False
        for a, b in zip(one, other):
            if isinstance(a, str) or isinstance(b, str):
                if str(a) != str(b):
                    return False
            elif abs(a - b) > max(0.011, 1e-6 * abs(a)):
                return False
    return True
