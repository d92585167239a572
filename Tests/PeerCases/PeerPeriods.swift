import Engine
import Export
import TestKit

/// The periods of a case: from `first_period_start` on, each as long as `interval`.
struct PeerPeriods {
  let unit: CalendarUnit
  /// The instant at which the first period begins; nil where the case names none.
  let first: Int64?
  let calendar: LocalCalendar
  let weekStart: WeekStart?
  /// Minutes are asked as hours of a clock that runs sixty times as slow.
  private let stretch: Int64

  init(_ peerCase: PeerCase) throws(PeerFault) {
    let params = peerCase.params
    let interval = params["interval"]?.textValue ?? "day"
    stretch = interval == "minute" ? 60 : 1
    guard let unit = interval == "minute" ? .hour : CalendarUnit(rawValue: interval) else {
      throw .broken("unknown interval '\(interval)'")
    }
    self.unit = unit
    switch params["week_start"]?.textValue {
    case nil: weekStart = nil
    case .some(let day):
      guard let start = WeekStart(rawValue: day) else {
        throw .broken("unknown week start '\(day)'")
      }
      weekStart = start
    }
    calendar = LocalCalendar.utc.starting(weekOn: weekStart ?? .sunday)
    switch params["first_period_start"] {
    case nil, .null: first = nil
    case .some(let value):
      guard let time = value.textValue.flatMap({ PeerTime($0) }) else {
        throw .broken("'first_period_start' is no time")
      }
      first = time.instant &* stretch
    }
  }

  /// The number of the first period in the calendar.
  private var number: Int { calendar.period(of: first ?? 0, unit: unit) }

  /// The label of a period, from 0, as tables write it.
  func label(_ index: Int) -> Cell {
    .text(calendar.label(ofPeriod: number + index, unit: unit))
  }

  /// The index of a period by its label; nil for one that is none of the first `count`.
  func index(of label: Cell, among count: Int) -> Int? {
    (0..<max(0, count)).first { self.label($0) == label }
  }

  /// The first instant of a period; the first one begins where the case says.
  func start(_ index: Int) -> Int64 {
    if index == 0, let first { return first }
    let period = number + index
    if unit == .hour { return Int64(period) &* 3_600_000 }
    return calendar.start(of: calendar.firstDay(ofPeriod: period, unit: unit))
  }

  /// `since … until …` over so many periods, from one of them on.
  func range(_ count: Int, from index: Int = 0) -> String {
    guard first != nil else { return "" }
    let end = PeerTime(instant: start(index + max(1, count)) &- 1000)
    let begin = PeerTime(instant: start(index))
    return " since \(PeerQuery.text(begin.written(in: calendar)))"
      + " until \(PeerQuery.text(end.written(in: calendar)))"
  }

  /// The dataset of the case, read to the end of a period.
  ///
  /// - Parameter last: the last period that is read; nil reads everything, and far enough for
  ///   `width` periods after it.
  func world(_ peerCase: PeerCase, last: Int?, width: Int = 0) -> PeerWorld {
    var world = PeerWorld(peerCase, weekStart: weekStart ?? .sunday)
    let group = peerCase.params["aggregate_by"]?.textValue
    var events: [World.Event] = []
    for var event in world.world.events {
      if case .instant(let time) = event.time { event.time = .instant(time &* stretch) }
      if let group {
        // Groups take the place of users; who is in none is not there.
        guard let value = event.properties[group], value != .missing else { continue }
        event.user = Self.id(value)
      }
      events.append(event)
    }
    world.world.events = events
    let instants = events.compactMap { event -> Int64? in
      if case .instant(let time) = event.time { time } else { nil }
    }
    let newest = max(instants.max() ?? 0, first ?? 0)
    let end: Int64
    if let last {
      end = start(last + 1) &- 1
    } else {
      let period = calendar.period(of: newest, unit: unit) + width + 1
      end =
        unit == .hour
        ? Int64(period) &* 3_600_000
        : calendar.start(of: calendar.firstDay(ofPeriod: period, unit: unit))
    }
    world.world.asof = calendar.day(of: end).label
    return world
  }

  private static func id(_ value: Value) -> String {
    switch value {
    case .text(let text): text
    case .int(let number): String(number)
    case .float(let number), .money(let number): String(number)
    case .bool(let flag): String(flag)
    case .time, .missing: ""
    }
  }
}

extension PeerQuery {
  /// An event of a case narrowed by the filters that hold for all its events.
  static func event(
    _ value: JSONValue?, filters: JSONValue?, in world: PeerWorld
  ) throws(PeerFault) -> String {
    var members: [JSONValue.Member] = []
    var base: [JSONValue.Member] = []
    switch value {
    case nil, .null: break
    case .text, .list: base = [.init("event", value ?? .null)]
    case .object(let own):
      base = own.filter { $0.name != "where" }
      if case .object(let filter) = value?["where"] { members += filter }
    default: throw .broken("an event is no object")
    }
    for filter in filters?.listValue ?? filters.map({ [$0] }) ?? [] {
      if case .object(let filter) = filter { members += filter }
    }
    if !members.isEmpty { base.append(.init("where", .object(members))) }
    return try event(.object(base), in: world)
  }
}
