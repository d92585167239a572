import Language
import Reporting

extension TreeSource {
  // MARK: Expressions

  mutating func sum(_ depth: Int) -> Expression {
    let kind: Expression.Kind
    switch below(depth > 0 ? 6 : 3) {
    case 0: kind = .literal(literal(isSigned: false))
    case 1, 2: kind = .name(name())
    case 3: kind = .call(call(depth - 1))
    case 4: kind = .negative(sum(depth - 1))
    default:
      kind = .arithmetic(
        pick([.add, .subtract, .multiply, .divide]), sum(depth - 1), sum(depth - 1))
    }
    return Expression(kind, at: Self.nowhere)
  }

  mutating func condition(_ depth: Int) -> Expression {
    let inner = depth - 1
    let kind: Expression.Kind
    switch below(depth > 0 ? 9 : 3) {
    case 0: kind = .isMissing(sum(0), negated: chance(50))
    case 1: kind = .contains(sum(0), text())
    case 2:
      kind = .comparison(
        pick([.equal, .unequal, .less, .atMost, .greater, .atLeast]), sum(max(0, inner)),
        sum(max(0, inner)))
    case 3: kind = .isIn(list { $0.value(inner) }, sum(inner), negated: chance(50))
    case 4: kind = .between(sum(inner), sum(inner), sum(inner))
    case 5: kind = .not(condition(inner))
    case 6: kind = .and(condition(inner), condition(inner))
    case 7: kind = .or(condition(inner), condition(inner))
    default: kind = .call(call(inner))
    }
    return Expression(kind, at: Self.nowhere)
  }

  mutating func formula(_ depth: Int) -> Expression {
    let kind: Expression.Kind
    switch below(depth > 0 ? 6 : 3) {
    case 0: kind = .literal(.number(number()))
    case 1: kind = .literal(.percent(number() / 1000))
    case 2: kind = .name(Name(word([.metric]), at: Self.nowhere))
    case 3: kind = .call(call(depth - 1))
    case 4: kind = .negative(formula(depth - 1))
    default:
      kind = .arithmetic(
        pick([.add, .subtract, .multiply, .divide]), formula(depth - 1), formula(depth - 1))
    }
    return Expression(kind, at: Self.nowhere)
  }

  // MARK: Clauses

  mutating func clauses() -> [Clause] {
    var keywords = ClauseKeyword.allCases.filter { _ in chance(25) }
    if keywords.contains(.last) || keywords.contains(.during) {
      keywords.removeAll { $0 == .since || $0 == .until }
    }
    if keywords.contains(.last) { keywords.removeAll { $0 == .during } }
    return keywords.shuffled(using: &random).map {
      Clause(body($0), keyword: Self.nowhere, at: Self.nowhere)
    }
  }

  private mutating func body(_ keyword: ClauseKeyword) -> Clause.Body {
    switch keyword {
    case .from: .from(chance(50) ? .name(name(part: [.part])) : set(3))
    case .where: .where(condition(3))
    case .by: .by(list { $0.dimension() })
    case .at: .at(list { $0.chance(80) ? .point($0.retentionPoint()) : .parameter($0.parameter()) })
    case .within: .within(duration(), each: chance(30))
    case .since: .since(clauseDate())
    case .until: .until(clauseDate())
    case .last: .last(duration())
    case .during: .during(period())
    case .excluding:
      .excluding(
        list {
          ExcludedEvent(
            $0.event(2),
            between: $0.chance(30) ? StepPair(from: $0.below(5), to: $0.below(9)) : nil)
        })
    case .using: .using(list { $0.word([.variant]) })
    case .with: .with(list { Setting($0.word([.parameter]), $0.value(2, isSetting: true)) })
    case .compare: .compare(compareTarget())
    case .sort:
      .sort(
        chance(30) ? .point(retentionPoint()) : .metric(metric()),
        pick([nil, .ascending, .descending]))
    case .limit:
      .limit(pick([.rows(below(1000)), .share(Double(below(1000)) / 1000), .parameter("n")]))
    case .chart: .chart(word([.chart]))
    case .as: .as(Word(pick(["忠诚", "s1", "a b", "d7", "loyal", "7x"]), at: Self.nowhere))
    }
  }

  private mutating func set(_ depth: Int) -> SetExpression {
    switch below(depth > 0 ? 4 : 1) {
    case 0: .name(name(part: [.part]))
    case 1: .not(set(depth - 1))
    case 2: .and(set(depth - 1), set(depth - 1))
    default: .or(set(depth - 1), set(depth - 1))
    }
  }

