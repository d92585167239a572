#!/usr/bin/env python3
"""Write datasets/clickstream/feedback.csv: 300 made-up answers of the clickstream's users.

    tools/make_feedback.py            write the file
    tools/make_feedback.py --check    compare the file with what would be written

Each answer follows one session of datasets/clickstream/events.csv: how the session ended decides
the odds of a good, mixed or bad mood, and the mood decides score and text. The texts are our own
(tools/feedback_texts.tsv). The same seed gives the same bytes; the standard library is enough.
"""

import collections
import csv
import datetime
import io
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
EVENTS = ROOT / "datasets/clickstream/events.csv"
FEEDBACK = ROOT / "datasets/clickstream/feedback.csv"
TEXTS = ROOT / "tools/feedback_texts.tsv"

SEED = 20240629
DATA_END = datetime.datetime(2024, 6, 29, 23, 59, 59)
ANSWERS = {"2024-01": 30, "2024-02": 45, "2024-03": 50,
           "2024-04": 55, "2024-05": 60, "2024-06": 60}
KINDS = ["nps"] * 15 + ["rating"] * 7 + ["comment"] * 8
WITH_TEXT = {"nps": 55, "rating": 40, "comment": 100}
CHINESE = 60

INCIDENTS = [("2024-04-09", "2024-05-09"), ("2024-05-19", "2024-06-07")]

# How a session ended: how often it is answered relative to others, the odds of the three moods
# in per cent, the topics people then write about.
ENDINGS = {
    "bug": (14, (0, 10, 90), ["checkout"] * 9 + ["speed"]),
    "declined": (12, (2, 10, 88), ["payment"] * 9 + ["service"]),
    "bought": (5, (70, 22, 8),
               ["quality", "quality", "delivery", "delivery", "price", "service", "checkout",
                "payment"]),
    "bought in an incident": (5, (35, 35, 30),
                              ["checkout", "payment", "delivery", "quality", "service"]),
    "support": (4, (35, 30, 35), ["service"] * 4 + ["quality", "delivery"]),
    "error": (3, (10, 30, 60), ["speed"] * 4 + ["search"]),
    "cart": (2, (38, 40, 22), ["price", "price", "content", "search", "delivery"]),
    "browse": (1, (52, 36, 12), ["search", "search", "content", "content", "price", "speed"]),
}
MOODS = ["good", "mixed", "bad"]
SCORES = {
    ("nps", "good"): [8, 9, 9, 9, 10, 10, 10],
    ("nps", "mixed"): [6, 7, 7, 7, 8, 8, 8],
    ("nps", "bad"): [0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6],
    ("rating", "good"): [4, 5, 5],
    ("rating", "mixed"): [3, 3, 4],
    ("rating", "bad"): [1, 1, 2, 2, 3],
}
ITEMS = {
    "zh": ["耳机", "充电宝", "键盘", "显示器", "手机壳", "路由器", "音箱", "相机", "手表", "鼠标"],
    "en": ["headset", "power bank", "keyboard", "monitor", "phone case", "router", "speaker",
           "camera", "watch", "mouse"],
}
CLOSINGS = {
    ("zh", "good"): ["，谢谢", "，会再来", "，推荐", "，继续保持"],
    ("zh", "mixed"): ["，就这样", "，先观望", "，再看看吧"],
    ("zh", "bad"): ["，请尽快处理", "，希望有人看到", "，有点失望", "，下次不敢买了"],
    ("en", "good"): [". Thanks!", ". Will come back.", ". Recommended.", ". Keep it up."],
    ("en", "mixed"): [". All in all fine.", ". Could be better.", ". We will see."],
    ("en", "bad"): [". Please look into it.", ". I hope someone reads this.",
                    ". A bit disappointed.", ". Not sure I will order again."],
}


class SplitMix64:
    """Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014."""

    MASK = (1 << 64) - 1

    def __init__(self, seed):
        self.state = seed & self.MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & self.MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
        return z ^ (z >> 31)

    def below(self, bound):
        return self.next() % bound

    def pick(self, items):
        return items[self.below(len(items))]

    def weighted(self, weights):
        left = self.below(sum(weights))
        for index, weight in enumerate(weights):
            if left < weight:
                return index
            left -= weight


