import Language
import Reporting

/// What `compare` sets side by side: populations, ranges, or the arms of an experiment.
public struct PopulationComparison: Hashable, Sendable {
  public struct Side: Hashable, Sendable {
    /// What stands in the column `population`.
    public let text: String
    public let label: Phrase
    /// Nil for the population of the statement.
    public let users: UserSet?
    public let range: InstantRange
  }

  /// The first; every difference is its figure minus that of another side.
  public let a: Side
  public let others: [Side]
  /// What must be known of how the sides came about.
  public let notes: [Phrase]

  init(_ a: Side, _ others: [Side], notes: [Phrase] = []) {
    self.a = a
    self.others = others
    self.notes = notes
  }

  public var sides: [Side] { [a] + others }

  /// The sides with their ranges, as pieces of the rule line.
  public func rule(in dataset: Dataset) -> [Phrase] {
    sides.map { side in
      guard let dates = RuleLine.range(side.range, in: dataset, of: Phrase("", "")) else {
        return side.label
      }
      return side.label + Phrase(":", "") + dates
    }
  }

  /// The label of the side that a cell of the column `population` names.
  public func label(of text: String) -> Phrase {
    sides.first { $0.text == text }?.label ?? Phrase(verbatim: text)
  }
}

extension PopulationComparison {
  static let thisLabel = Phrase("this", "本组")

  /// Two ranges of the statement's own population.
  init(_ range: InstantRange, against other: InstantRange, _ text: String, _ label: Phrase) {
    self.init(
      Side(text: "this", label: Self.thisLabel, users: nil, range: range),
      [Side(text: text, label: label, users: nil, range: other)])
  }
}

extension Scope {
  /// Reads `compare`; nil where the call has none, or where it asks for `ours`, which is a matter
  /// of the rules and not of the users.
  ///
  /// Throws E346 for a running period beside a whole one, E355 for what cannot be compared, E211
  /// for an unknown segment.
  public func comparison(
    of call: VerbCall, range: InstantRange, population: Population
  ) throws(Diagnostic) -> PopulationComparison? {
    guard let clause = call.clause(.compare), case .compare(let target) = clause.body else {
      return nil
    }
    let span = clause.place.span
    switch target {
    case .previous: return try previous(of: range, in: call, at: span)
    case .rest:
      guard !population.isEveryone else { throw .restOfWhat(call.verb.text, at: span) }
      let whole = population.condition == nil ? dataset.knownUsers : population.base(in: dataset)
      let users = whole.intersection(population.users(in: dataset).complement)
      return PopulationComparison(
        PopulationComparison.Side(
          text: "this", label: PopulationComparison.thisLabel, users: nil, range: range),
        [.init(text: "rest", label: Phrase("rest", "其余"), users: users, range: range)])
    case .before(.date(let date)):
      let day = try bounds(of: date, at: span).start
      let after = InstantRange(start: max(day, range.start ?? .min), end: range.end)
      let before = InstantRange(start: range.start, end: min(day, range.end ?? .max))
      guard after.holdsTime, before.holdsTime else { throw .outsideRange(at: span) }
      return PopulationComparison(after, against: before, "before", Phrase("before", "之前"))
    case .period(let period):
      guard !range.isAll else { throw .compareNeedsRange(at: span) }
      let days = try self.range(period, at: span)
      let name = self.name(of: days)
      return PopulationComparison(range, against: days, name, Phrase(verbatim: name))
    case .names(let names): return try comparison(names, range, population)
    case .control: return try control(of: call, range: range, population: population, at: span)
    case .before(.name(let name)): throw .undated(name)
    case .ours: return nil
    }
  }

  private func previous(
    of range: InstantRange, in call: VerbCall, at span: Span
  ) throws(Diagnostic) -> PopulationComparison {
    let label = Phrase("previous", "上期")
    let before = try rangeBefore(range, of: call, at: span)
    guard let end = range.end, end > dataset.end, let start = range.start,
      let earlier = before.start
    else { return PopulationComparison(range, against: before, "previous", label) }
    var words: [Word] = []
    if case .using(let written) = call.clause(.using)?.body { words = written }
    guard words.contains(where: { $0.text == "partial" }), start < dataset.end else {
      throw .runningPeriod(asof: dataset.asof.day.label, at: span)
    }
    // As many days of the period before as have gone by of this one.
    let calendar = dataset.calendar
    let days = dataset.asof.day.number &- calendar.day(of: start).number &+ 1
    let cut = calendar.start(of: calendar.day(of: earlier).advanced(by: days))
    return PopulationComparison(
      InstantRange(start: start, end: dataset.end),
      against: InstantRange(start: earlier, end: min(cut, before.end ?? cut)), "previous", label)
  }

  private func comparison(
    _ names: [Name], _ range: InstantRange, _ population: Population
  ) throws(Diagnostic) -> PopulationComparison {
    let words = KeywordTable.standard.keywords.filter { $0.kind == .compareWord }
      .flatMap(\.spellings)
    var sides: [PopulationComparison.Side] = []
    for name in names {
      var users = try savedUsers(name, orWord: words)
      if let condition = population.condition {
        users = users.intersection(UserSet(condition.mask(in: dataset)))
      }
      sides.append(
        .init(text: name.text, label: Phrase(verbatim: name.text), users: users, range: range))
    }
    if sides.count == 1 {
      sides.insert(
        .init(text: "this", label: PopulationComparison.thisLabel, users: nil, range: range), at: 0)
    }
    return PopulationComparison(sides[0], Array(sides.dropFirst()))
  }

  /// The period before a calendar period, or as many days before any other range.
  private func rangeBefore(
    _ range: InstantRange, of call: VerbCall, at span: Span
  ) throws(Diagnostic) -> InstantRange {
    guard let start = range.start else { throw .compareNeedsRange(at: span) }
    let calendar = dataset.calendar
    if case .during(.dates(let date, to: nil)) = call.clause(.during)?.body,
      let first = calendar.days(of: date)?.lowerBound
    {
      let before: CivilDay? =
        switch date {
        case .day: first.advanced(by: -1)
        case .week: first.advanced(by: -7)
        case .month: first.adding(months: -1)
        case .quarter: first.adding(months: -3)
        case .year: first.adding(months: -12)
        case .time, .parameter: nil
        }
      if let before {
        return InstantRange(start: calendar.start(of: before), end: calendar.start(of: first))
      }
    }
    let end = range.end ?? dataset.end
    let days = calendar.day(of: end &- 1).number &- calendar.day(of: start).number &+ 1
    func moved(_ instant: Int64) -> Int64 {
      calendar.instant(ofLocal: calendar.localTime(of: instant) &- Int64(days) &* 86_400_000)
    }
    return InstantRange(start: moved(start), end: moved(end))
  }

  /// `2024-01-01..2024-01-31`.
  private func name(of range: InstantRange) -> String {
    let calendar = dataset.calendar
    let first = range.start.map { calendar.day(of: $0).label } ?? ""
    let last = range.end.map { calendar.day(of: $0 &- 1).label } ?? ""
    return first == last ? first : "\(first)..\(last)"
  }
}

extension InstantRange {
  fileprivate var holdsTime: Bool {
    guard let start, let end else { return true }
    return start < end
  }
}
