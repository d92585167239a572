import Engine
import Reporting

extension Cohort.PeerQuestion {
  /// The pieces of the rule line that say whose rules count, and which.
  var rule: [Phrase] {
    let name = Phrase(verbatim: ruleSet.name)
    switch self {
    case .retention(let rules): return [name] + rules.rule
    case .newActivity:
      return [
        name, Phrase("new: first seen in the range", "新用户：在范围内首次出现"),
        Phrase("churned = cohort − retained", "流失 = 群组 − 留存"),
      ]
    case .activePeriods(let activity): return [name] + activity.intervalRule
    case .trailing(let activity): return [name] + activity.windowRule
    }
  }

  /// Zone, week start and `asof`.
  func ground(of dataset: Dataset) -> Phrase {
    var own = dataset
    switch self {
    case .retention(let rules), .newActivity(let rules): own.calendar = rules.calendar(of: dataset)
    case .activePeriods(let activity), .trailing(let activity):
      own.calendar = activity.calendar(of: dataset)
    }
    return RuleLine.ground(of: own, weeks: unit == .week)
  }
}

extension CohortRules {
  fileprivate var rule: [Phrase] {
    var pieces = [readingRule, windowRule, columnRule, entryRule]
    if let brackets {
      let list = brackets.map {
        $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)..\($0.upperBound)"
      }.joined(separator: ", ")
      pieces.append(Phrase("brackets \(list)", "区间 \(list)"))
    }
    if times > 1 {
      pieces.append(Phrase("at least \(times) times in a period", "每期至少 \(times) 次"))
    }
    if let split {
      pieces.append(
        ruleSet == .posthog
          ? Phrase("the return carries the same ", "返回事件须具有相同的") + split.label
          : Phrase("split by the start's ", "按起始事件拆分：") + split.label)
    }
    pieces.append(averageRule)
    return pieces
  }

  private var readingRule: Phrase {
    switch reading {
    case .exact: Phrase("on the period", "恰在当期")
    case .rolling:
      ruleSet == .posthog
        ? Phrase("cumulative: in this column or a later one", "累计：当列或之后各列")
        : Phrase("on or after the period", "当期或之后")
    case .range: Phrase("on or before the period", "当期或之前")
    case .streak: Phrase("in every period so far", "至今每期都有")
    }
  }

  private var windowRule: Phrase {
    let length: Phrase =
      switch unit {
      case .hour, .day: Phrase("24 h", "24 小时")
      case .week: Phrase("7 days", "7 天")
      case .month: Phrase("30 days", "30 天")
      case .quarter: Phrase("90 days", "90 天")
      case .year: Phrase("360 days", "360 天")
      }
    switch windows {
    case .calendar: return Phrase("calendar \(unit.phrase.english)s", "按日历\(unit.phrase.chinese)")
    case .exact:
      return Phrase("windows of \(length.english) from the start", "自起始事件起的 \(length.chinese)窗口")
    case .cut:
      let isByHour = unit == .hour || unit == .day || ruleSet == .posthog
      return Phrase("windows of \(length.english) from the start, ", "自起始事件起的 \(length.chinese)窗口，")
        + (isByHour
          ? Phrase("times cut to the hour", "时间取整到小时") : Phrase("times cut to the day", "时间取整到日"))
    }
  }

  private var columnRule: Phrase {
    switch ruleSet {
    case .posthog, .clickhouse, .kusto: Phrase("column 0 = cohort size", "第 0 列 = 群组人数")
    case .mixpanel, .amplitude:
      Phrase("column 0 = returned in the same window", "第 0 列 = 同一窗口内返回")
    }
  }

  private var entryRule: Phrase {
    ruleSet == .posthog && windows == .cut
      ? Phrase("users, by the first start in the range", "用户，按范围内首次起始事件")
      : Phrase("users, once in each period with a start", "用户，每个有起始事件的时间段计一次")
  }

  private var averageRule: Phrase {
    switch (ruleSet, average) {
    case (.amplitude, _): Phrase("average over users old enough", "均值只含时间已到的用户")
    case (_, .simple): Phrase("simple mean of complete cells", "已完成单元格的简单均值")
    default: Phrase("weighted mean of complete cells", "已完成单元格的加权均值")
    }
  }
}

extension PeerActivity {
  fileprivate var intervalRule: [Phrase] {
    let unit = unit.phrase
    var pieces = [
      every == 1
        ? Phrase("users by number of active \(unit.english)s", "按活跃\(unit.chinese)数统计用户")
        : Phrase(
          "users by number of active intervals of \(every) \(unit.english)s",
          "按活跃区间数统计用户，每区间 \(every) 个\(unit.chinese)")
    ]
    let (low, high) = (times.lowerBound, times.upperBound)
    if high < .max {
      pieces.append(
        low == high
          ? Phrase("active: exactly \(low) events", "活跃：恰好 \(low) 次")
          : Phrase("active: \(low) to \(high) events", "活跃：\(low) 至 \(high) 次"))
    } else if low > 1 {
      pieces.append(Phrase("active: at least \(low) events", "活跃：至少 \(low) 次"))
    }
    return pieces
  }

  fileprivate var windowRule: [Phrase] {
    let unit = days > 0 ? CalendarUnit.day.phrase : unit.phrase
    if days > 0 {
      let bin = self.unit.phrase
      return [
        Phrase(
          "users with \(days) or more active days in the \(window) days that end with one",
          "截至某活跃日的 \(window) 天内至少活跃 \(days) 天的用户"),
        Phrase(
          "bins of one \(bin.english) from the beginning of the range",
          "自范围起点起每\(bin.chinese)一组"),
      ]
    }
    return [
      Phrase("inner: the \(unit.english)", "内窗：当\(unit.chinese)"),
      Phrase(
        "outer: the \(window) \(unit.english)s that end with it",
        "外窗：截至当\(unit.chinese)的 \(window) 个\(unit.chinese)"),
    ]
  }
}

extension Cohort {
  /// The product's definition in sentences.
  static func peerWords(
    _ plan: Plan, _ question: PeerQuestion, on dataset: Dataset
  ) -> Phrase {
    let name = question.ruleSet.name
    let lead = Phrase(
      "Computed by \(name)'s documented rules, not by this notebook's.",
      "按 \(name) 文档所述的规则计算，不是本工具的规则。")
    let pieces = question.rule.dropFirst().map { piece in
      Phrase("- ", "· ") + piece
    }
    let tail = Phrase(
      "\(name) does not ask whether a user's time is over: a rate is of the whole cohort; "
        + "incomplete cells are marked.",
      "\(name) 不区分用户的时间是否已到：比率以整个群组为分母；未完的单元格会被标记。")
    return ([lead] + pieces + [tail]).joined(separator: "\n")
  }
}
