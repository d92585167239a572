import Charts
import Language
import Reporting

extension Workspace {
  /// Shows one stage of a statement's life, or without a stage all of them: words, tokens, tree and
  /// plan.
  func explain(
    _ statement: Statement, stage: ExplainStage?, tokens: [Token]
  ) throws(Diagnostic) -> Outcome.Kind {
    let sections: [(title: Phrase, lines: [String])]
    switch stage {
    case .tokens: sections = [(Phrase("tokens", "词元"), tokens.map(\.description))]
    case .tree: sections = [tree(of: statement)]
    case .plan: sections = [try planned(statement).plan]
    case .words: sections = [try planned(statement).words]
    case nil:
      let planned = try planned(statement)
      let words = tokens.map(\.description).joined(separator: "  ")
      sections = [
        planned.words, (Phrase("tokens", "词元"), [words]), tree(of: statement), planned.plan,
      ]
    case .sql: sections = try sql(of: statement)
    case .user(let user): return try ladder(of: user, statement)
    }
    return .answer(
      Answer(tables: [Self.table(of: sections)], rule: Phrase(verbatim: "")),
      render: { canvas in
        sections.map { section in
          .lines(
            [StyledText(section.title.text(in: canvas.language), .title)]
              + section.lines.map { StyledText(Escaping.visible($0)) })
        }
      })
  }

  private func tree(of statement: Statement) -> (title: Phrase, lines: [String]) {
    let canonical = Formatter(language: language).format(statement)
    return (Phrase("tree", "语法树"), [canonical] + TreeText(statement).lines)
  }

  private func planned(
    _ statement: Statement
  ) throws(Diagnostic) -> (
    plan: (title: Phrase, lines: [String]), words: (title: Phrase, lines: [String])
  ) {
    guard case .analysis(let call) = statement.kind else {
      throw .noPlan(at: statement.place.span)
    }
    return try planned(try verb(of: call), call)
  }

  private func sql(
    of statement: Statement
  ) throws(Diagnostic) -> [(title: Phrase, lines: [String])] {
    guard case .analysis(let call) = statement.kind else {
      throw .noPlan(at: statement.place.span)
    }
    return try sql(try verb(of: call), call)
  }

  /// Each query a section; under privacy no list of users is printed.
  private func sql<V: Verb>(
    _ verb: V.Type, _ call: VerbCall
  ) throws(Diagnostic) -> [(title: Phrase, lines: [String])] {
    try V.signature.check(call)
    let scope = try scope(at: call.verb.place.span)
    let queries = try V.sql(try V.plan(call, in: scope), on: scope.dataset)
    return queries.map { query in
      let text = query.text(in: language, folding: privacy.isOn ? .users : .longLists)
      return (
        Phrase("sql", "SQL") + Phrase(verbatim: " · \(query.name)"),
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      )
    }
  }

  private func planned<V: Verb>(
    _ verb: V.Type, _ call: VerbCall
  ) throws(Diagnostic) -> (
    plan: (title: Phrase, lines: [String]), words: (title: Phrase, lines: [String])
  ) {
    try V.signature.check(call)
    let scope = try scope(at: call.verb.place.span).asking(call)
    let plan = try V.plan(call, in: scope)
    let words = V.words(plan, on: scope.dataset).text(in: language)
    return (
      (Phrase("plan", "计划"), TreeText(plan).lines),
      (Phrase("in words", "释义"), words.split(separator: "\n").map(String.init))
    )
  }

  private static func table(of sections: [(title: Phrase, lines: [String])]) -> ResultTable {
    var table = ResultTable(
      "explain", columns: [ResultColumn("stage", .text), ResultColumn("text", .text)])
    for section in sections {
      for line in section.lines { table.append([.text(section.title.english), .text(line)]) }
    }
    return table
  }
}

extension Diagnostic {
  /// E307: a command is run as it stands.
  fileprivate static func noPlan(at span: Span) -> Diagnostic {
    Diagnostic(
      "E307", Phrase("only a question has a plan", "只有分析语句才有计划"), at: span,
      notes: [Phrase("for example explain funnel visit -> pay", "例如 解释 漏斗 访问 -> 支付")])
  }
}
