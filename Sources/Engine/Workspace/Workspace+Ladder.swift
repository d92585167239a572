import Charts
import Language
import Reporting

extension Workspace {
  /// The newest events that are shown of a long history.
  private static let mostRungs = 60

  /// `explain user ID QUERY`: what one user did and how the verb read it.
  ///
  /// Throws E307 for what is no question, E392 for an unknown user, E393 for a verb without a
  /// ladder, E394 under privacy.
  func ladder(
    of user: NameOrLiteral, _ statement: Statement
  ) throws(Diagnostic) -> Outcome.Kind {
    guard case .analysis(let call) = statement.kind else {
      throw .onlyQuestions(at: statement.place.span)
    }
    if privacy.isOn { throw .singleUser(at: statement.place.span) }
    return try ladder(of: user, try verb(of: call), call)
  }

  private func ladder<V: Verb>(
    of user: NameOrLiteral, _ verb: V.Type, _ call: VerbCall
  ) throws(Diagnostic) -> Outcome.Kind {
    try V.signature.check(call)
    let scope = try scope(at: call.verb.place.span)
    let plan = try V.plan(call, in: scope)
    let dataset = scope.dataset
    let id = user.idText
    guard let number = dataset.users.ids.firstIndex(of: id) else {
      throw .unknownUser(id, in: dataset, at: user.span ?? call.verb.place.span)
    }
    guard let ladder = try V.ladder(plan, of: number, on: dataset) else {
      throw .noLadder(call.verb.text, at: call.verb.place.span)
    }
    let shown = LadderText(ladder, of: id, most: Self.mostRungs, in: dataset)
    return .answer(
      Answer(tables: shown.tables(in: language), rule: Phrase(verbatim: "")),
      render: { shown.blocks(on: $0) })
  }
}

/// A ladder as tables and lines.
struct LadderText {
  private let ladder: Ladder
  private let id: String
  private let calendar: LocalCalendar
  private let labels: [String: Phrase]
  /// The number of the first rung that is shown, from 0.
  private let first: Int

  init(_ ladder: Ladder, of id: String, most: Int, in dataset: Dataset) {
    self.ladder = ladder
    self.id = id
    calendar = dataset.calendar
    labels = dataset.labels.events
    first = max(0, ladder.rungs.count - most)
  }

  /// `ladder`: a row for each event shown; `findings`: a row for each thing they come to.
  func tables(in language: DisplayLanguage) -> [ResultTable] {
    var events = ResultTable(
      "ladder",
      columns: [
        ResultColumn("number", .int), ResultColumn("time", .time), ResultColumn("event", .text),
        ResultColumn("note", .text),
      ])
    for (index, rung) in ladder.rungs.enumerated().dropFirst(first) {
      events.append([
        .int(index + 1), .time(rung.time), .text(rung.event),
        .text(rung.notes.map { $0.text(in: language) }.joined(separator: "; ")),
      ])
    }
    var findings = ResultTable(
      "findings", columns: [ResultColumn("kind", .text), ResultColumn("text", .text)])
    findings.append([.text("depth"), .text(String(ladder.depth))])
    for finding in ladder.findings {
      findings.append([.text(finding.kind), .text(finding.text.text(in: language))])
    }
    return [events, findings]
  }

  func blocks(on canvas: Canvas) -> [Block] {
    let (language, widths) = (canvas.language, canvas.displayWidth)
    var lines = [
      StyledText(
        Phrase("User ", "用户 ").text(in: language) + Escaping.visible(id), .title)
    ]
    if first > 0 {
      lines.append(
        muted(
          Phrase(
            "\(first) older events that matter are not shown", "另有 \(first) 个较早的相关事件未显示"),
          language))
    }
    let shown = ladder.rungs.enumerated().dropFirst(first)
    let names = shown.map { Escaping.visible(name($0.element.event, language)) }
    let width = min(24, names.map { widths.width(of: $0) }.max() ?? 0)
    let digits = String(ladder.rungs.count).count
    for (place, name) in zip(shown, names) {
      lines += self.lines(place.offset, place.element, name, width: width, digits, canvas)
    }
    if ladder.rungs.isEmpty {
      lines.append(muted(Phrase("no event that matters here", "没有相关事件"), language))
    }
    if ladder.irrelevant > 0 {
      let count = ladder.irrelevant
      lines.append(
        muted(
          Phrase(
            "\(count) other \(count == 1 ? "event has" : "events have") nothing to do with this"
              + " question",
            "另有 \(count) 个事件与此问题无关"), language))
    }
    lines.append(StyledText(""))
    lines += ladder.findings.map { StyledText(Escaping.visible($0.text.text(in: language))) }
    return [.lines(lines)]
  }

