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
    if let column { return .column(try unitColumn(column)) }
    switch units.first?.text {
    case "session": return .session
    case "entries": return .entries
    default: return .user
    }
  }

  private func unitColumn(_ setting: Setting) throws(Diagnostic) -> Funnel.UnitColumn {
    guard case .name(let name) = setting.value, name.qualifier == nil else {
      throw .wrongSetting(
        setting, Phrase("a column of users or events", "用户或事件的一列"), example: "unit=company")
    }
    if let dimension = try? scope.userDimension(.name(name)) {
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
      if case .excluding(_, .some) = call.clause(.excluding)?.body {
        throw .excludes(
          word, Phrase("'between'", "“介于”"),
          because: Phrase("the steps have no order", "步骤没有先后"))
      }
    }
    if let word = words["strict"], rules.exclusion != nil {
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

  /// `sort` and `limit` order and cut the groups.
  func order(_ breakdown: [Funnel.Breakdown]) throws(Diagnostic) -> RowOrder {
    let clause = call.clause(.sort) ?? call.clause(.limit)
    guard let clause else { return .natural }
    guard !breakdown.isEmpty else {
      throw Diagnostic(
        "E335", Phrase("there are no groups to order or cut", "没有可排序或截取的分组"),
        at: clause.place.span,
        notes: [Phrase("split the funnel first: by channel limit 5", "先拆分：按 渠道 取 5")])
    }
    if case .limit(let value) = call.clause(.limit)?.body, let limit = call.clause(.limit) {
      if breakdown.contains(where: { if case .entryPeriod = $0 { true } else { false } }) {
        throw Diagnostic(
          "E335", Phrase("periods are never cut by number", "时间段不按个数截取"),
          at: limit.place.span,
          notes: [Phrase("bound the entries: last 90 days", "请限定进入时间：最近90天")])
      }
      if case .share = value {
        throw Diagnostic(
          "E335", Phrase("groups are cut by their number", "分组按个数截取"), at: limit.place.span,
          notes: [Phrase("for example limit 10", "例如 取 10")])
      }
    }
    return try scope.rowOrder(of: call, columns: breakdown.map(\.column) + Funnel.stepColumns)
  }

  func chart(_ breakdown: [Funnel.Breakdown]) throws(Diagnostic) -> Funnel.ChartKind? {
    guard case .chart(let word) = call.clause(.chart)?.body else { return nil }
    guard let kind = Funnel.ChartKind(rawValue: word.text) else {
      throw .noSuchChart(
        word, verb: "funnel", among: Funnel.ChartKind.allCases.map(\.rawValue))
    }
    let isByTime = breakdown.contains { if case .entryPeriod = $0 { true } else { false } }
    if kind == .line, !isByTime {
      throw .needs(
        word, Phrase("a split by time", "按时间拆分"),
        example: Phrase("by week chart line", "按 周 图 折线"))
    }
    return kind
  }

  func saving(_ unit: Funnel.Unit) throws(Diagnostic) -> Funnel.Saving? {
    let (lost, reached) = (try setting("lost"), try setting("reached"))
    if let lost, let reached { throw .conflict(lost.key, reached.key) }
    var name: Word?
    if case .as(let word) = call.clause(.as)?.body { name = word }
    guard let name else {
      guard let setting = lost ?? reached else { return nil }
      throw .needs(
        setting.key, Phrase("a name to keep the users under", "一个保存用的名字"),
        example: Phrase(
          "with \(setting.key.text)=2 as my_users", "参数 \(setting.key.text)=2 存为 my_users"))
    }
    guard unit == .user else {
      throw .excludes(
        name, Phrase("a count of other units", "其他统计单位"),
        because: Phrase(
          "users are kept under a name, and one user may have several of them",
          "能保存的是用户，而一个用户可能对应多个单位"))
    }
    if let reached {
      return Funnel.Saving(name: name.text, kind: .reached(try stepNumber(reached) - 1))
    }
    guard let lost else { return Funnel.Saving(name: name.text, kind: .furthest) }
    let step = try stepNumber(lost)
    guard step > 1, !steps[step - 1].isOptional else {
      throw Diagnostic(
        "E332", Phrase("nobody is lost on the way to step \(step)", "第 \(step) 步没有流失一说"),
        at: lost.key.place.span,
        notes: [
          Phrase("name a later required step", "请改用后面的必经步骤")
        ])
    }
    return Funnel.Saving(name: name.text, kind: .lost(step - 1))
  }
}
