/// The events of a dataset as columns, sorted by user, then time.
///
/// Events of the same instant have no order of their own; no result may depend on how they lie.
public struct EventLog: Sendable {
  /// Names by event code.
  public let names: [String]
  /// How many events there are.
  public let count: Int
  public let userCount: Int
  /// Property columns, one value a row.
  public let properties: [PropertyColumn]
  /// The property that carries the amount of money, where one is mapped.
  public let amountIndex: Int?
  /// The latest instant, where it is known without reading.
  private let latest: Int64?
  private let parts: Parts

  /// The columns of a log; each is read from its file when it is first asked for.
  public struct Parts: Sendable {
    public let offsets: Deferred<Column<UInt32>>
    public let codes: Deferred<CodeColumn>
    public let times: Deferred<TimeColumn>
    public let sessions: Deferred<Column<Int32>>?

    public init(
      offsets: Deferred<Column<UInt32>>, codes: Deferred<CodeColumn>, times: Deferred<TimeColumn>,
      sessions: Deferred<Column<Int32>>?
    ) {
      self.offsets = offsets
      self.codes = codes
      self.times = times
      self.sessions = sessions
    }
  }

  public init(
    names: [String], userCount: Int, count: Int, parts: Parts, properties: [PropertyColumn],
    amountIndex: Int?, latest: Int64? = nil
  ) {
    self.names = names
    self.userCount = userCount
    self.count = count
    self.parts = parts
    self.properties = properties
    self.amountIndex = amountIndex
    self.latest = latest
  }

  public init(
    names: [String], offsets: [Int], codes: [UInt16], times: [Int64], sessions: [Int32]?,
    properties: [PropertyColumn], amountIndex: Int?
  ) {
    self.init(
      names: names, userCount: max(0, offsets.count - 1), count: codes.count,
      parts: Parts(
        offsets: Deferred(Column(offsets.map { UInt32(clamping: $0) })),
        codes: Deferred(CodeColumn(codes)), times: Deferred(TimeColumn(times)),
        sessions: sessions.map { Deferred(Column($0)) }),
      properties: properties, amountIndex: amountIndex)
  }

  /// User `u` owns the rows `offsets[u] ..< offsets[u + 1]`; count is users + 1.
  public var offsets: Column<UInt32> { _read { yield parts.offsets.value } }
  /// Event code of each row.
  ///
  /// A loop takes the column once, before its first row.
  public var codes: CodeColumn { _read { yield parts.codes.value } }
  /// Instant of each row in milliseconds since 1970 UTC.
  public var times: TimeColumn { _read { yield parts.times.value } }
  /// Session code of each row, -1 where missing; nil without a session role.
  public var sessions: Column<Int32>? { parts.sessions?.value }
  public var hasSessions: Bool { parts.sessions != nil }

  /// The rows of one user, in order of time.
  public func rows(of user: Int) -> Range<Int> {
    guard user >= 0, user < userCount else { return 0..<0 }
    return Int(offsets[user])..<Int(offsets[user + 1])
  }

  /// The first and the last instant; nil without events.
  ///
  /// It looks at the ends of each user's rows alone.
  public var span: ClosedRange<Int64>? {
    let (offsets, times) = (offsets, times)
    var (first, last) = (Int64.max, Int64.min)
    offsets.withUnsafeBufferPointer { offsets in
      for user in 0..<userCount where offsets[user] < offsets[user + 1] {
        first = min(first, times[Int(offsets[user])])
        last = max(last, times[Int(offsets[user + 1]) - 1])
      }
    }
    return first <= last ? first...last : nil
  }

  /// How many rows each event code has.
  public var countByCode: [Int] {
    var counts = Array(repeating: 0, count: names.count)
    for code in codes where Int(code) < counts.count { counts[Int(code)] += 1 }
    return counts
  }

  /// The log without the events at or after `end`; itself where there are none.
  public func before(_ end: Int64) -> EventLog {
    if let latest, latest < end { return self }
    let (times, codes, sessions) = (times, codes, sessions)
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
