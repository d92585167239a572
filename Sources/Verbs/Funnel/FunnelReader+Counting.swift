import Engine
import Language
import Reporting

extension FunnelReader {
  func unit(_ words: FunnelWords, _ rules: Funnel.Rules) throws(Diagnostic) -> Funnel.Unit {
    let units = words.all(["user", "session", "entries"])
    if units.count > 1 { throw .conflict(units[0], units[1]) }
    let column = try setting("unit")
    if let column, let unit = units.first, unit.text != "user" {
      throw .conflict(unit, column.key)
    }
    if let column {
      // A group of PostHog is what the event carries, whatever its user has.
      return .column(try unitColumn(column, ofEvent: rules.peer == .posthog))
    }
    switch units.first?.text {
    case "session": return .session
    case "entries": return .entries
    default: return .user
    }
  }

  private func unitColumn(
    _ setting: Setting, ofEvent: Bool
  ) throws(Diagnostic) -> Funnel.UnitColumn {
    guard case .name(let name) = setting.value, name.qualifier == nil else {
      throw .wrongSetting(
        setting, Phrase("a column of users or events", "用户或事件的一列"), example: "unit=company")
    }
    let property = ofEvent ? try? scope.property(name.word) : nil
    if property == nil, let dimension = try? scope.userDimension(.name(name)) {
      return Funnel.UnitColumn(source: .user(dimension), label: dimension.label)
    }
    let (index, column) = try scope.property(name.word)
    let label = scope.dataset.labels.columns[column.name] ?? Phrase(verbatim: column.name)
    return Funnel.UnitColumn(source: .property(index), label: label)
  }

  /// Whether rates are taken over all entrants: `using all` or `with immature=show`.
  func usesAll(_ words: FunnelWords) throws(Diagnostic) -> Bool {
    guard let setting = try setting("immature") else { return words.has("all") }
    guard case .name(let name) = setting.value, name.text == "show" else {
      throw .wrongSetting(setting, Phrase("'show'", "“show”"), example: "immature=show")
    }
    return true
  }

  /// What cannot go together, each with its reason.
  func refuseConflicts(
    _ words: FunnelWords, _ rules: Funnel.Rules, _ unit: Funnel.Unit
  ) throws(Diagnostic) {
    if let word = words["any_order"] {
      if rules.each != nil {
        throw .excludes(
          word, Phrase("a time between steps", "步骤之间的时限"),
          because: Phrase("without an order no step comes next", "不分先后就没有“下一步”"))
      }
      if steps.contains(where: \.isOptional) {
        throw .excludes(
          word, Phrase("optional steps", "可选步骤"),
          because: Phrase(
            "its bars count any steps, so each may be missing already", "各柱统计任意几步，本来就可缺"))
      }
      if rules.peer == nil, case .excluding(let excluded) = call.clause(.excluding)?.body,
        excluded.contains(where: { $0.between != nil })
      {
        throw .excludes(
          word, Phrase("'between'", "“介于”"),
          because: Phrase("the steps have no order", "步骤没有先后"))
      }
    }
    if let word = words["strict"], !rules.exclusions.isEmpty, rules.peer == nil {
      throw .excludes(
        word, Phrase("'excluding'", "“排除”"),
        because: Phrase("it lets no other event come between already", "它本来就不允许中间有其他事件"))
    }
    if unit == .entries, let word = words["entries"] {
      if let order = words.all(["strict", "any_order"]).first { throw .conflict(word, order) }
      if steps.contains(where: \.isOptional) {
        throw .excludes(
          word, Phrase("optional steps", "可选步骤"),
          because: Phrase(
            "each entry takes the earliest event, with no choice to pass one over",
            "每次进入都取最早的事件，无从选择是否跳过"))
      }
    }
  }

  func touch(_ rules: Funnel.Rules) throws(Diagnostic) -> Funnel.Touch? {
    guard let setting = try setting("touch") else { return nil }
    guard case .name(let name) = setting.value, name.qualifier == nil else {
      throw .wrongTouch(setting)
    }
    switch name.word.text {
    case "first": return .first
    case "last": return .last
    case "all": return .all
    default: break
    }
    let text = name.word.text
    guard text.hasPrefix("step"), let step = Int(text.dropFirst(4)) else {
      throw .wrongTouch(setting)
    }
    guard (1...steps.count).contains(step) else {
      throw Diagnostic(
        "E332",
        Phrase("the funnel has \(steps.count) steps", "漏斗只有 \(steps.count) 步"),
        at: name.place.span,
        notes: [Phrase("for example with touch=step2", "例如 参数 touch=step2")])
    }
    if rules.order == .anyOrder {
      throw .excludes(
        setting.key, Phrase("'any_order'", "“任意顺序”"),
        because: Phrase("no event is bound to a step", "事件不固定对应某一步"))
    }
    return .step(step - 1)
  }

  /// E330: a setting that changes nothing would be read as if it did.
  func uselessTouch(of word: String?) throws(Diagnostic) -> Diagnostic {
    let span = try setting("touch")?.key.place.span
    return Diagnostic(
      "E330",
      word == nil
        ? Phrase(
          "'touch' chooses among the values of a property, but none splits this funnel",
          "touch 用来选择属性的取值，但此漏斗没有按属性拆分")
        : Phrase(
          "'entries' files each entry under its own value, so 'touch' has no choice",
          "“进入次数”按每次进入自己的取值归组，touch 没有作用"),
      at: span,
      notes: [Phrase("for example by visit.channel with touch=first", "例如 按 访问.渠道 参数 touch=first")])
  }
}