  private func lines(
    _ index: Int, _ rung: Ladder.Rung, _ name: String, width: Int, _ digits: Int,
    _ canvas: Canvas
  ) -> [StyledText] {
    let (language, widths) = (canvas.language, canvas.displayWidth)
    let number = String(index + 1)
    let padding = String(repeating: " ", count: max(0, digits - number.count))
    let gap = String(repeating: " ", count: max(0, width - widths.width(of: name)) + 2)
    let time = calendar.text(of: rung.time)
    let notes = rung.notes.map { Escaping.visible($0.text(in: language)) }
    var line = StyledText("\(padding)\(number)  ", .muted)
    line.append("\(time)  ")
    line.append(name, .label)
    if let note = notes.first { line.append("\(gap)\(note)") }
    let indent = String(
      repeating: " ",
      count: digits + 4 + widths.width(of: time) + max(width, widths.width(of: name)))
    return [line] + notes.dropFirst().map { StyledText("\(indent)  \($0)") }
  }

  private func name(_ event: String, _ language: DisplayLanguage) -> String {
    labels[event]?.text(in: language) ?? event
  }

  private func muted(_ phrase: Phrase, _ language: DisplayLanguage) -> StyledText {
    StyledText(phrase.text(in: language), .muted)
  }
}

extension NameOrLiteral {
  /// An id as it stands in the data: as text, or as a whole number.
  fileprivate var idText: String {
    switch self {
    case .name(let word): return word.typed
    case .literal(let literal):
      switch literal {
      case .text(let text): return text
      case .number(let number): return Int(exactly: number).map(String.init) ?? "\(number)"
      case .duration(let span): return "\(span.count)\(span.unit.rawValue)"
      case .point(let point): return "\(point.unit.rawValue)\(point.offset)"
      case .percent(let share): return "\(share * 100)%"
      case .parameter(let name): return "$\(name)"
      case .date: return ""
      }
    }
  }

  fileprivate var span: Span? { if case .name(let word) = self { word.place.span } else { nil } }
}

extension Diagnostic {
  /// E307: only a question has users.
  static func onlyQuestions(at span: Span) -> Diagnostic {
    Diagnostic(
      "E307", Phrase("only a question can be explained for a user", "只有分析语句才能按用户解释"), at: span,
      notes: [
        Phrase(
          "for example explain user 1042 funnel visit -> pay", "例如 解释 用户 1042 漏斗 访问 -> 支付")
      ])
  }

  /// E392: nobody has this id.
  ///
  /// No other id is offered: it would show one that was not asked for.
  fileprivate static func unknownUser(
    _ id: String, in dataset: Dataset, at span: Span
  ) -> Diagnostic {
    let ids = dataset.users.ids
    let count = NumberText.count(ids.count)
    var notes = [
      Phrase(
        "\(count) users are known; ids are compared letter by letter",
        "共有 \(count) 个用户；编号须逐字相同")
    ]
    if ids.contains(where: { $0.lowercased() == id.lowercased() }) {
      notes.append(Phrase("an id differs from this one in case alone", "有一个编号仅大小写不同"))
    }
    notes.append(
      Phrase(
        "an id with other signs stands in quotes: explain user 'A-17' …",
        "含其他符号的编号请加引号：解释 用户 'A-17' …"))
    return Diagnostic(
      "E392", Phrase("no user has the id '\(id)'", "没有编号为 '\(id)' 的用户"), at: span, notes: notes)
  }

  /// E393: a verb that does not follow single users.
  fileprivate static func noLadder(_ verb: String, at span: Span) -> Diagnostic {
    let word = Phrase.word(verb)
    return Diagnostic(
      "E393",
      Phrase(
        "'\(verb)' is not told user by user in this form", "'\(word.chinese)' 的这种写法不能按用户解释"),
      at: span,
      notes: [
        Phrase(
          "funnels and cohorts are: explain user 1042 funnel visit -> pay within 7d",
          "漏斗和留存可以：解释 用户 1042 漏斗 访问 -> 支付 窗口 7d")
      ])
  }

  /// E394: a single user's history is what privacy keeps.
  fileprivate static func singleUser(at span: Span) -> Diagnostic {
    Diagnostic(
      "E394",
      Phrase(
        "under privacy the history of a single user is not shown", "隐私模式下不显示单个用户的经历"), at: span,
      notes: [Phrase("to see it all the same: set privacy off", "仍要查看：设置 隐私 off")])
  }
}
