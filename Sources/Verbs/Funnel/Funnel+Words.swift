import Engine
import Reporting

extension Funnel {
  public static func words(_ plan: Plan, on dataset: Dataset) -> Phrase {
    let steps = plan.steps.map(\.label).joined(separator: " → ")
    let unit = plan.unit.phrase
    let time = Self.time(plan.rules)
    var lines = [
      plan.rules.order == .anyOrder
        ? Phrase(
          "The \(unit.english) who do several of \(steps.english) in whatever order,"
            + " \(time.english).",
          "不分先后地完成以下若干步的\(unit.chinese)：\(steps.chinese)，\(time.chinese)。")
        : Phrase(
          "The \(unit.english) who do \(steps.english) in this order, \(time.english).",
          "依次完成以下步骤的\(unit.chinese)：\(steps.chinese)，\(time.chinese)。")
    ]
    if let peer = plan.rules.peer?.rules {
      lines.append(
        Phrase(
          "As \(peer.name) counts: \(peer.summary.english).",
          "按 \(peer.name) 的口径：\(peer.summary.chinese)。"))
    } else {
      lines.append(order(plan.rules))
    }
    if plan.steps.contains(where: \.isOptional) {
      lines.append(
        Phrase(
          "A step with '?' may be passed over; of several ways the one with most required, then"
            + " most optional steps counts.",
          "带“?”的步骤可以跳过；有多种走法时，先取必经步骤最多的，再取可选步骤最多的。"))
    }
    if !plan.rules.exclusions.isEmpty { lines.append(Self.words(plan.rules.exclusions)) }
    if !plan.rules.hold.isEmpty {
      let names = plan.rules.hold.compactMap { index in
        dataset.events.properties.indices.contains(index)
          ? dataset.events.properties[index].name : nil
      }.joined(separator: ", ")
      lines.append(
        Phrase(
          "All matched events share the value of \(names); a missing value is shared with nothing.",
          "各步事件的 \(names) 取值须相同；缺失值与任何值都不相同。"))
    }
    let day = dataset.asof.day.label
    lines.append(
      plan.usesAll
        ? Phrase("Rates are taken over all who entered.", "比率以全部进入者为分母。")
        : Phrase(
          "A rate is taken over attempts whose window is over by the end of \(day).",
          "比率只用窗口在 \(day) 结束前已满的尝试计算。"))
    return lines.joined(separator: "\n")
  }

  private static func time(_ rules: Rules) -> Phrase {
    var parts: [Phrase] = []
    if let window = rules.window {
      parts.append(
        window.isCalendar
          ? Phrase(
            "within \(window.text) of the calendar, the entry's own included",
            "在进入所在期起的 \(window.text) 自然期内")
          : Phrase(
            "within \(window.text) of the entry, end included",
            "在进入后 \(window.text) 内（含终点）"))
    }
    if let each = rules.each {
      parts.append(
        Phrase(
          "each step within \(each.text) of the one before", "每步与上一步相隔不超过 \(each.text)"))
    }
    if parts.isEmpty { return Phrase("with no limit of time", "不限时间") }
    return Phrase(
      parts.map(\.english).joined(separator: ", "), parts.map(\.chinese).joined(separator: "，"))
  }

  private static func order(_ rules: Rules) -> Phrase {
    let later =
      rules.isStrictlyLater
      ? Phrase(" Each step must be later than the one before.", "每一步都必须晚于上一步。") : Phrase("", "")
    let between =
      rules.order == .strict
      ? Phrase(
        "The next event must be the next step, whatever it is.", "下一个事件必须就是下一步，不论是什么事件。")
      : Phrase("Other events may come between.", "中间可以有其他事件。")
    return between
      + Phrase(
        " Each event serves one step at most; every entry opens an attempt and the best one"
          + " counts.",
        "每个事件最多用于一步；每次进入都是一次尝试，取走得最远的一次。")
      + later
  }

  private static func words(_ exclusions: [Exclusion]) -> Phrase {
    let label = exclusions.labels
    return exclusions.contains { $0.dropsUnit }
      ? Phrase(
        "Whoever does \(label.english) after an entry and before its last step, or before its"
          + " window ends where it is not finished, is left out altogether.",
        "在进入之后、最后一步之前（未走完的则在窗口结束之前）发生 \(label.chinese) 的，整个剔除。")
      : Phrase(
        "\(label.english) between two steps ends the attempt there; the steps before it are kept"
          + " and another attempt may count.",
        "两步之间出现 \(label.chinese) 时该次尝试到此为止，此前的步骤保留，其他尝试仍可计入。")
  }
}
