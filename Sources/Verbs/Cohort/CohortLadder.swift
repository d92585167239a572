import Engine
import Reporting

extension Cohort {
  /// One user's entries and returns: when the user entered, and at each offset or point whether it
  /// counts, by which event, and whether its time is over.
  ///
  /// Nil for stickiness, intervals and products' rules, which follow no single entry.
  public static func ladder(
    _ plan: Plan, of user: Int, on dataset: Dataset
  ) throws(Diagnostic) -> Ladder? {
    guard plan.question == .retention else { return nil }
    return try CohortLadder(plan, user, dataset).ladder
  }
}

/// Reads one user as the cohort does.
struct CohortLadder {
  /// What stands of one entry at an offset or point.
  struct Place {
    /// `d7`, `w1..3`.
    let text: String
    /// The first day of a calendar period; nil elsewhere.
    let period: String?
    let isRetained: Bool
    let isOver: Bool
    /// The events that fall on it, places in the members' times.
    let returns: [Int]
  }

  let plan: Cohort.Plan
  let user: Int
  let dataset: Dataset
  let members: CohortMembers
  private let reader: MemberReader
  private let starts: [Bool]
  private let returning: [Bool]
  private let isCounted: Bool

  init(_ plan: Cohort.Plan, _ user: Int, _ dataset: Dataset) throws(Diagnostic) {
    self.plan = plan
    self.user = user
    self.dataset = dataset
    let counts = plan.population.users(in: dataset).contains(user)
    isCounted = counts
    let only = UserSet((0..<dataset.users.count).map { $0 == user && counts })
    members = try CohortMembers(
      of: plan, among: only, range: plan.range, in: dataset, interrupt: Interrupt())
    reader = MemberReader(plan: plan, members: members, dataset: dataset)
    starts = plan.start.mask(in: dataset)
    returning = plan.returning.mask(in: dataset)
  }

  /// At how many offsets or points the user counts, over all entries.
  private var depth: Int {
    members.all.reduce(0) { sum, member in
      sum
        + places(of: member).count {
          $0.isRetained && ($0.isOver || plan.keepsImmature || isTriangle)
        }
    }
  }

  private var isTriangle: Bool { plan.columns == nil && !plan.isElapsed }

  var ladder: Ladder {
    let rows = dataset.events.rows(of: user)
    let relevant = rows.filter { starts[$0] || returning[$0] }
    return Ladder(
      rungs: relevant.map { row in
        let code = Int(dataset.events.codes[row])
        let names = dataset.events.names
        return Ladder.Rung(
          time: dataset.events.times[row], event: names.indices.contains(code) ? names[code] : "",
          notes: notes(of: row))
      }, irrelevant: rows.count - relevant.count, findings: findings, depth: depth)
  }

  // MARK: Events

  private func notes(of row: Int) -> [Phrase] {
    let time = dataset.events.times[row]
    var notes: [Phrase] = []
    if starts[row] {
      if let member = members.all.first(where: { $0.instant == time }) {
        let cohort = label(member.cohort)
        notes.append(
          cohort.map { Phrase("enters cohort \($0)", "进入群组 \($0)") } ?? Phrase("enters", "进入"))
      } else if !returning[row] {
        notes.append(idleStart(time))
      }
    }
    if returning[row] { notes += returnNotes(time) }
    return notes
  }

  private func idleStart(_ time: Int64) -> Phrase {
    guard let first = members.all.first else {
      return plan.range.contains(time)
        ? Phrase("opens no entry", "不构成进入") : Phrase("a start outside the range", "起始事件在时间范围之外")
    }
    return time < first.instant
      ? Phrase("a start outside the range", "起始事件在时间范围之外")
      : Phrase("a start again: the user is in already", "再次起始：用户已进入")
  }

  private func returnNotes(_ time: Int64) -> [Phrase] {
    let entered = members.all.filter { $0.instant <= time }
    guard !entered.isEmpty else { return [Phrase("before any entry: no return", "早于进入，不算返回")] }
    return entered.compactMap { member in
      let offset =
        plan.columns?.first.flatMap(\.unit) == nil && plan.columns != nil
        ? nil : self.offset(of: time, member)
      let cohort = entered.count > 1 ? label(member.cohort).map { " (\($0))" } ?? "" : ""
      guard let offset else { return Phrase("a return\(cohort)", "返回\(cohort)") }
      return Phrase("return at \(offset)\(cohort)", "在 \(offset) 返回\(cohort)")
    }
  }

  /// `d7`: the offset of an event in the periods that are counted.
  private func offset(of time: Int64, _ member: CohortMembers.Member) -> String {
    let unit = plan.columns?.compactMap(\.unit).first ?? plan.period ?? .day
    let calendar = dataset.calendar
    let offset =
      plan.isElapsed
      ? ElapsedWindows(calendar: calendar, unit: unit).offset(of: time, from: member.instant)
      : calendar.period(of: time, unit: unit) &- calendar.period(of: member.day, unit: unit)
    return "\(unit.letter)\(offset)"
  }

  private func label(_ cohort: Int) -> String? {
    plan.period.map { dataset.calendar.label(ofPeriod: cohort, unit: $0) }
  }

  // MARK: What it comes to

  private var findings: [Ladder.Finding] {
    guard isCounted else {
      return [
        Ladder.Finding(
          "counted",
          Phrase(
            "Not counted: the user is none of those the query asks about.", "未计入：该用户不在所问的人群之中。"))
      ]
    }
    guard !members.all.isEmpty else { return [Ladder.Finding("counted", noEntry)] }
    return members.all.flatMap(findings)
  }

