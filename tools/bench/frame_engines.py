"""Polars and pandas: how each loads the events and answers an item.

Users are integers, texts are categories, rows are sorted by user and time. The funnels sort one
packed number an event (user, second, step) and carry the start of the latest chain forward, which
is faster than what most people would write.
"""

from common import (
    CHANNELS, DAY, DAYS, EVENTS, FIRST_SECOND, FUNNELS, LAST_30_DAYS, PLATFORMS, REGIONS, WEEK)

NEVER = 100_000


class Polars:
    def __init__(self, folder, engine):
        self.path = f"{folder}/polars.parquet"

    def open(self):
        import polars
        self.pl = polars
        self.frame = polars.read_parquet(self.path)

    def load(self, csv):
        import polars as pl
        text = {name: pl.Enum(values) for name, values in (
            ("event", EVENTS), ("channel", CHANNELS), ("platform", PLATFORMS),
            ("region", REGIONS))}
        frame = pl.read_csv(csv, schema={
            "user_id": pl.String, "event": text["event"], "ts": pl.String,
            "channel": text["channel"], "platform": text["platform"], "region": text["region"],
            "amount": pl.Float64})
        frame = frame.with_columns(
            pl.col("ts").str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_unit="ms").dt.epoch("s"),
            uid=pl.col("user_id").rank("dense").cast(pl.UInt32)).sort("uid", "ts")
        frame.write_parquet(self.path)
        self.pl, self.frame = pl, frame

    def run(self, item):
        if item in FUNNELS:
            steps = range(len(FUNNELS[item]))
            c = self.pl.col
            sums = [(c("lv") > k).sum().alias(str(k)) for k in steps]
            return self.levels(FUNNELS[item]).select(*sums).collect().rows()
        return {
            "FB": self.funnel_by_channel, "R": self.weeks, "R1": self.points, "S": self.regions,
            "D": self.days, "LTV": self.value}[item]()

    def levels(self, steps):
        """How many steps each user reached."""
        pl, c = self.pl, self.pl.col
        code = {event: number for number, event in enumerate(steps)}
        packed = (
            c("uid").cast(pl.Int64) * 2**36 + c("ts") * 8
            + c("event").replace_strict(code, return_dtype=pl.Int64, default=7))
        rows = self.frame.lazy().filter(c("event").is_in(steps)).select(k=packed).sort("k")
        rows = rows.with_columns(x=c("k") & 7, t=c("k") // 8)
        rows = rows.with_columns(s0=pl.when(c("x") == 0).then(c("t")).forward_fill())
        level = pl.when(c("x") == 0).then(1)
        for number in range(1, len(steps)):
            start = c(f"s{number - 1}")
            reached = (c("x") == number) & (c("t") - start <= WEEK)
            level = level.when(reached).then(number + 1)
            if number < len(steps) - 1:
                rows = rows.with_columns(
                    pl.when(reached).then(start).forward_fill().alias(f"s{number}"))
        user = (c("t") // 2**33).cast(pl.UInt32)
        return rows.select(u=user, lv=level.otherwise(0)).group_by("u").agg(c("lv").max())

    def funnel_by_channel(self):
        pl, c = self.pl, self.pl.col
        first = self.frame.lazy().unique("uid", keep="first", maintain_order=True)
        first = first.select("uid", ch="channel")
        sums = [(c("lv") > k).sum().alias(str(k)) for k in range(3)]
        return (
            self.levels(FUNNELS["F3"]).join(first, left_on="u", right_on="uid")
            .group_by(ch=c("ch").cast(pl.String)).agg(*sums).sort("ch").collect().rows())

    def periods(self, length):
        """The periods in which each user was active, and the first of them."""
        pl, c = self.pl, self.pl.col
        period = ((c("ts") - FIRST_SECOND) // length).cast(pl.Int32)
        active = self.frame.lazy().select("uid", w=period).unique()
        return active.join(active.group_by("uid").agg(c=c("w").min()), on="uid")

    def weeks(self):
        c = self.pl.col
        return (
            self.periods(WEEK).group_by("c", k=c("w") - c("c")).len().sort("c", "k")
            .collect().rows())

    def points(self):
        c = self.pl.col
        sums = [(c("k") == k).sum().alias(str(k)) for k in (0, 1, 7, 30)]
        return self.periods(DAY).select(k=c("w") - c("c")).select(*sums).collect().rows()

    def regions(self):
        pl, c = self.pl, self.pl.col
        return (
            self.frame.lazy().filter((c("ts") >= LAST_30_DAYS) & (c("event") == "view_item"))
            .group_by("uid", c("region").cast(pl.String)).len().filter(c("len") >= 3)
            .group_by("region").agg(n=pl.len()).sort("region").collect().rows())

    def days(self):
        pl, c = self.pl, self.pl.col
        day = ((c("ts") - FIRST_SECOND) // DAY).cast(pl.Int32)
        following = pl.when(c("uid").shift(-1) == c("uid")).then(c("d").shift(-1))
        active = self.frame.lazy().select("uid", d=day).unique().sort("uid", "d").with_columns(
            nx=following.otherwise(NEVER).fill_null(NEVER)).collect()
        out = pl.DataFrame({"d": range(DAYS)}, schema={"d": pl.Int32})
        counts = active.group_by("d").agg(dau=pl.len().cast(pl.Int64))
        out = out.join(counts, on="d").sort("d")
        for name, length in (("wau", 7), ("mau", 30)):
            end = active.group_by(d=pl.min_horizontal(c("nx"), c("d") + length)).agg(
                x=pl.len().cast(pl.Int64))
            running = (c("dau") - c("x").fill_null(0)).cum_sum().alias(name)
            out = out.join(end, on="d", how="left").sort("d").with_columns(running).drop("x")
        return out.with_columns(st=(c("dau") / c("mau")).round(4)).rows()

    def value(self):
        pl, c = self.pl, self.pl.col
        day = ((c("ts") - FIRST_SECOND) // DAY).cast(pl.Int32)
        time = pl.from_epoch(c("ts"), "s")
        month = (time.dt.year() * 12 + time.dt.month()).cast(pl.Int32)
        frame = self.frame.lazy()
        first = frame.group_by("uid").agg(c("ts").min()).select("uid", c=month, d0=day)
        sizes = first.group_by("c").agg(n=pl.len())
        paid = frame.filter(c("event") == "pay").select("uid", "amount", d=day)
        sums = (
            paid.join(first, on="uid").group_by("c", age=(c("d") - c("d0")) // 7)
            .agg(a=c("amount").sum()).sort("c", "age").with_columns(c("a").cum_sum().over("c")))
        return (
            sums.join(sizes, on="c").select("c", "age", "n", c("a").round(2)).sort("c", "age")
            .collect().rows())


class Pandas:
    def __init__(self, folder, engine):
        self.path = f"{folder}/pandas.parquet"

    def open(self):
        import numpy
        import pandas
        self.pd, self.np = pandas, numpy
        self.frame = pandas.read_parquet(self.path)

    def load(self, csv):
        import pandas as pd
        texts = ("event", "channel", "platform", "region")
        frame = pd.read_csv(csv, dtype=dict.fromkeys(texts, "category"))
        time = pd.to_datetime(frame["ts"], format="%Y-%m-%dT%H:%M:%SZ")
        frame["ts"] = time.astype("datetime64[s]").astype("int64")
        frame["uid"] = pd.factorize(frame["user_id"])[0].astype("int32")
        frame = frame.sort_values(["uid", "ts"], kind="stable").reset_index(drop=True)
        frame.to_parquet(self.path)
        self.open()

    def run(self, item):
        if item in FUNNELS:
            level = self.levels(FUNNELS[item])[1]
            return [[int((level > k).sum()) for k in range(len(FUNNELS[item]))]]
        return {
            "FB": self.funnel_by_channel, "R": self.weeks, "R1": self.points, "S": self.regions,
            "D": self.days, "LTV": self.value}[item]()

    @staticmethod
    def rows(frame):
        return [tuple(row) for row in frame.itertuples(index=False)]

    def levels(self, steps):
        """Users and how many steps each reached."""
        np, frame = self.np, self.frame
        names = frame["event"].cat.categories
        code = np.full(len(names), -1, np.int64)
        for number, event in enumerate(steps):
            code[names.get_loc(event)] = number
        x = code[frame["event"].cat.codes.to_numpy()]
        kept = x >= 0
        packed = (
            (frame["uid"].to_numpy()[kept].astype(np.int64) << 36)
            + (frame["ts"].to_numpy()[kept] << 3) + x[kept])
        packed.sort(kind="stable")
        x, t = packed & 7, packed >> 3
        level = np.where(x == 0, 1, 0)
        start = np.maximum.accumulate(np.where(x == 0, t, -1 << 60))
        for number in range(1, len(steps)):
            reached = (x == number) & (t - start <= WEEK)
            level[reached] = number + 1
            if number < len(steps) - 1:
                start = np.maximum.accumulate(np.where(reached, start, -1 << 60))
        user = t >> 33
        bounds = np.flatnonzero(np.r_[True, user[1:] != user[:-1]])
        return user[bounds], np.maximum.reduceat(level, bounds)

    def funnel_by_channel(self):
        user, level = self.levels(FUNNELS["F3"])
        first = self.frame.drop_duplicates("uid").set_index("uid")["channel"].astype(str)
        columns = {"ch": first.loc[user].to_numpy()} | {str(k): level > k for k in range(3)}
        return self.rows(self.pd.DataFrame(columns).groupby("ch").sum().reset_index())

    def periods(self, length):
        period = (self.frame["ts"] - FIRST_SECOND) // length
        active = self.pd.DataFrame({"u": self.frame["uid"], "w": period}).drop_duplicates()
        active["c"] = active.groupby("u")["w"].transform("min")
        active["k"] = active["w"] - active["c"]
        return active

    def weeks(self):
        return self.rows(self.periods(WEEK).groupby(["c", "k"]).size().reset_index())

    def points(self):
        age = self.periods(DAY)["k"]
        return [[int((age == k).sum()) for k in (0, 1, 7, 30)]]

    def regions(self):
        frame = self.frame
        recent = frame[(frame["ts"] >= LAST_30_DAYS) & (frame["event"] == "view_item")]
        users = recent.groupby("uid").agg(region=("region", "first"), x=("ts", "size"))
        users = users[users["x"] >= 3]
        users["region"] = users["region"].astype(str)
        return self.rows(users.groupby("region").size().reset_index())

    def days(self):
        np = self.np
        day = (self.frame["ts"] - FIRST_SECOND) // DAY
        active = self.pd.DataFrame({"u": self.frame["uid"], "d": day}).drop_duplicates()
        following = active["d"].shift(-1).where(active["u"].shift(-1) == active["u"], NEVER)
        following, day = following.to_numpy().astype(np.int64), active["d"].to_numpy()
        daily = np.bincount(day, minlength=DAYS)
        running = []
        for length in (7, 30):
            end = np.minimum(np.minimum(following, day + length), 250)
            running.append(np.cumsum(daily - np.bincount(end, minlength=251)[:DAYS]))
        weekly, monthly = running
        return [
            (d, int(daily[d]), int(weekly[d]), int(monthly[d]), round(daily[d] / monthly[d], 4))
            for d in range(DAYS)]

    def value(self):
        pd, frame = self.pd, self.frame
        first = frame.drop_duplicates("uid")
        time = pd.DatetimeIndex(first["ts"].to_numpy().astype("datetime64[s]"))
        users = pd.DataFrame(
            {"c": time.year.to_numpy() * 12 + time.month.to_numpy(),
             "d0": ((first["ts"] - FIRST_SECOND) // DAY).to_numpy()}, index=first["uid"])
        sizes = users["c"].value_counts()
        paid = frame[frame["event"] == "pay"]
        of = users.loc[paid["uid"]]
        age = (((paid["ts"] - FIRST_SECOND) // DAY).to_numpy() - of["d0"].to_numpy()) // 7
        sums = pd.DataFrame(
            {"c": of["c"].to_numpy(), "age": age, "a": paid["amount"].to_numpy()})
        sums = sums.groupby(["c", "age"])["a"].sum().groupby("c").cumsum().round(2).reset_index()
        sums.insert(2, "n", sizes.loc[sums["c"]].to_numpy())
        return self.rows(sums)
