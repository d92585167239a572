import Charts
import Language
import Reporting

extension Workspace {
  /// Whether the statements after a failed one are run.
  public enum OnError: Sendable { case stop, `continue` }

  /// Runs the statements of a cell in order; spans in diagnostics count from the cell's start.
  ///
  /// A cell that cannot be read is not run at all, so that no half of it takes effect; where
  /// statements go on after an error, those that can be read are run.
  public mutating func run(
    _ text: String, mode: Lexer.Mode = .file, onError: OnError = .stop, interrupt: Interrupt
  ) -> [Outcome] {
    let parse = Parser(grammar: catalogue.grammar).parse(text, mode: mode)
    let scalars = Array(text.unicodeScalars)
    var outcomes: [Outcome] = []
    if !parse.diagnostics.isEmpty {
      if onError == .stop {
        return [Outcome(statement: text, verb: nil, kind: .failure(parse.diagnostics))]
      }
      outcomes = parse.diagnostics.map { scalars.unread($0) }
    }
    for statement in parse.script.statements {
      let source = scalars.text(in: statement.place.span)
      let start = statement.place.span.start
      do throws(Diagnostic) {
        let kind = try run(statement, tokens: parse.tokens, interrupt: interrupt)
        outcomes.append(
          Outcome(statement: source, at: start, verb: statement.verbName, kind: kind))
      } catch {
        // What was read of a damaged dataset may be why a name is unknown.
        var located = dataset?.notices.failure ?? error
        if located.span == nil { located.span = statement.place.span }
        outcomes.append(
          Outcome(
            statement: source, at: start, verb: statement.verbName, kind: .failure([located])))
        if onError == .stop || error.code == Diagnostic.interrupted.code { break }
      }
    }
    // Statements that could not be read stand where they were typed.
    return parse.diagnostics.isEmpty ? outcomes : outcomes.sorted { $0.start < $1.start }
  }

  private mutating func run(
    _ statement: Statement, tokens: [Token], interrupt: Interrupt
  ) throws(Diagnostic) -> Outcome.Kind {
    switch statement.kind {
    case .analysis(let call):
      let verb = try self.verb(of: call)
      return try run(verb, call, interrupt: interrupt)
    case .explain(let stage, let inner):
      let explained = try explain(inner, stage: stage, tokens: tokens)
      if let failure = dataset?.notices.failure { throw failure }
      return explained
    case .command(let call):
      guard let command = catalogue.command(call.command.text) else { return .host(call) }
      var changed = self
      let output = try command.run(call, &changed, interrupt)
      var answer = output.answer
      answer.warnings += try changed.dataset?.notices.take() ?? []
      self = changed
      return .answer(answer, render: output.render)
    case .definition(let definition):
      throw .noSuchVerbYet("define", at: definition.place.span)
    case .management(let management):
      throw .noSuchVerbYet(management.noun.text, at: management.noun.place.span)
    }
  }

  /// The verb of a call.
  ///
  /// Throws E203 for one that a later version brings.
  func verb(of call: VerbCall) throws(Diagnostic) -> any Verb.Type {
    if let verb = catalogue.verb(call.verb.text) { return verb }
    throw .noSuchVerbYet(call.verb.text, at: call.verb.place.span)
  }