def sessions():
    """(user, last instant, ending) of every session, in the order of the file."""
    seen = collections.OrderedDict()
    with EVENTS.open(newline="") as file:
        for row in csv.DictReader(file):
            user, last, events = seen.get(row["session_id"], (row["user_id"], "", set()))
            seen[row["session_id"]] = (
                user, max(last, row["timestamp"]), events | {row["event"]})
    return [(user, last, ending(last[:10], events)) for user, last, events in seen.values()]


def ending(day, events):
    if "checkout_bug" in events and "purchase" not in events:
        return "bug"
    if "payment_error" in events and "purchase" not in events:
        return "declined"
    if "purchase" in events:
        inside = any(first <= day <= last for first, last in INCIDENTS)
        return "bought in an incident" if inside else "bought"
    for event, name in [("support_chat", "support"), ("error_page", "error"),
                        ("add_to_cart", "cart")]:
        if event in events:
            return name
    return "browse"


def templates():
    texts = collections.defaultdict(list)
    with TEXTS.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            texts[row["topic"], row["mood"], row["lang"]].append(row["text"])
    return texts


class Writer:
    """Writes the texts: the least used one of a topic first, never the same words twice."""

    def __init__(self, random):
        self.random = random
        self.texts = templates()
        self.used = collections.Counter()
        self.written = set()

    def text(self, topic, mood, language):
        choices = self.texts[topic, mood, language]
        least = min(self.used[choice] for choice in choices)
        template = self.random.pick([c for c in choices if self.used[c] == least])
        self.used[template] += 1
        plain = template.replace("{item}", self.random.pick(ITEMS[language]))
        closings = list(CLOSINGS[language, mood])
        text = plain if self.random.below(4) else plain + self.random.pick(closings)
        while text in self.written and closings:
            text = plain + closings.pop(self.random.below(len(closings)))
        self.written.add(text)
        return text


def source(kind, end, random):
    if end == "support":
        return "support"
    if kind == "nps":
        return random.pick(["email_survey", "email_survey", "site_popup"])
    return "order_page" if end.startswith("bought") else "site_popup"


def answered_at(last, random):
    """Two minutes to a day and a half after the session, not in the small hours."""
    instant = datetime.datetime.fromisoformat(last)
    instant += datetime.timedelta(seconds=120 + random.below(36 * 3600))
    if instant.hour < 7:
        instant += datetime.timedelta(hours=8)
    return instant


def answers():
    random = SplitMix64(SEED)
    writer = Writer(random)
    everyone = sessions()
    kinds = KINDS * (sum(ANSWERS.values()) // len(KINDS))
    for month, count in ANSWERS.items():
        left = [s for s in everyone if s[1][:7] == month]
        while count:
            user, last, end = left.pop(random.weighted([ENDINGS[s[2]][0] for s in left]))
            instant = answered_at(last, random)
            if instant > DATA_END:
                continue
            count -= 1
            kind = kinds.pop(random.below(len(kinds)))
            _, odds, topics = ENDINGS[end]
            mood = MOODS[random.weighted(odds)]
            score = random.pick(SCORES[kind, mood]) if kind != "comment" else ""
            chinese = SplitMix64(SEED ^ int(user.split("_")[1])).below(100) < CHINESE
            text = ""
            if random.below(100) < WITH_TEXT[kind]:
                text = writer.text(random.pick(topics), mood, "zh" if chinese else "en")
            yield [user, str(instant), source(kind, end, random), kind, score, text]


def feedback():
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["fid", "user_id", "ts", "source", "kind", "score", "text"])
    for number, row in enumerate(sorted(answers(), key=lambda row: (row[1], row[0])), 1):
        rows.writerow([f"f{number:04}"] + row)
    return out.getvalue().encode("utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == []:
        FEEDBACK.write_bytes(feedback())
    elif sys.argv[1:] == ["--check"]:
        if FEEDBACK.read_bytes() != feedback():
            sys.exit(f"{FEEDBACK.name} is not what this script writes")
        print(f"{FEEDBACK.name} as written by this script")
    else:
        sys.exit(__doc__)