  mutating func dimension() -> Dimension {
    if chance(25) { return .call(call(2)) }
    if chance(30) { return .name(Name(word(), in: word([.eventWord]), at: Self.nowhere)) }
    return .name(Name(word([.time, .model]), at: Self.nowhere))
  }

  private mutating func compareTarget() -> CompareTarget {
    switch below(8) {
    case 0: .previous
    case 1: .rest
    case 2: .control
    case 3: .ours
    case 4: .before(.date(clauseDate()))
    case 5: .before(.name(name()))
    case 6: .period(period())
    default: .names(list { $0.name(part: [.part]) })
    }
  }

  mutating func metric() -> Metric {
    chance(70) ? .name(word([.metric])) : .call(call(2))
  }

  // MARK: Statements

  mutating func statement() -> Statement {
    let kind: Statement.Kind
    switch below(10) {
    case 0: kind = .definition(Definition(name: word(), formula: formula(3), at: Self.nowhere))
    case 1, 2: kind = .management(management())
    case 3: kind = .command(command())
    case 4:
      let query = Statement(.analysis(analysis()), at: Self.nowhere)
      kind = .explain(pick([nil, .tokens, .tree, .plan, .sql, .words, .user(userID())]), query)
    default: kind = .analysis(analysis())
    }
    return Statement(kind, at: Self.nowhere)
  }

  private mutating func analysis() -> VerbCall {
    let verbs = Grammar.planned.verbs.filter {
      if case .management = $0.subject { false } else { true }
    }
    let verb = pick(verbs)
    let isBare = verb.isSubjectOptional && chance(20)
    return VerbCall(
      verb: Word(verb.name, at: Self.nowhere), subject: isBare ? nil : subject(verb.subject),
      clauses: clauses(), at: Self.nowhere)
  }

  private mutating func subject(_ form: VerbGrammar.Subject) -> Subject? {
    switch form {
    case .none, .management: return nil
    case .steps(let min, let max):
      return .steps((0..<(min + below((max ?? min + 3) - min + 1))).map { _ in event(2) })
    case .facets(let facets):
      return .facets(
        list(2) { source in
          let facet = source.pick(facets)
          let text = facet.takesText && source.chance(70) ? source.text() : nil
          return Facet(Word(facet.name, at: Self.nowhere), text: text)
        })
    case .metrics: return .metrics(list { $0.metric() })
    case .condition: return .condition(condition(3))
    case .experiment: return .experiment(word(), chance(60) ? metric() : nil)
    case .journey:
      return chance(30)
        ? .user(userID()) : .journey(chance(50) ? .after : .before, event(2))
    }
  }

  private mutating func userID() -> NameOrLiteral {
    switch below(4) {
    case 0: .name(word())
    case 1: .name(Word(pick(["00042", "12345678901234567890"]), at: Self.nowhere))
    case 2: .literal(.text(text()))
    default: .literal(.number(Double(below(100_000))))
    }
  }

  private mutating func management() -> Management {
    let noun = pick(["goal", "action", "checklist"])
    let subcommand = pick(KeywordTable.standard.keywords(.subcommand, in: noun)).english
    let form: Management.Form
    switch (noun, subcommand) {
    case ("goal", "add"):
      form =
        chance(50)
        ? .goalThreshold(metric(), pick([.atLeast, .less, .equal]), value(2))
        : .goalChange(
          metric(), from: .literal(literal(isSigned: true), Self.nowhere), to: value(2))
    case ("goal", "okr"), ("action", "add"): form = .text(text())
    case ("goal", "north"): form = .metric(metric())
    case ("checklist", "list"): form = .name(nil)
    case ("checklist", "mark"):
      form = .mark(
        list: word(), item: below(30), state: word([.itemState]), text: chance(50) ? text() : nil)
    case ("checklist", _): form = .name(word())
    default: form = .name(chance(50) ? word() : nil)
    }
    return Management(
      noun: Word(noun, at: Self.nowhere), subcommand: Word(subcommand, at: Self.nowhere),
      form: form, clauses: noun == "checklist" ? [] : clauses(), at: Self.nowhere)
  }

  private mutating func command() -> CommandCall {
    let commands = KeywordTable.standard.keywords(.command).map(\.english).filter {
      !["explain", "define", "note", "edit", "fmt"].contains($0)
    }
    return CommandCall(
      command: Word(pick(commands), at: Self.nowhere),
      rest: pick(["", "shop", "\"a b.csv\"", "45%", "label pay = '支付; #'", "user's id", "x as"]),
      restPlace: Self.nowhere, using: chance(30) ? word([.variant]) : nil,
      saveAs: chance(30) ? Word(pick(["忠诚", "s1", "a b"]), at: Self.nowhere) : nil,
      at: Self.nowhere)
  }
}
