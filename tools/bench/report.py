"""docs/PERFORMANCE.md, written from what .build/bench.json holds."""

import datetime
import os
import platform
import shutil
import subprocess
import textwrap
import time

from common import HERE, REPORT, ROOT, items

# Cores that other work may keep busy; above this, times say little.
QUIET = 0.3

# The goals of hot runs are set for this size.
GOAL_EVENTS = 10_000_000

PEERS = ["duckdb", "duckdb-cli", "chdb", "chdb-core", "polars", "pandas", "numpy", "pyarrow"]


def output(*command):
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    return done.stdout.strip() if done.returncode == 0 else ""


def processor():
    try:
        with open("/proc/cpuinfo") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return output("sysctl", "-n", "machdep.cpu.brand_string") or platform.machine()


def busy_cores():
    """How many cores others keep busy now; the load average where the system does not say."""
    def ticks():
        with open("/proc/stat") as file:
            fields = [int(field) for field in file.readline().split()[1:]]
        return sum(fields), sum(fields) - fields[3] - fields[4]

    try:
        total, busy = ticks()
        time.sleep(3)
        later, later_busy = ticks()
    except OSError:
        return os.getloadavg()[0]
    return os.cpu_count() * (later_busy - busy) / max(1, later - total)


def circumstances(versions):
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    engines = [f"{name} {versions[name]}" for name in PEERS if name in versions]
    if shutil.which("sqlite3"):
        engines.append("sqlite3 " + output("sqlite3", "-version").split(" ")[0])
    swift = output("swift", "--version").splitlines() or ["Swift of unknown version"]
    return {
        "date": datetime.date.today().isoformat(),
        "machine": f"{os.cpu_count()} cores of {processor()}, {pages / 2**30:.0f} GiB,"
                   f" {platform.system()} {platform.release()}",
        "engines": engines, "swift": swift[0],
        "commit": output("git", "rev-parse", "--short", "HEAD")}


def measured(known, mode):
    return [entry for entry in known if entry["mode"] == mode and not entry.get("pending")]


def of_largest(entries):
    largest = max(sizes_of(entries), default=0)
    return [entry for entry in entries if entry["n"] == largest]


def sizes_of(entries):
    return sorted({entry["n"] for entry in entries})


def best(entries, item, peers=None):
    """The fastest peer with the same result; None where there is none."""
    found = [
        entry for entry in entries
        if entry["item"] == item and entry["equal"] is not False
        and (peers is None or entry["peer"] in peers)]
    return min(found, key=lambda entry: entry["peer_s"], default=None)


def seconds(value):
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


def times(entry):
    """The median ratio and its range."""
    if entry is None:
        return "-"
    return f"{entry['ratio']:.2f} [{entry['ratio_min']:.2f}-{entry['ratio_max']:.2f}]"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def names_in(entries):
    names = dict.fromkeys(entry["item"] for entry in entries)
    order = [item["item"] for item in items()]
    return sorted(names, key=lambda name: order.index(name) if name in order else len(order))


def best_rows(entries):
    rows = []
    for name in names_in(entries):
        entry = best(entries, name)
        if entry is None:
            rows.append([name, "-", "no equal result", "-", "-", "-", "-"])
            continue
        rows.append([
            name, seconds(entry["ours_s"]), entry["peer"], seconds(entry["peer_s"]),
            times(entry), f"{entry['cpu_ratio']:.2f}",
            f"{entry['rss_mb']:.0f} / {entry['peer_rss_mb']:.0f}"])
    return rows


BEST_HEAD = [
    "item", "ours", "best peer", "its time", "ratio [min-max]", "ratio of cpu",
    "peak MB, ours / it"]


def best_table(known):
    """What a run prints at its end."""
    parts = []
    for mode in ("hot", "cold", "load"):
        for size in sizes_of(measured(known, mode)):
            entries = [entry for entry in measured(known, mode) if entry["n"] == size]
            parts.append(f"{mode}, {size:,} events\n{table(BEST_HEAD, best_rows(entries))}")
    return "\n\n".join(parts)


def all_peers(entries):
    peers = list(dict.fromkeys(entry["peer"] for entry in entries))
    rows = []
    for name in names_in(entries):
        cells = []
        for peer in peers:
            entry = next(
                (e for e in entries if e["item"] == name and e["peer"] == peer), None)
            if entry is None:
                cells.append("-")
            else:
                mark = " (differs)" if entry["equal"] is False else ""
                cells.append(f"{seconds(entry['peer_s'])}{mark}")
        ours = next(entry["ours_s"] for entry in entries if entry["item"] == name)
        rows.append([name, seconds(ours)] + cells)
    return table(["item", "ours"] + peers, rows)


def memory(entries):
    of_f5 = [entry for entry in entries if entry["item"] == "F5"]
    if not of_f5:
        return ""
    pairs = [("ours", of_f5[0]["rss_mb"])] + [(e["peer"], e["peer_rss_mb"]) for e in of_f5]
    text = ", ".join(f"{name} {value:.0f}" for name, value in pairs)
    return f"Peak memory while F5 is answered, in MB: {text}."


