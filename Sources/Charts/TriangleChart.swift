import Reporting

/// The retention triangle: a row for each cohort, a column for each offset, shaded by value.
///
/// ```text
/// cohort         n      W0      W1      W2      W3
/// 2024-W10   5,120  █100.0  ▓ 41.8  ▒ 30.4    25.5~
/// 2024-W11   4,986  █100.0  ▓ 40.6    29.2~      ·
/// ```
/// `~` is a running period, `·` one that has not begun; neither enters the average.
public struct TriangleChart: Hashable, Sendable {
  public enum Cell: Hashable, Sendable {
    /// A fraction of the cohort, with the users behind it and whether the period is over.
    case rate(Double, users: Int?, isComplete: Bool)
    case unobservable
    case inapplicable
  }

  public struct Row: Hashable, Sendable {
    public let label: String
    public let size: Int
    /// What stands for the size where privacy does not tell them, such as `<5`; no bar is drawn.
    public let untold: String?
    /// By offset, from the first.
    public let cells: [Cell]

    public init(label: String, size: Int, cells: [Cell], untold: String? = nil) {
      self.untold = untold
      self.label = label
      self.size = size
      self.cells = cells
    }
  }

  public struct Average: Hashable, Sendable {
    public let rate: Double?
    /// How many cohorts stand behind it.
    public let cohorts: Int

    public init(rate: Double?, cohorts: Int) {
      self.rate = rate
      self.cohorts = cohorts
    }
  }

  public var title: Phrase
  /// What makes a cohort: the heading of the first column.
  public var heading: Phrase
  /// Before the number of an offset: `D`, `W`, `M`.
  public var offsetPrefix: String
  /// The first offset, usually 0.
  public var firstOffset: Int
  /// Oldest first.
  public var rows: [Row]
  /// By offset, over all rows, shown or not.
  public var average: [Average]
  /// What the average row is called; weighted over complete cells unless said otherwise.
  public var averageName: Phrase
  /// The newest rows to show.
  public var rowLimit: Int
  /// The first offsets to show; fewer where the canvas is narrow.
  public var offsetLimit: Int
  public var notes: [Phrase]

  public init(
    title: Phrase, heading: Phrase, offsetPrefix: String = "", firstOffset: Int = 0, rows: [Row],
    average: [Average] = [], averageName: Phrase = Phrase("average", "加权均值"),
    rowLimit: Int = 24, offsetLimit: Int = 24, notes: [Phrase] = []
  ) {
    self.title = title
    self.heading = heading
    self.offsetPrefix = offsetPrefix
    self.firstOffset = firstOffset
    self.rows = rows
    self.average = average
    self.averageName = averageName
    self.rowLimit = rowLimit
    self.offsetLimit = offsetLimit
    self.notes = notes
  }
}
