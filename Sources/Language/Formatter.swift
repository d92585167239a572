import Reporting

/// Writes statements in their canonical form, in one language throughout: one space, clauses in
/// the order of `ClauseKeyword`, one clause a line past 80 columns.
///
/// What it writes reads back as the same tree; several lines read back in the mode for files.
public struct Formatter: Sendable {
  /// Columns of a terminal that a statement may fill in one line.
  static let width = 80

  /// The language of every word that has a spelling in it.
  public let language: DisplayLanguage
  let table: KeywordTable

  public init(language: DisplayLanguage) {
    self.language = language
    table = .standard
  }

  /// One statement a line, in order.
  public func format(_ script: Script) -> String {
    script.statements.map(format).joined(separator: "\n")
  }

  /// One line, or several when its clauses do not fit in eighty columns.
  public func format(_ statement: Statement) -> String {
    let (head, clauses) = parts(of: statement)
    let line = ([head] + clauses).joined(separator: " ")
    guard DisplayWidth().width(of: line) > Self.width, !clauses.isEmpty else { return line }
    return ([head] + clauses.map { "  " + $0 }).joined(separator: "\n")
  }

  /// One step: `pay[amount > 100]`.
  public func format(event: EventSyntax) -> String { self.event(event) }

  /// In English this is what machine output calls a column: `first(visit.channel)`.
  public func format(dimension: Dimension) -> String { self.dimension(dimension) }

  /// A condition or a sum, with no bracket that means nothing.
  public func format(expression: Expression) -> String { self.expression(expression) }

  private func parts(of statement: Statement) -> (head: String, clauses: [String]) {
    switch statement.kind {
    case .analysis(let call):
      let verb = word(call.verb, [.verb])
      let subject = call.subject.map { " " + self.subject($0, of: call.verb.text) } ?? ""
      return (verb + subject, clauses(call.clauses))
    case .explain(let stage, let inner):
      let (head, clauses) = parts(of: inner)
      let words = [keyword("explain", .command), stage.map(self.stage), head]
      return (words.compactMap { $0 }.joined(separator: " "), clauses)
    case .definition(let definition):
      let define = keyword("define", .command)
      let formula = formula(definition.formula)
      return ("\(define) \(name(definition.name)) = \(formula)", [])
    case .management(let management): return (head(of: management), clauses(management.clauses))
    case .command(let call): return (command(call), [])
    }
  }

  private func stage(_ stage: ExplainStage) -> String {
    switch stage {
    case .tokens: keyword("tokens", .stage)
    case .tree: keyword("tree", .stage)
    case .plan: keyword("plan", .stage)
    case .sql: keyword("sql", .stage)
    case .words: keyword("words", .stage)
    case .user(let user): "\(keyword("user", .stage)) \(nameOrLiteral(user))"
    }
  }

  private func command(_ call: CommandCall) -> String {
    var words = [word(call.command, [.command])]
    if !call.rest.isEmpty { words.append(call.rest) }
    if let using = call.using { words += [keyword("using", .clause), word(using, [.variant])] }
    if let saveAs = call.saveAs { words += [keyword("as", .clause), name(saveAs)] }
    return words.joined(separator: " ")
  }

  private func head(of management: Management) -> String {
    let noun = management.noun.text
    var words = [word(management.noun, [.verb])]
    words.append(word(management.subcommand, [.subcommand], in: noun))
    switch management.form {
    case .goalThreshold(let metric, let comparison, let value):
      words += [self.metric(metric), comparison.rawValue, self.value(value)]
    case .goalChange(let metric, let from, let to):
      words += [self.metric(metric), value(from), "->", value(to)]
    case .text(let text): words.append(quoted(text))
    case .metric(let metric): words.append(self.metric(metric))
    case .name(let name): words += name.map { [self.name($0)] } ?? []
    case .mark(let list, let item, let state, let text):
      // A unit behind the number would make it a duration.
      words += [name(list), String(item), word(state, [.itemState], avoiding: [.unit])]
      words += text.map { [quoted($0)] } ?? []
    }
    return words.joined(separator: " ")
  }

  private func subject(_ subject: Subject, of verb: String) -> String {
    switch subject {
    case .steps(let steps): return self.steps(steps)
    case .facets(let facets):
      return facets.map { facet in
        let word = word(facet.word, [.facet], in: verb)
        return facet.text.map { "\(word) \(quoted($0))" } ?? word
      }.joined(separator: " ")
    case .metrics(let metrics): return metrics.map(metric).joined(separator: ", ")
    case .condition(let condition): return expression(condition)
    case .experiment(let name, let metric):
      return self.name(name) + (metric.map { " -> \(self.metric($0))" } ?? "")
    case .journey(let direction, let event):
      return "\(keyword(direction.rawValue, .subjectWord)) \(self.event(event))"
    case .user(let user): return "\(keyword("user", .subjectWord)) \(nameOrLiteral(user))"
    }
  }
}
