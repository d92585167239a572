/// Answers of users: only the score or the text is required.
public struct FeedbackTable: Sendable {
  public let count: Int
  /// What the answer answers: `nps`, `rating`, `comment`, …; nil without a kind role.
  public let kinds: PropertyColumn?
  public let texts: PropertyColumn?
  /// All columns of the table, mapped or not.
  public let columns: [PropertyColumn]
  /// The latest instant, where it is known without reading.
  private let latest: Int64?
  private let parts: Parts

  /// The columns of the answers; each is read from its file when it is first asked for.
  public struct Parts: Sendable {
    public let users: Deferred<Column<Int32>>
    public let times: Deferred<Column<Int64>>
    public let scores: Deferred<Column<Double>>

    public init(
      users: Deferred<Column<Int32>>, times: Deferred<Column<Int64>>,
      scores: Deferred<Column<Double>>
    ) {
      self.users = users
      self.times = times
      self.scores = scores
    }
  }

  public init(
    count: Int, parts: Parts, kinds: PropertyColumn?, texts: PropertyColumn?,
    columns: [PropertyColumn], latest: Int64? = nil
  ) {
    self.count = count
    self.parts = parts
    self.kinds = kinds
    self.texts = texts
    self.columns = columns
    self.latest = latest
  }

  public init(
    users: [Int32], times: [Int64], scores: [Double], kinds: PropertyColumn?,
    texts: PropertyColumn?, columns: [PropertyColumn]
  ) {
    self.init(
      count: scores.count,
      parts: Parts(
        users: Deferred(Column(users)), times: Deferred(Column(times)),
        scores: Deferred(Column(scores))),
      kinds: kinds, texts: texts, columns: columns)
  }

  /// User index of each answer, -1 where unknown.
  public var users: Column<Int32> { parts.users.value }
  /// Instant of each answer in milliseconds, `PropertyColumn.missing` where unknown.
  public var times: Column<Int64> { parts.times.value }
  /// NaN where there is none.
  public var scores: Column<Double> { parts.scores.value }

  func before(_ end: Int64) -> FeedbackTable {
    if let latest, latest < end { return self }
    let (users, times, scores) = (users, times, scores)
    let rows = times.indices.filter { times[$0] < end }
    guard rows.count < count else { return self }
    return FeedbackTable(
      users: rows.map { users[$0] }, times: rows.map { times[$0] }, scores: rows.map { scores[$0] },
      kinds: kinds?.selecting(rows), texts: texts?.selecting(rows),
      columns: columns.map { $0.selecting(rows) })
  }
}
