/// The events of a dataset as columns, sorted by user, then time.
///
/// Events of the same instant have no order of their own; no result may depend on how they lie.
public struct EventLog: Sendable {
  /// Names by event code.
  public let names: [String]
  /// User `u` owns the rows `offsets[u] ..< offsets[u + 1]`; count is users + 1.
  public let offsets: [Int]
  /// Event code of each row.
  public let codes: [UInt16]
  /// Instant of each row in milliseconds since 1970 UTC.
  public let times: [Int64]
  /// Session code of each row, -1 where missing; nil without a session role.
  public let sessions: [Int32]?
  /// Property columns, one value a row.
  public let properties: [PropertyColumn]
  /// The property that carries the amount of money, where one is mapped.
  public let amountIndex: Int?

  public init(
    names: [String], offsets: [Int], codes: [UInt16], times: [Int64], sessions: [Int32]?,
    properties: [PropertyColumn], amountIndex: Int?
  ) {
    self.names = names
    self.offsets = offsets
    self.codes = codes
    self.times = times
    self.sessions = sessions
    self.properties = properties
    self.amountIndex = amountIndex
  }

  public var count: Int { codes.count }
  public var userCount: Int { max(0, offsets.count - 1) }

  /// The rows of one user, in order of time.
  public func rows(of user: Int) -> Range<Int> {
    guard user >= 0, user < userCount else { return 0..<0 }
    return offsets[user]..<offsets[user + 1]
  }

  /// How many rows each event code has.
  public var countByCode: [Int] {
    var counts = Array(repeating: 0, count: names.count)
    for code in codes where Int(code) < counts.count { counts[Int(code)] += 1 }
    return counts
  }

  /// The log without the events at or after `end`; itself where there are none.
  public func before(_ end: Int64) -> EventLog {
    guard times.contains(where: { $0 >= end }) else { return self }
    var kept: [Int] = []
    var offsets = [0]
    for user in 0..<userCount {
      for row in rows(of: user) where times[row] < end { kept.append(row) }
      offsets.append(kept.count)
    }
    return EventLog(
      names: names, offsets: offsets, codes: kept.map { codes[$0] }, times: kept.map { times[$0] },
      sessions: sessions.map { all in kept.map { all[$0] } },
      properties: properties.map { $0.selecting(kept) }, amountIndex: amountIndex)
  }
}
