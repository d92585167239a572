import Engine
import Language
import Reporting

extension PeerReader {
  /// The period of the cohorts and the property they are split by.
  func breakdown() throws(Diagnostic) -> (CalendarUnit?, CohortRules.Split?) {
    guard case .by(let written) = call.clause(.by)?.body else { return (nil, nil) }
    var period: CalendarUnit?
    var split: CohortRules.Split?
    for dimension in written {
      if let unit = dimension.timeUnit {
        guard period == nil else { throw .onePeriod(at: dimension.place.span) }
        period = unit
        continue
      }
      guard split == nil, ruleSet != .kusto else {
        throw .unknownToPeer(
          ruleSet, Phrase("split by this", "按此拆分"), at: dimension.place.span)
      }
      split = try self.split(dimension)
    }
    return (period, split)
  }

  /// `EVENT.prop` is read at the start; anything else is an attribute of the user.
  private func split(_ dimension: Dimension) throws(Diagnostic) -> CohortRules.Split {
    if case .name(let name) = dimension, let event = name.qualifier,
      scope.sets[event.text] == nil
    {
      _ = try scope.selector(named: event)
      let found = try scope.property(name.word)
      return CohortRules.Split(
        source: .property(found.index), column: ResultColumn(name.text, found.column.type),
        label: Phrase(verbatim: name.text))
    }
    let user = try scope.userDimension(dimension)
    return CohortRules.Split(source: .user(user), column: user.column, label: user.label)
  }

  func rules(
    period: CalendarUnit?, split: CohortRules.Split?
  ) throws(Diagnostic) -> CohortRules {
    let points = try points(period: period)
    let unit = period ?? points?.unit ?? .day
    let brackets = try brackets(unit: unit)
    if points != nil, let setting = setting("brackets") {
      throw .columnsTwice(at: setting.key.place.span)
    }
    let settings = try Cohort.Settings(call, in: scope)
    return CohortRules(
      ruleSet: ruleSet, unit: unit, weekStart: try weekStart(), windows: windows,
      reading: reading ?? ruleSet.usualReading, brackets: brackets,
      points: points?.offsets ?? (period == nil && brackets == nil ? [0, 1, 7, 30] : nil),
      times: settings.times, average: try average(settings), split: split,
      isCompared: call.clause(.compare) != nil)
  }

  private var reading: Cohort.Reading? {
    guard case .using(let words) = call.clause(.using)?.body else { return nil }
    return words.compactMap { Cohort.Reading(rawValue: $0.text) }.first
  }

  private var windows: CohortRules.Windows {
    guard case .using(let words) = call.clause(.using)?.body else { return ruleSet.usualWindows }
    let texts = Set(words.map(\.text))
    if texts.contains("calendar") { return .calendar }
    if texts.contains("elapsed") || texts.contains("hours") {
      return ruleSet == .posthog ? .cut : ruleSet.usualWindows
    }
    return ruleSet.usualWindows
  }

  private func average(_ settings: Cohort.Settings) throws(Diagnostic) -> Cohort.Average {
    guard let setting = setting("average") else {
      return ruleSet == .posthog ? .simple : .weighted
    }
    guard settings.average != .observed else {
      throw .unknownToPeer(
        ruleSet, Phrase("'average=observed'", "“average=observed”"), at: setting.key.place.span)
    }
    return settings.average
  }

  /// Throws E390 for points in another unit than the cohorts' periods.
  private func points(
    period: CalendarUnit?
  ) throws(Diagnostic) -> (unit: CalendarUnit, offsets: [Int])? {
    guard let clause = call.clause(.at), case .at(let values) = clause.body else { return nil }
    var unit = period
    var offsets: [Int] = []
    for value in values {
      let point = try scope.retentionPoint(value, at: clause.place.span)
      guard unit == nil || unit == point.calendarUnit else {
        throw .otherPeriod(ruleSet, at: clause.place.span)
      }
      unit = point.calendarUnit
      if !offsets.contains(point.offset) { offsets.append(point.offset) }
    }
    return unit.map { ($0, offsets.sorted()) }
  }

  /// Brackets follow each other; PostHog's and Mixpanel's without a gap, from 1 on.
  private func brackets(unit: CalendarUnit) throws(Diagnostic) -> [ClosedRange<Int>]? {
    guard let setting = setting("brackets") else { return nil }
    let span = setting.key.place.span
    let items = try Cohort.Settings(call, in: scope).brackets?.items ?? []
    var ranges: [ClosedRange<Int>] = []
    for item in items {
      guard item.unit == nil || item.unit == unit else { throw .otherPeriod(ruleSet, at: span) }
      guard item.first >= 1, item.first > (ranges.last?.upperBound ?? 0) else {
        throw .badSetting(
          "brackets", Phrase("brackets that follow each other from 1 on", "从 1 起依次排列的区间"),
          "brackets=(1..3, 4..7)", at: span)
      }
      ranges.append(item.first...item.last)
    }
    return ranges
  }

  func weekStart() throws(Diagnostic) -> WeekStart {
    guard let setting = setting("week") else { return ruleSet.weekStart }
    if case .name(let name) = setting.value,
      let start = WeekStart(rawValue: name.text.lowercased())
    {
      return start
    }
    throw .badSetting(
      "week", Phrase("a day such as monday or sunday", "monday、sunday 等星期名"), "week=monday",
      at: setting.key.place.span)
  }

  /// The same question by our own rules, where they stand beside; else none.
  ///
  /// Words that only the product knows are left out.
  func ours() throws(Diagnostic) -> [Cohort.Plan] {
    guard call.clause(.compare) != nil else { return [] }
    if let by = call.clause(.by), case .by(let written) = by.body,
      let split = written.first(where: { $0.timeUnit == nil })
    {
      throw .oursWithoutGroups(at: split.place.span)
    }
    let kept: Set<String> = [
      "exact", "rolling", "range", "streak", "elapsed", "hours", "recurring",
    ]
    var own = call
    own.clauses = call.clauses.compactMap { clause in
      var clause = clause
      switch clause.body {
      case .compare, .chart, .at: return nil
      case .using(let words):
        let rest = words.filter { kept.contains($0.text) }
        if rest.isEmpty { return nil }
        clause.body = .using(rest)
      case .with(let settings):
        let rest = settings.filter { ["times", "brackets"].contains($0.key.text) }
        if rest.isEmpty { return nil }
        clause.body = .with(rest)
      default: break
      }
      return clause
    }
    if own.clause(.by) == nil {
      let place = call.verb.place
      let unit = try rules(period: nil, split: nil).unit
      own.clauses.append(
        Clause(
          .by([.name(Name(Word(unit.rawValue, at: place), at: place))]), keyword: place, at: place))
    }
    return [try Cohort.plan(own, in: scope)]
  }
}