  private var noEntry: Phrase {
    let times = dataset.events.rows(of: user).filter { starts[$0] }.map { dataset.events.times[$0] }
    let name = plan.startLabel
    guard let first = times.first else {
      return Phrase(
        "In no cohort: the user never did \(name.english).", "不在任何群组：该用户从未做过“\(name.chinese)”。")
    }
    let at = dataset.calendar.text(of: first)
    return Phrase(
      "In no cohort: the first \(name.english), on \(at), lies outside the range.",
      "不在任何群组：首次“\(name.chinese)”（\(at)）在时间范围之外。")
  }

  private func findings(of member: CohortMembers.Member) -> [Ladder.Finding] {
    let at = dataset.calendar.text(of: member.instant)
    let name = plan.startLabel
    var text = Phrase("Entered by \(name.english) on \(at)", "以“\(name.chinese)”于 \(at) 进入")
    if let cohort = label(member.cohort) {
      text = text + Phrase(", cohort \(cohort)", "，群组 \(cohort)")
    }
    return [Ladder.Finding("entered", text + Phrase(".", "。"))]
      + condensed(places(of: member)).map { places in
        Ladder.Finding(Self.name(places), sentence(places))
      }
  }

  /// Offsets with nothing in them, alike in all else, in one line.
  private func condensed(_ places: [Place]) -> [[Place]] {
    var runs: [[Place]] = []
    for place in places {
      if let last = runs.last?.last, place.returns.isEmpty, last.returns.isEmpty,
        last.isRetained == place.isRetained, last.isOver == place.isOver
      {
        runs[runs.count - 1].append(place)
      } else {
        runs.append([place])
      }
    }
    return runs
  }

  private static func name(_ places: [Place]) -> String {
    guard let first = places.first?.text, let last = places.last?.text, first != last else {
      return places.first?.text ?? ""
    }
    return "\(first)..\(last)"
  }

  private func sentence(_ places: [Place]) -> Phrase {
    guard let place = places.first else { return Phrase(verbatim: "") }
    let name = Self.name(places)
    let days = places.count == 1 ? place.period.map { " (\($0))" } ?? "" : ""
    var text = Phrase("\(name)\(days): ", "\(name)\(days)：")
    if !place.isOver, !place.isRetained {
      text = text + Phrase("not over yet", "尚未结束")
    } else {
      text = text + (place.isRetained ? Phrase("retained", "留存") : Phrase("not retained", "未留存"))
      if !place.isOver {
        text =
          text
          + (isTriangle
            ? Phrase(", the period is not over", "，该时间段尚未结束")
            : plan.keepsImmature
              ? Phrase(", not old enough but counted", "，时间未到但计入")
              : Phrase(", but not old enough to count", "，但时间未到，不计入"))
      }
    }
    if let first = place.returns.first {
      let at = dataset.calendar.text(of: members.times[first])
      let count = place.returns.count
      text =
        text
        + Phrase(", \(plan.returnLabel.english) on \(at)", "，\(at) 的“\(plan.returnLabel.chinese)”")
      if count > 1 { text = text + Phrase(" and \(count - 1) more", "等 \(count) 次") }
      if count < plan.times {
        text = text + Phrase(": fewer than \(plan.times)", "：不足 \(plan.times) 次")
      }
    }
    return text
  }

  /// Each column, or each offset up to the newest.
  func places(of member: CohortMembers.Member) -> [Place] {
    if let columns = plan.columns { return columns.map { place($0, of: member) } }
    let unit = plan.period ?? .day
    let calendar = dataset.calendar
    let over = reader.overPeriods(of: member, unit: unit)
    let width =
      plan.isElapsed
      ? max(1, plan.keepsImmature ? over + 1 : over)
      : max(0, calendar.period(of: dataset.asof.day, unit: unit) &- member.cohort &+ 1)
    let retained = reader.retained(member, unit)
    var returns: [Int: [Int]] = [:]
    for at in member.returns { returns[offsetNumber(of: at, member, unit), default: []].append(at) }
    return (0..<width).map { offset in
      Place(
        text: "\(unit.letter)\(offset)",
        period: plan.isElapsed
          ? nil : calendar.label(ofPeriod: member.cohort &+ offset, unit: unit),
        isRetained: retained.contains(offset), isOver: offset < over,
        returns: returns[offset] ?? [])
    }
  }

  private func place(_ column: Cohort.Column, of member: CohortMembers.Member) -> Place {
    var returns: [Int] = []
    switch column {
    case .period(let unit, _), .bracket(let unit, _, _):
      let span = column.offset...max(column.offset, column.last)
      returns = member.returns.filter { span.contains(offsetNumber(of: $0, member, unit)) }
    case .within(let span):
      if let length = span.calendarSpan {
        let latest = dataset.calendar.instant(member.instant, plus: length)
        returns = Array(member.returns.prefix { members.times[$0] <= latest }.dropFirst(member.own))
      }
    }
    return Place(
      text: column.text, period: nil, isRetained: reader.isRetained(member, at: column),
      isOver: reader.isOver(column, for: member), returns: returns)
  }

  private func offsetNumber(
    of at: Int, _ member: CohortMembers.Member, _ unit: CalendarUnit
  ) -> Int {
    let calendar = dataset.calendar
    return plan.isElapsed
      ? ElapsedWindows(calendar: calendar, unit: unit).offset(
        of: members.times[at], from: member.instant)
      : calendar.period(of: members.days[at], unit: unit)
        &- calendar.period(of: member.day, unit: unit)
  }
}
