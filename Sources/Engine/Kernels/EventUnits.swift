/// The event rows of a dataset grouped by the unit that is counted: users or their sessions.
///
/// The rows of a unit lie in order of time.
public struct EventUnits: Sendable {
  /// What is counted.
  public enum Kind: String, Hashable, Sendable { case user, session }

  /// Unit `i` owns `order[offsets[i] ..< offsets[i + 1]]`; without `order` the rows themselves.
  private let order: [Int]?
  private let offsets: [Int]
  /// The user of each unit.
  public let users: [Int32]

  public var count: Int { users.count }

  public static func users(of log: EventLog) -> EventUnits {
    EventUnits(
      order: nil, offsets: log.offsets.map { Int($0) }, users: (0..<log.userCount).map { Int32($0) }
    )
  }

  /// Sessions by their id within a user; rows without an id belong to none.
  ///
  /// Without a session role a session ends after 30 minutes of silence: a gap of exactly that still
  /// holds.
  public static func sessions(of log: EventLog) -> EventUnits {
    var order: [Int] = []
    order.reserveCapacity(log.count)
    var offsets = [0]
    var users: [Int32] = []
    for user in 0..<log.userCount {
      let sessions =
        log.sessions.map { Self.byId(log.rows(of: user), ids: $0) }
        ?? Self.bySilence(log.rows(of: user), times: log.times)
      for rows in sessions {
        order.append(contentsOf: rows)
        offsets.append(order.count)
        users.append(Int32(user))
      }
    }
    return EventUnits(order: order, offsets: offsets, users: users)
  }

  /// Units of any kind, such as organisations: rows of one group, whoever's they are.
  ///
  /// - Parameter groupOf: the group of each row; rows with a negative one belong to none.
  ///
  /// A unit has no one user; -1 stands in `users`.
  public static func groups(of log: EventLog, groupOf: [Int32], count: Int) -> EventUnits {
    var rows: [[Int]] = Array(repeating: [], count: max(0, count))
    for (row, group) in groupOf.enumerated() where rows.indices.contains(Int(group)) {
      rows[Int(group)].append(row)
    }
    var order: [Int] = []
    var offsets = [0]
    for group in rows where !group.isEmpty {
      order += group.sorted { (log.times[$0], $0) < (log.times[$1], $1) }
      offsets.append(order.count)
    }
    return EventUnits(
      order: order, offsets: offsets, users: Array(repeating: -1, count: offsets.count - 1))
  }

  /// The longest silence within one session, in milliseconds.
  public static let longestSilence: Int64 = 30 * 60_000

  /// The rows of a unit in order of time.
  public func rows(of unit: Int) -> UnitRows {
    UnitRows(order: order, range: offsets[unit]..<offsets[unit + 1])
  }

  private static func byId(_ rows: Range<Int>, ids: Column<Int32>) -> [[Int]] {
    var position: [Int32: Int] = [:]
    var sessions: [[Int]] = []
    for row in rows where ids[row] >= 0 {
      if let at = position[ids[row]] {
        sessions[at].append(row)
      } else {
        position[ids[row]] = sessions.count
        sessions.append([row])
      }
    }
    return sessions
  }

  private static func bySilence(_ rows: Range<Int>, times: TimeColumn) -> [[Int]] {
    var sessions: [[Int]] = []
    var last: Int64?
    for row in rows {
      if let last, times[row] &- last <= longestSilence, !sessions.isEmpty {
        sessions[sessions.count - 1].append(row)
      } else {
        sessions.append([row])
      }
      last = times[row]
    }
    return sessions
  }
}

/// The rows of one unit, as indices into the event log.
public struct UnitRows: Sequence, Sendable {
  fileprivate let order: [Int]?
  fileprivate let range: Range<Int>

  public func makeIterator() -> Iterator { Iterator(order: order, range: range) }

  public struct Iterator: IteratorProtocol {
    private let order: [Int]?
    private var remaining: Range<Int>

    fileprivate init(order: [Int]?, range: Range<Int>) {
      self.order = order
      remaining = range
    }

    public mutating func next() -> Int? {
      guard let at = remaining.popFirst() else { return nil }
      return order.map { $0[at] } ?? at
    }
  }
}
