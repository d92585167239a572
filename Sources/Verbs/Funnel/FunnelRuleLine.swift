import Engine
import Reporting

/// The line under a funnel that pins how it was counted.
struct FunnelRuleLine {
  let rules: Funnel.Rules
  let range: InstantRange
  let population: Population
  let unit: Funnel.Unit
  let breakdown: [Funnel.Breakdown]
  let touch: Funnel.Touch?
  let usesAll: Bool
  let comparison: PopulationComparison?
  let dataset: Dataset

  var phrase: Phrase {
    var parts: [Phrase] = []
    if let peer = rules.peer?.rules {
      parts.append(
        Phrase("as \(peer.name) counts: ", "按 \(peer.name) 的口径：") + peer.summary)
    }
    parts += [rules.orderPhrase] + windows
    if !rules.exclusions.isEmpty { parts.append(exclusions) }
    if !rules.hold.isEmpty { parts.append(Phrase("same ", "相同 ") + held) }
    parts.append(unitPhrase)
    if let touch { parts.append(text(of: touch)) }
    if usesAll, rules.peer == nil { parts.append(Phrase("rates over all entrants", "比率以全部进入者为分母")) }
    if let counted = population.rule { parts.append(counted) }
    if let comparison {
      parts += comparison.rule(in: dataset)
    } else if let dates = RuleLine.range(range, in: dataset, of: Phrase("entries", "进入")) {
      parts.append(dates)
    }
    for case .user(let dimension) in breakdown {
      if let rule = dimension.rule { parts.append(rule) }
    }
    let weeks = rules.window?.countsWeeks == true || breakdown.contains(.entryPeriod(.week))
    parts.append(RuleLine.ground(of: dataset, weeks: weeks))
    return RuleLine.joined(parts)
  }

  private var windows: [Phrase] {
    var parts: [Phrase] = []
    if let window = rules.window {
      let text = window.text
      parts.append(
        window.isCalendar
          ? Phrase(
            "calendar window \(text): the entry's own period counts as the first",
            "自然日窗口 \(text)：进入所在的一期算第一期")
          : rules.order == .anyOrder
            ? Phrase("window \(text), end included", "窗口 \(text)，含终点")
            : Phrase("window \(text) from the entry, end included", "窗口 \(text)，自进入起，含终点"))
    }
    if let each = rules.each {
      parts.append(
        each.isCalendar
          ? Phrase(
            "calendar window \(each.text) from step to step", "步间自然日窗口 \(each.text)")
          : Phrase(
            "\(each.text) from each step to the next, end included",
            "每步到下一步不超过 \(each.text)，含终点"))
    }
    if parts.isEmpty {
      parts.append(
        range.isAll
          ? Phrase("no window", "无窗口")
          : Phrase("no window, all steps in the range", "无窗口，各步均在范围内"))
    }
    return parts
  }

  private var exclusions: Phrase {
    let label = rules.exclusions.labels
    if rules.peer == .posthog, rules.order == .anyOrder {
      return Phrase(
        "an attempt with \(label.english) in it does not count", "其中出现 \(label.chinese) 的尝试不计")
    }
    return rules.dropsUnit
      ? Phrase(
        "whoever does \(label.english) on the way is left out",
        "途中发生 \(label.chinese) 的整个剔除")
      : Phrase(
        "void from the first \(label.english) between the steps",
        "步骤之间出现 \(label.chinese) 即作废")
  }

  private var held: Phrase {
    let names = rules.hold.compactMap { index in
      dataset.events.properties.indices.contains(index)
        ? dataset.events.properties[index].name : nil
    }
    return names.map { dataset.labels.columns[$0] ?? Phrase(verbatim: $0) }
      .joined(separator: " + ")
  }

  private var unitPhrase: Phrase {
    if unit == .session, dataset.events.sessions == nil {
      return Phrase("sessions cut after 30min of silence", "会话（静默 30 分钟切分）")
    }
    return unit.phrase
  }

  private func text(of touch: Funnel.Touch) -> Phrase {
    switch touch {
    case .first:
      rules.peer == .posthog
        ? Phrase("filed under the first value of any step", "按各步中首个非空取值归组")
        : Phrase("filed under the first entry", "按首次进入归组")
    case .last:
      rules.peer == .posthog
        ? Phrase("filed under the last value of any step", "按各步中末个非空取值归组")
        : Phrase("filed under the last entry", "按末次进入归组")
    case .step(let step): Phrase("filed under step \(step + 1)", "按第 \(step + 1) 步归组")
    case .all: Phrase("all steps of one value", "各步取值相同")
    }
  }
}

extension Funnel.Rules {
  var orderPhrase: Phrase {
    let later =
      isStrictlyLater ? Phrase(", each step later", "，逐步更晚") : Phrase("", "")
    return switch order {
    case .ordered: Phrase("ordered", "有序") + later
    case .strict: Phrase("strict: the next event is the next step", "严格：下一个事件即下一步") + later
    case .anyOrder: Phrase("any order", "任意顺序") + later
    }
  }
}

extension Funnel.Limit {
  fileprivate var countsWeeks: Bool { isCalendar && span.unit == .week }
}

extension Funnel.Unit {
  /// In the plural.
  var phrase: Phrase {
    switch self {
    case .user: Phrase("users", "用户")
    case .session: Phrase("sessions", "会话")
    case .entries: Phrase("entries", "进入次数")
    case .column(let column): column.label
    }
  }
}

extension [Funnel.Exclusion] {
  /// The excluded events, each once.
  var labels: Phrase {
    var labels: [Phrase] = []
    for exclusion in self where !labels.contains(exclusion.label) { labels.append(exclusion.label) }
    return Phrase(
      labels.map(\.english).joined(separator: " or "),
      labels.map(\.chinese).joined(separator: " 或 "))
  }
}