def goal_rows(known):
    hot, cold, load = (of_largest(measured(known, mode)) for mode in ("hot", "cold", "load"))
    rows = []

    def add(name, goal, value, text, is_met):
        rows.append([name, goal, text if value is not None else "not measured",
                     "-" if value is None else "yes" if is_met else "**no**"])

    for item in items():
        goal = item.get("goal", {}).get("hot")
        if "pending" in item:
            rows.append([f"{item['item']}, hot", f"≥ {goal}", item["pending"], "pending"])
        elif goal:
            entry = best(hot, item["item"])
            ratio = entry and entry["ratio"]
            add(f"{item['item']}, hot", f"≥ {goal}", entry, times(entry), entry and ratio >= goal)
    for item in items():
        goal = item.get("goal", {}).get("cold")
        if goal:
            entry = best(cold, item["item"], ["duckdb CLI", "duckdb_tuned CLI"])
            ratio = entry and entry["ratio"]
            add(f"{item['item']}, cold, against DuckDB's command line", f"≥ {goal}", entry,
                times(entry), entry and ratio >= goal)
    first = best(load, "first answer")
    add("CSV to first answer", "≥ 2", first, times(first), first and first["ratio"] >= 2)
    duck = best(load, "import", ["duckdb CLI"])
    add("import, our time ÷ DuckDB's", "≤ 1.25", duck,
        f"{1 / duck['ratio']:.2f}" if duck else "", duck and duck["ratio"] >= 1 / 1.25)
    lite = best(load, "import", ["sqlite CLI"])
    add("import, against SQLite's with its indexes", "≥ 5", lite, times(lite),
        lite and lite["ratio"] >= 5)
    f5 = next((entry for entry in hot if entry["item"] == "F5" and entry["n"] >= GOAL_EVENTS), None)
    add(f"peak memory of a hot F5 at {GOAL_EVENTS:,}", "≤ 100 MB", f5,
        f"{f5['rss_mb']:.0f} MB" if f5 else "", f5 and f5["rss_mb"] <= 100)
    return rows


def goals(known):
    """What the goals are measured on: they are set for the hot runs at their own size."""
    parts = []
    for mode in ("hot", "cold", "load"):
        size = max(sizes_of(measured(known, mode)), default=0)
        parts.append(f"{mode} at {size:,} events" if size else f"{mode} not measured")
    return (
        f"Set for {GOAL_EVENTS:,} events hot and loaded, 1,000,000 cold; below: {', '.join(parts)}."
        " A ratio is the peer's time divided by ours in the same round, the median over all rounds"
        " with the least and the greatest; the peer is the fastest with an equal result.")


def section(known, mode, title, text):
    parts = []
    for size in sizes_of(measured(known, mode)):
        entries = [entry for entry in measured(known, mode) if entry["n"] == size]
        wrong = [f"{e['item']} {e['peer']}" for e in entries if e["equal"] is False]
        agreed = "All results are equal." if not wrong else f"Results differ: {', '.join(wrong)}."
        busy = max(entry["busy"] for entry in entries)
        commits = ", ".join(sorted({entry["commit"] for entry in entries}))
        days = ", ".join(sorted({entry["date"] for entry in entries}))
        parts += [
            f"## {title}, {size:,} events",
            f"{text} Measured {days} on {commits}; other work kept up to {busy:.1f} cores busy."
            + (f" {agreed}" if mode != "load" else ""),
            table(BEST_HEAD, best_rows(entries)), "Every engine:",
            all_peers(entries)]
        parts += [memory(entries)] if mode == "hot" and memory(entries) else []
        sizes = next((e["sizes_mb"] for e in entries if "sizes_mb" in e), None)
        if sizes:
            text_of_sizes = ", ".join(f"{name} {value:.0f}" for name, value in sizes.items())
            parts.append(f"On disk after the import, in MB: {text_of_sizes}.")
    return parts


def trial(known):
    busy = [e["busy"] for e in known if not e.get("pending") and e["busy"] > QUIET]
    if not busy:
        return []
    return [
        "> **A trial, not a result.** Other work kept the cores busy while some of this was"
        f" measured (up to {max(busy):.1f} of them). Times on the wall and their ratios are"
        " distorted; the ratios of cpu seconds say more. `make bench` on a quiet machine replaces"
        " this page."]


def write(known, now):
    questions = table(
        ["item", "question", "asked of Opsbook"],
        [[i["item"], i["title"], f"`{i['query']}`" if "query" in i else i["pending"]]
         for i in items()])
    parts = [
        "# Performance",
        "Written by `make bench` (tools/bench); change the tool, not this page.",
        *trial(known),
        f"{now['machine']}. {now['swift']}. {', '.join(now['engines'])}.",
        "## Goals", goals(known),
        table(["what", "goal", "measured", "met"], goal_rows(known)),
        "## Questions", questions,
        *section(known, "hot", "Hot", (
            "Every engine has its store open and is asked one item after the other, all in turn;"
            " the first round warms up and compares the results. Ours is timed from the text of"
            " the query to the answer, as a session asks it.")),
        *section(known, "cold", "Cold", (
            "A process that opens the store, answers and ends.")),
        *section(known, "load", "Loading", (
            "Whole processes. First answer: from the CSV file to F3. Import: to a durable store."
            " Append: 1,000 events more.")),
        (HERE / "not-alike.md").read_text().strip()]
    REPORT.write_text("\n\n".join(wrapped(part) for part in parts) + "\n")


def wrapped(part):
    """Paragraphs at a readable width; tables and lists as they are."""
    if part.startswith(("|", "#")):
        return part
    indent = "> " if part.startswith("> ") else ""
    return textwrap.fill(
        part, 100, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
