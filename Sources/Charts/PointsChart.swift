import Reporting

/// Retention at chosen points: for each group and point a small bar, the rate and its n.
///
/// ```text
/// channel      d1               n  d7               n
/// wechat       ████▏ 41.8%  5,120  ██▌   25.3%  5,020
/// ```
public struct PointsChart: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    /// A fraction; nil where it cannot be observed yet, NaN for 0/0.
    public let rate: Double?
    /// Users mature for this point: the denominator.
    public let base: Int

    public init(rate: Double?, base: Int) {
      self.rate = rate
      self.base = base
    }
  }

  public struct Row: Hashable, Sendable {
    public let label: String
    /// One for each heading.
    public let points: [Point]

    public init(label: String, points: [Point]) {
      self.label = label
      self.points = points
    }
  }

  public var title: Phrase
  /// What makes the rows.
  public var heading: Phrase
  /// The points' names: `d1`, `d7`, `d30`.
  public var points: [String]
  public var rows: [Row]
  /// What n counts.
  public var baseMeaning: Phrase
  public var notes: [Phrase]

  public init(
    title: Phrase, heading: Phrase, points: [String], rows: [Row],
    baseMeaning: Phrase = Phrase("users old enough for the point", "已到该时点的用户"),
    notes: [Phrase] = []
  ) {
    self.title = title
    self.heading = heading
    self.points = points
    self.rows = rows
    self.baseMeaning = baseMeaning
    self.notes = notes
  }
}