  private mutating func run<V: Verb>(
    _ verb: V.Type, _ call: VerbCall, interrupt: Interrupt
  ) throws(Diagnostic) -> Outcome.Kind {
    try V.signature.check(call)
    let scope = try scope(at: call.verb.place.span).asking(call)
    let plan = try V.plan(call, in: scope)
    var answer = try answer(verb, plan, on: scope.dataset, interrupt: interrupt)
    if let doubt = scope.emptiness(for: call) { answer.warnings.insert(doubt, at: 0) }
    if !isAudited { answer.notes.append(Self.notAudited) }
    if let saved = answer.saved, let clause = call.clause(.as) {
      try keep(saved, at: clause.place.span)
    }
    let disclosure = V.disclosure(of: answer, for: plan)
    for table in disclosure?.tables ?? [] where !table.ids.isEmpty {
      answer.ids[table.name] = Set(table.ids)
    }
    if privacy.isOn {
      guard let disclosure else { throw .undeclared(call.verb.text, at: call.verb.place.span) }
      answer = try answer.keeping(privacy, disclosure, pseudonym: pseudonym)
    }
    answer.warnings += try scope.dataset.notices.take()
    result = answer
    return .answer(
      answer,
      render: { [answer, speaksDrawings] canvas in
        let blocks = V.render(answer, for: plan, on: canvas)
        return speaksDrawings ? blocks.map { $0.spoken(in: canvas.language) } : blocks
      })
  }
}

extension Workspace {
  /// The answer by the engine that was chosen.
  private func answer<V: Verb>(
    _ verb: V.Type, _ plan: V.Plan, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    guard backend == .sql else {
      return try V.evaluate(plan, on: dataset, interrupt: interrupt)
    }
    guard let sqlEngine else { throw .noSQLEngine }
    let queries = try V.sql(plan, on: dataset)
    let rows = try sqlEngine.rows(of: queries, on: dataset, interrupt: interrupt)
    var answer = try V.evaluate(plan, on: dataset, reading: rows)
    answer.notes.append(Answer.bySQL)
    return answer
  }

  /// Stands under every answer from data that nobody has looked at in this session.
  public static let notAudited = Phrase("⚠ not audited: type audit", "⚠ 未质检：请输入 质检")
}

extension Block {
  /// The title of a drawing and what it says in a sentence; a table stays as it is.
  fileprivate func spoken(in language: DisplayLanguage) -> Block {
    guard case .chart(let chart) = self, chart.isDrawing else { return self }
    let title = chart.title.map { [StyledText($0.text(in: language), .title)] } ?? []
    return .lines(title + [StyledText(chart.alternative.text(in: language), .plain)])
  }
}

extension Statement {
  /// The canonical word the statement begins with.
  public var verbName: String {
    switch kind {
    case .analysis(let call): call.verb.text
    case .definition: "define"
    case .management(let management): management.noun.text
    case .command(let call): call.command.text
    case .explain: "explain"
    }
  }
}

extension [Unicode.Scalar] {
  /// The line that could not be read, with the reason.
  fileprivate func unread(_ diagnostic: Diagnostic) -> Outcome {
    let at = Swift.min(diagnostic.span?.start ?? 0, count)
    let start = (self[..<at].lastIndex(of: "\n") ?? -1) + 1
    let end = self[at...].firstIndex(of: "\n") ?? count
    return Outcome(
      statement: text(in: Span(start, end)), at: start, verb: nil, kind: .failure([diagnostic]))
  }

  func text(in span: Span) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: self[Swift.max(0, span.start)..<Swift.min(count, span.end)])
    return String(text)
  }
}

extension Diagnostic {
  /// E203: a verb or command of the language that this version does not have.
  public static func noSuchVerbYet(_ verb: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E203", Phrase("'\(verb)' is not in this version yet", "'\(verb)' 本版本尚未支持"), at: span,
      notes: [Phrase("to see what there is: help", "查看已有的动词和命令：帮助")])
  }
}

extension Diagnostic {
  /// E340: a verb that cannot be asked while privacy is on.
  fileprivate static func undeclared(_ verb: String, at span: Span) -> Diagnostic {
    let word = Phrase.word(verb)
    return Diagnostic(
      "E340",
      Phrase(
        "'\(verb)' does not say what it tells of people, so it is not answered under privacy",
        "'\(word.chinese)' 未声明其结果会透露哪些人的信息，隐私模式下不予回答"), at: span,
      notes: [Phrase("to ask it all the same: set privacy off", "仍要查询：设置 隐私 off")])
  }
}
