import Reporting

/// Lines over time or age, each named at its end.
///
/// Braille dots where the canvas has them, letters at the points in ASCII. An axis that does not
/// start at zero or is cut off says so.
public struct CurveChart: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    public let x: Double
    public let y: Double
    /// The ends of the interval around y.
    public let low: Double?
    public let high: Double?
    /// Expected by a model, or a period that is not over: drawn dotted.
    public let isForecast: Bool

    public init(
      x: Double, y: Double, low: Double? = nil, high: Double? = nil, isForecast: Bool = false
    ) {
      self.x = x
      self.y = y
      self.low = low
      self.high = high
      self.isForecast = isForecast
    }
  }

  public struct Series: Hashable, Sendable {
    public let label: String
    /// Ascending in x; what is not finite is a gap.
    public let points: [Point]

    public init(label: String, points: [Point]) {
      self.label = label
      self.points = points
    }
  }

  /// A level to compare with, such as the cost of acquiring a user.
  public struct Reference: Hashable, Sendable {
    public let label: Phrase
    public let y: Double

    public init(label: Phrase, y: Double) {
      self.label = label
      self.y = y
    }
  }

  /// A place on the lines that has a name, such as where a cost is paid back.
  public struct Mark: Hashable, Sendable {
    /// With the place itself, `payback D31`.
    public let label: Phrase
    public let x: Double
    public let y: Double

    public init(label: Phrase, x: Double, y: Double) {
      self.label = label
      self.x = x
      self.y = y
    }
  }

  public enum HorizontalAxis: Hashable, Sendable {
    /// x is a number, written after a prefix: `M0`, `M2`, …
    case numbers(prefix: String)
    /// x is the index of a name, such as a date.
    case names([String])
  }

  public var title: Phrase
  public var xAxis: HorizontalAxis
  /// What x is, at the end of its axis: `weeks since first order`.
  public var xName: Phrase?
  public var kind: NumberKind
  /// The most important first: five are drawn, the others are counted in the legend.
  public var series: [Series]
  public var references: [Reference]
  /// Named in the legend and in the sentence.
  public var marks: [Mark]
  /// Cuts the axis off above this value, and says so.
  public var ceiling: Double?
  /// Whether the vertical axis begins at zero; otherwise it begins near the least value, and
  /// says so.
  public var startsAtZero: Bool
  /// Lines of the plot between its axes, 4 to 40.
  public var height: Int
  public var notes: [Phrase]

  public init(
    title: Phrase, xAxis: HorizontalAxis, xName: Phrase? = nil, kind: NumberKind,
    series: [Series], references: [Reference] = [], marks: [Mark] = [],
    ceiling: Double? = nil, startsAtZero: Bool = true, height: Int = 12, notes: [Phrase] = []
  ) {
    self.title = title
    self.xAxis = xAxis
    self.xName = xName
    self.kind = kind
    self.series = series
    self.references = references
    self.marks = marks
    self.ceiling = ceiling
    self.startsAtZero = startsAtZero
    self.height = min(max(height, 4), 40)
    self.notes = notes
  }
}
