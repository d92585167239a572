import Reporting

extension Formatter {
  /// Each clause in the order of `ClauseKeyword`.
  func clauses(_ clauses: [Clause]) -> [String] {
    ClauseKeyword.allCases.flatMap { keyword in
      clauses.filter { $0.keyword == keyword }.map(clause)
    }
  }

  private func clause(_ clause: Clause) -> String {
    "\(keyword(clause.keyword.rawValue, .clause)) \(body(clause.body))"
  }

  private func body(_ body: Clause.Body) -> String {
    switch body {
    case .from(let set): population(set)
    case .where(let condition): expression(condition)
    case .by(let dimensions): dimensions.map(dimension).joined(separator: ", ")
    case .at(let points): points.map(point).joined(separator: ", ")
    case .within(let duration, let each):
      self.duration(duration) + (each ? " \(keyword("each", .marker))" : "")
    case .since(let date), .until(let date): self.date(date)
    case .last(let duration): self.duration(duration)
    case .during(let period): self.period(period)
    case .excluding(let excluded):
      excluded.map { event($0.event) + between($0.between) }.joined(separator: ", ")
    case .using(let words): words.map { word($0, [.variant]) }.joined(separator: ", ")
    case .with(let settings): settings.map(setting).joined(separator: ", ")
    case .compare(let target): compare(target)
    case .sort(let key, let order): sort(key, order)
    case .limit(let limit): self.limit(limit)
    case .chart(let chart): word(chart, [.chart])
    case .as(let name): self.name(name)
    }
  }

  private func population(_ set: SetExpression) -> String {
    if case .name(let name) = set { return segment(name) }
    return "(\(self.set(set, .or)))"
  }

  private func set(_ set: SetExpression, _ least: Reader.Level) -> String {
    let level: Reader.Level
    let text: String
    switch set {
    case .name(let name): return segment(name)
    case .not(let inner):
      level = .not
      text = "\(keyword("not", .operator)) \(self.set(inner, .not))"
    case .and(let left, let right):
      level = .and
      text = "\(self.set(left, .and)) \(keyword("and", .operator)) \(self.set(right, .not))"
    case .or(let left, let right):
      level = .or
      text = "\(self.set(left, .or)) \(keyword("or", .operator)) \(self.set(right, .and))"
    }
    return level < least ? "(\(text))" : text
  }

  private func segment(_ name: Name) -> String { self.name(name, part: [.part]) }

  func dimension(_ dimension: Dimension) -> String {
    switch dimension {
    case .name(let name): self.name(name, [.time, .model], qualifier: [.eventWord])
    case .call(let call): self.call(call)
    }
  }

  private func point(_ value: PointValue) -> String {
    switch value {
    case .point(let point): self.point(point)
    case .parameter(let name): "$\(name)"
    }
  }

  private func between(_ steps: StepPair?) -> String {
    guard let steps else { return "" }
    let between = keyword("between", .operator)
    return " \(between) \(steps.from) \(keyword("and", .operator)) \(steps.to)"
  }

  private func setting(_ setting: Setting) -> String {
    "\(word(setting.key, [.parameter]))=\(value(setting.value, isSetting: true))"
  }

  private func compare(_ target: CompareTarget) -> String {
    switch target {
    case .previous: return keyword("previous", .compareWord)
    case .rest: return keyword("rest", .compareWord)
    case .control: return keyword("control", .compareWord)
    case .ours: return keyword("ours", .compareWord)
    case .before(.date(let date)): return "\(keyword("before", .compareWord)) \(self.date(date))"
    case .before(.name(let name)): return "\(keyword("before", .compareWord)) \(self.name(name))"
    case .period(let period): return self.period(period)
    case .names(let names):
      return names.map { name($0, part: [.part], avoiding: [.compareWord]) }
        .joined(separator: ", ")
    }
  }

  private func sort(_ key: SortKey, _ order: SortOrder?) -> String {
    let text =
      switch key {
      case .metric(let metric): self.metric(metric)
      case .point(let point): self.point(point)
      }
    return text + (order.map { " \(keyword($0.rawValue, .orderWord))" } ?? "")
  }

  private func limit(_ limit: LimitValue) -> String {
    switch limit {
    case .rows(let count): String(count)
    case .share(let share): percent(share)
    case .parameter(let name): "$\(name)"
    }
  }
}
