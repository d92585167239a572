import Engine
import Language
import Reporting

extension Cohort {
  /// Two populations or ranges side by side.
  public struct Comparison: Hashable, Sendable {
    public struct Side: Hashable, Sendable {
      /// What stands in the column `population`.
      public let text: String
      public let label: Phrase
      /// Nil for the population of the statement.
      public let users: UserSet?
      public let range: InstantRange
    }

    public let a: Side
    public let b: Side
  }

  /// Reads `compare`.
  ///
  /// Throws E355 for what cannot be compared, E211 for an unknown segment.
  static func comparison(
    of call: VerbCall, range: InstantRange, population: Population, in scope: Scope
  ) throws(Diagnostic) -> Comparison? {
    guard let clause = call.clause(.compare), case .compare(let target) = clause.body else {
      return nil
    }
    let span = clause.place.span
    let this = Comparison.Side(
      text: "this", label: Phrase("this", "本组"), users: nil, range: range)
    func other(
      _ text: String, _ label: Phrase, users: UserSet? = nil, range: InstantRange
    ) -> Comparison {
      Comparison(
        a: this, b: Comparison.Side(text: text, label: label, users: users, range: range))
    }
    switch target {
    case .previous:
      let previous = try scope.rangeBefore(range, of: call, at: span)
      return other("previous", Phrase("previous", "上期"), range: previous)
    case .rest:
      guard !population.isEveryone else { throw .restOfWhat(at: span) }
      let dataset = scope.dataset
      let whole = population.condition == nil ? dataset.knownUsers : population.base(in: dataset)
      let users = whole.intersection(population.users(in: dataset).complement)
      return other("rest", Phrase("rest", "其余"), users: users, range: range)
    case .before(.date(let date)):
      let day = try scope.bounds(of: date, at: span).start
      let after = InstantRange(start: max(day, range.start ?? .min), end: range.end)
      let before = InstantRange(start: range.start, end: min(day, range.end ?? .max))
      guard after.holdsTime, before.holdsTime else { throw .outsideRange(at: span) }
      return Comparison(
        a: Comparison.Side(text: "this", label: this.label, users: nil, range: after),
        b: Comparison.Side(
          text: "before", label: Phrase("before", "之前"), users: nil, range: before))
    case .period(let period):
      guard !range.isAll else { throw .compareNeedsRange("2024-02", at: span) }
      let days = try scope.range(period, at: span)
      let name = scope.name(of: days)
      return other(name, Phrase(verbatim: name), range: days)
    case .names(let names):
      return try comparison(
        names, with: this, population: population, in: scope, at: span)
    case .before(.name), .control: throw .notCompared(at: span)
    case .ours: throw .oursOfWhat(at: span)
    }
  }

  private static func comparison(
    _ names: [Name], with this: Comparison.Side, population: Population, in scope: Scope,
    at span: Span
  ) throws(Diagnostic) -> Comparison {
    guard names.count <= 2 else { throw .notCompared(at: span) }
    var sides: [Comparison.Side] = []
    for name in names {
      var users = try scope.savedUsers(name)
      if let condition = population.condition {
        users = users.intersection(UserSet(condition.mask(in: scope.dataset)))
      }
      sides.append(
        Comparison.Side(
          text: name.text, label: Phrase(verbatim: name.text), users: users, range: this.range))
    }
    return sides.count == 2
      ? Comparison(a: sides[0], b: sides[1]) : Comparison(a: this, b: sides[0])
  }
}

extension InstantRange {
  fileprivate var holdsTime: Bool {
    guard let start, let end else { return true }
    return start < end
  }
}

extension Scope {
  /// The period before a calendar period, or as many days before any other range.
  ///
  /// Throws E355 where the range has no beginning.
  func rangeBefore(
    _ range: InstantRange, of call: VerbCall, at span: Span
  ) throws(Diagnostic) -> InstantRange {
    guard let start = range.start else { throw .compareNeedsRange("2024-02", at: span) }
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
  fileprivate func name(of range: InstantRange) -> String {
    let calendar = dataset.calendar
    let first = range.start.map { calendar.day(of: $0).label } ?? ""
    let last = range.end.map { calendar.day(of: $0 &- 1).label } ?? ""
    return first == last ? first : "\(first)..\(last)"
  }
}

extension Diagnostic {
  /// E355: a range to compare with needs one of its own.
  fileprivate static func compareNeedsRange(_ example: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E355",
      Phrase(
        "another range is compared, but this one has no beginning", "要与另一时间范围对比，但本范围没有起点"),
      at: span,
      notes: [
        Phrase(
          "for example during \(example) compare previous", "例如 期间 \(example) 对比 上期")
      ])
  }

  /// E355: a day outside the range leaves one side without a day.
  fileprivate static func outsideRange(at span: Span) -> Diagnostic {
    Diagnostic(
      "E355", Phrase("this day leaves one side without a day", "该日使一侧没有任何一天"), at: span,
      notes: [
        Phrase(
          "for example compare before 2024-04-01, inside the range",
          "例如 对比 之前 2024-04-01，须在范围之内")
      ])
  }

  /// E355: the rest of all users is nobody.
  fileprivate static func restOfWhat(at span: Span) -> Diagnostic {
    Diagnostic(
      "E355",
      Phrase("the rest of all users is nobody", "全部用户之外没有其余用户"), at: span,
      notes: [
        Phrase(
          "for example cohort where did(pay) at d7 compare rest",
          "例如 留存 其中 发生(支付) 时点 第7日 对比 其余")
      ])
  }

  /// E355: what a cohort is not compared with.
  fileprivate static func notCompared(at span: Span) -> Diagnostic {
    Diagnostic(
      "E355",
      Phrase(
        "a cohort is compared with one other population or range",
        "同期群只与另一个人群或时间范围对比"), at: span,
      notes: [
        Phrase(
          "it takes: compare previous, rest, before 2024-04-01, 2024-01, or two segments A, B",
          "可用：对比 上期、其余、之前 2024-04-01、2024-01，或两个分群 A, B")
      ])
  }
}
