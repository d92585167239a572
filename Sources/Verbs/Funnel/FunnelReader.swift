import Engine
import Language
import Reporting

/// The words after `using`, with their places.
struct FunnelWords {
  private let words: [Word]

  init(_ call: VerbCall) {
    if case .using(let words) = call.clause(.using)?.body { self.words = words } else { words = [] }
  }

  subscript(_ text: String) -> Word? { words.first { $0.text == text } }

  func has(_ text: String) -> Bool { self[text] != nil }

  func all(_ texts: [String]) -> [Word] { texts.compactMap { self[$0] } }
}

/// Reads the clauses of a funnel that say how events are matched and units counted.
struct FunnelReader {
  let call: VerbCall
  let scope: Scope
  let steps: [Funnel.Plan.Step]

  func rules(_ words: FunnelWords) throws(Diagnostic) -> Funnel.Rules {
    var rules = Funnel.Rules()
    rules.peer = try peer(words)
    let orders = words.all(["strict", "any_order"])
    if orders.count > 1 { throw .conflict(orders[0], orders[1]) }
    if words.has("strict") { rules.order = .strict }
    if words.has("any_order") { rules.order = .anyOrder }
    rules.isStrictlyLater = words.has("strictly")
    try readLimits(words, into: &rules)
    if let clause = call.clause(.excluding), case .excluding(let excluded) = clause.body {
      let dropsUnit = words.has("exclude_user") || rules.peer == .posthog
      guard excluded.count <= Funnel.mostSteps else {
        throw .manyExclusions(excluded.count, at: clause.place.span)
      }
      for excluded in excluded {
        let (first, last) = try between(excluded.between, at: clause.place.span)
        rules.exclusions.append(
          Funnel.Exclusion(
            selector: try scope.selector(for: excluded.event),
            label: scope.text(of: excluded.event), first: first, last: last,
            dropsUnit: dropsUnit))
      }
    } else if let word = words["exclude_user"] {
      throw .needs(
        word, Phrase("an event after 'excluding'", "“排除”后面的事件"),
        example: Phrase("excluding refund using exclude_user", "排除 退款 口径 剔除用户"))
    }
    rules.hold = try hold()
    rules.heldSteps = try heldSteps(words, rules)
    try setWindow(of: &rules, words)
    return rules
  }

  private func readLimits(
    _ words: FunnelWords, into rules: inout Funnel.Rules
  ) throws(Diagnostic) {
    let isCalendar = words.has("calendar")
    if let clause = call.clause(.within), case .within(let duration, let isEach) = clause.body {
      let limit = try self.limit(duration, isCalendar, at: clause.place.span)
      if isEach { rules.each = limit } else { rules.window = limit }
    } else if let word = words["calendar"] {
      throw .needs(
        word, Phrase("a window", "一个窗口"),
        example: Phrase("within 1d using calendar", "窗口 1d 口径 自然日"))
    }
    guard let setting = try setting("each") else { return }
    let place = setting.key.place
    guard rules.each == nil else {
      throw Diagnostic(
        "E330", Phrase("the time between steps is given twice", "步骤之间的时限给了两次"),
        at: place.span,
        notes: [
          Phrase("keep one: within 1d with each=1h", "只留一个：窗口 1d 参数 each=1h")
        ])
    }
    let duration: DurationValue
    switch setting.value {
    case .literal(.duration(let span), _): duration = .span(span)
    case .literal(.parameter(let name), _): duration = .parameter(name)
    default: throw .wrongSetting(setting, Phrase("a length of time", "一段时长"), example: "each=1h")
    }
    rules.each = try limit(duration, isCalendar, at: place.span)
  }

  private func limit(
    _ duration: DurationValue, _ isCalendar: Bool, at span: Span
  ) throws(Diagnostic) -> Funnel.Limit {
    let written = try scope.span(duration, at: span)
    if isCalendar, !written.unit.isOfCalendar || written.count < 1 {
      throw Diagnostic(
        "E330",
        Phrase(
          "a calendar window is made of whole days, weeks or months",
          "按自然日计的窗口须为整日、整周或整月"), at: span,
        notes: [Phrase("for example within 1d using calendar", "例如 窗口 1d 口径 自然日")])
    }
    return Funnel.Limit(written, isCalendar: isCalendar)
  }

  /// The steps, from 0, between which an excluded event voids.
  private func between(
    _ pair: StepPair?, at span: Span
  ) throws(Diagnostic) -> (first: Int, last: Int) {
    guard let pair else { return (0, steps.count - 1) }
    guard pair.from >= 1, pair.to <= steps.count, pair.from < pair.to else {
      throw Diagnostic(
        "E332",
        Phrase(
          "expected two steps in order, of 1 to \(steps.count)",
          "此处应为先后两个步骤的序号，范围 1 到 \(steps.count)"), at: span,
        notes: [
          Phrase("for example between 1 and \(steps.count)", "例如 介于 1 且 \(steps.count)")
        ])
    }
    for step in [pair.from, pair.to] where steps[step - 1].isOptional {
      throw Diagnostic(
        "E333",
        Phrase(
          "step \(step) is optional, so nothing lies for certain between it and another",
          "第 \(step) 步是可选步骤，不能作为排除区间的边界"), at: span,
        notes: [Phrase("name required steps", "请改用必经步骤")])
    }
    return (pair.from - 1, pair.to - 1)
  }

  /// `hold=p`, `hold=p, hold=q` or `hold=('p', 'q')`.
  private func hold() throws(Diagnostic) -> [Int] {
    guard case .with(let settings) = call.clause(.with)?.body else { return [] }
    var properties: [Int] = []
    for setting in settings where setting.key.text == "hold" {
      var words: [Word] = []
      switch setting.value {
      case .name(let name) where name.qualifier == nil: words = [name.word]
      case .literal(.text(let text), let place): words = [Word(text, quoted: true, at: place)]
      case .list(let items):
        for item in items {
          guard case .text(let text) = item.lower, item.upper == nil else {
            throw .wrongSetting(
              setting, Phrase("names of properties", "属性名"), example: "hold=('city', 'plan')")
          }
          words.append(Word(text, quoted: true, at: setting.key.place))
        }
      default:
        throw .wrongSetting(
          setting, Phrase("a property of events", "一个事件属性"), example: "hold=city")
      }
      for word in words {
        let index = try scope.property(word).index
        if !properties.contains(index) { properties.append(index) }
      }
    }
    return properties
  }

  /// A setting that stands once.
  func setting(_ key: String) throws(Diagnostic) -> Setting? {
    guard case .with(let settings) = call.clause(.with)?.body else { return nil }
    let found = settings.filter { $0.key.text == key }
    if found.count > 1 { throw .conflict(found[0].key, found[1].key) }
    return found.first
  }

  /// A step's number, from 1, as the value of a setting.
  func stepNumber(_ setting: Setting) throws(Diagnostic) -> Int {
    var value: Literal?
    if case .literal(let literal, _) = setting.value { value = literal }
    if case .parameter(let name) = value {
      value = try scope.parameter(name, at: setting.key.place.span)
    }
    guard case .number(let number) = value, let step = Int(exactly: number),
      (1...steps.count).contains(step)
    else {
      throw Diagnostic(
        "E332",
        Phrase(
          "expected the number of a step, 1 to \(steps.count)",
          "此处应为步骤序号，范围 1 到 \(steps.count)"), at: setting.key.place.span,
        notes: [
          Phrase(
            "for example with \(setting.key.text)=\(steps.count) as my_users",
            "例如 参数 \(setting.key.text)=\(steps.count) 存为 my_users")
        ])
    }
    return step
  }
}
