import Reporting

/// Two populations side by side: both values and the interval of their difference around zero.
///
/// ```text
/// channel        A      B  -8pt        0        +8pt  difference [95% CI]
/// wechat     31.2%  34.9%              ┊   ─●─        +3.7 [+2.6, +4.8] *
/// ```
public struct DifferenceChart: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let label: String
    public let a: Double?
    public let b: Double?
    /// b minus a with its interval, in the unit of a and b.
    public let difference: Estimate?
    /// Whether it holds after correction; nil where it was not tested.
    public let isSignificant: Bool?

    public init(
      label: String, a: Double?, b: Double?, difference: Estimate?, isSignificant: Bool? = nil
    ) {
      self.label = label
      self.a = a
      self.b = b
      self.difference = difference
      self.isSignificant = isSignificant
    }
  }

  public var title: Phrase
  /// What makes the rows.
  public var heading: Phrase
  /// The headings of both populations; what A and B are belongs in the title.
  public var names: [Phrase]
  public var kind: NumberKind
  public var rows: [Row]
  public var notes: [Phrase]

  public init(
    title: Phrase, heading: Phrase, a: Phrase = Phrase(verbatim: "A"),
    b: Phrase = Phrase(verbatim: "B"), kind: NumberKind = .rate, rows: [Row], notes: [Phrase] = []
  ) {
    self.title = title
    self.heading = heading
    names = [a, b]
    self.kind = kind
    self.rows = rows
    self.notes = notes
  }
}
