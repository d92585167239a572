import Engine
import Language

extension World {
  /// The dataset, already cut at `asof`.
  public var dataset: Dataset {
    let calendar = self.calendar
    let rows = events.map { (event: $0, instant: instant(of: $0.time, in: calendar)) }
    let ids = sortedIds
    let userIndex = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    // Stable, so that events of one instant keep the order in which a test wrote them.
    let ordered = rows.enumerated().sorted { left, right in
      let users = (
        userIndex[left.element.event.user] ?? 0, userIndex[right.element.event.user] ?? 0
      )
      if users.0 != users.1 { return users.0 < users.1 }
      return (left.element.instant, left.offset) < (right.element.instant, right.offset)
    }.map(\.element)

    let log = eventLog(ordered, userIndex: userIndex)
    let attributes = self.attributes(ids, log: log)
    let last = rows.map(\.instant).max()
    let day = declaredDay ?? calendar.day(of: last ?? 0)
    let dataset = Dataset(
      name: name, calendar: calendar,
      asof: AsOf(day: day, isDeclared: asof != nil, lastEvent: last), currency: currency,
      users: UserTable(
        ids: ids, attributes: attributes.columns, derivedAttributes: attributes.derived),
      events: log, feedback: feedbackTable(userIndex, in: calendar), roles: roles, labels: labels,
      tables: [], contentHash: String(repeating: "0", count: 32), topics: topics)
    return dataset.read(asof: day, isDeclared: asof != nil)
  }

  /// What names mean in this world.
  public func scope(
    sets: [String: SavedSet] = [:], parameters: [String: Literal] = [:]
  ) -> Scope {
    Scope(dataset: dataset, sets: sets, parameters: parameters)
  }

  private var sortedIds: [String] {
    let named = (feedback ?? []).compactMap(\.user)
    let ids = Set(events.map(\.user)).union(users.keys).union(named)
    let numbers = ids.compactMap { id in Int(id).flatMap { String($0) == id ? $0 : nil } }
    if numbers.count == ids.count { return numbers.sorted().map { String($0) } }
    return ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private func eventLog(
    _ rows: [(event: Event, instant: Int64)], userIndex: [String: Int]
  ) -> EventLog {
    let names = Set(rows.map(\.event.name)).union(declaredNames).sorted()
    let codes = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, UInt16($0)) })
    var offsets = Array(repeating: 0, count: userIndex.count + 1)
    for row in rows { offsets[(userIndex[row.event.user] ?? 0) + 1] += 1 }
    for user in 0..<userIndex.count { offsets[user + 1] += offsets[user] }
    let columns = Columns(rows.map(\.event.properties), in: self)
    let sessionColumn = columns.named(session)
    return EventLog(
      names: names, offsets: offsets, codes: rows.map { codes[$0.event.name] ?? 0 },
      times: rows.map(\.instant), sessions: sessionColumn.flatMap(Columns.codes),
      properties: columns.all, amountIndex: columns.all.firstIndex { $0.name == amount })
  }

  private func attributes(
    _ ids: [String], log: EventLog
  ) -> (columns: [PropertyColumn], derived: [String]) {
    let own = Columns(ids.map { users[$0] ?? [:] }, in: self).all
    var columns = own
    var derived: [String] = []
    for property in log.properties where ![session, amount].contains(property.name) {
      if own.contains(where: { $0.name == property.name }) { continue }
      guard let rows = constantRows(of: property, in: log) else { continue }
      columns.append(property.gathering(rows))
      derived.append(property.name)
    }
    return (columns, derived)
  }

  /// A row with each user's only value, -1 where there is none; nil where a user has two values.
  private func constantRows(of property: PropertyColumn, in log: EventLog) -> [Int32]? {
    var found: [Int32] = []
    for user in 0..<log.userCount {
      let present = log.rows(of: user).filter { property.cell($0) != .missing }
      if Set(present.map { property.cell($0) }).count > 1 { return nil }
      found.append(present.first.map { Int32($0) } ?? -1)
    }
    return found.contains { $0 >= 0 } ? found : nil
  }

  private func feedbackTable(
    _ userIndex: [String: Int], in calendar: LocalCalendar
  ) -> FeedbackTable? {
    guard let answers = feedback else { return nil }
    let rows = answers.map { answer in
      var columns = answer.columns
      columns["kind"] = answer.kind.map { .text($0) }
      columns["text"] = answer.text.map { .text($0) }
      columns["score"] = answer.score.map { .float($0) }
      columns["time"] = answer.time.map { .time($0) }
      return columns
    }
    let columns = Columns(rows, in: self)
    return FeedbackTable(
      users: answers.map { $0.user.flatMap { userIndex[$0] }.map { Int32($0) } ?? -1 },
      times: answers.map { answer in
        answer.time.map { instant(of: $0, in: calendar) } ?? PropertyColumn.missing
      },
      scores: answers.map { $0.score ?? .nan }, kinds: columns.named("kind"),
      texts: columns.named("text"), columns: columns.all)
  }
}
