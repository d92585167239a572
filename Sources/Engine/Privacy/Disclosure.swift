/// What a verb's tables tell of people: which cells count them, how the counts add up, and which
/// figures are computed from which counts.
///
/// A verb that declares none is not answered while privacy is on.
public struct Disclosure: Sendable {
  /// One cell of an answer.
  public struct Place: Hashable, Sendable {
    public let table: String
    public let row: Int
    public let column: String

    public init(_ table: String, _ row: Int, _ column: String) {
      self.table = table
      self.row = row
      self.column = column
    }
  }

  /// What the columns of a table are; all that are named nowhere are dimensions.
  public struct Table: Sendable {
    public let name: String
    /// The count of people a row stands on: where it is not told, nothing of the row is.
    public let group: String?
    /// Further counts of people.
    public let counts: [String]
    /// Figures with the counts of the same row that they are computed from.
    public let figures: [(columns: [String], from: [String])]
    /// Columns of users' ids.
    public let ids: [String]
    /// Rates that are counts of people in disguise, with the count that they are a share of.
    public let implied: [(rate: String, of: String)]
    /// Whether the order of the rows tells which of them are small.
    public let isSorted: Bool

    public init(
      _ name: String, group: String? = nil, counts: [String] = [],
      figures: [(columns: [String], from: [String])] = [], ids: [String] = [],
      implied: [(rate: String, of: String)] = [], isSorted: Bool = false
    ) {
      self.name = name
      self.group = group
      self.counts = counts
      self.figures = figures
      self.ids = ids
      self.implied = implied
      self.isSorted = isSorted
    }

    var allCounts: [String] { (group.map { [$0] } ?? []) + counts }
  }

  /// One side adds up to the other.
  struct Sum: Sendable {
    let whole: [Place]
    let parts: [Place]
    let hasRest: Bool
    /// A number that is told elsewhere, on the side of the whole.
    let constant: Int?
  }

  public var tables: [Table]
  private(set) var sums: [Sum] = []
  private(set) var same: [(Place, Place)] = []
  private(set) var figures: [(figure: Place, counts: [Place])] = []
  /// Tables about all groups together, which are left empty where any group is not told.
  public var collective: [String]

  public init(_ tables: [Table], collective: [String] = []) {
    self.tables = tables
    self.collective = collective
  }

  /// States that counts add up to others; the rest are people who are counted nowhere.
  ///
  /// Where the counts do not add up, somebody stands in several parts or in none, and how many is
  /// taken as unknown.
  public mutating func sum(_ whole: [Place], of parts: [Place], hasRest: Bool = false) {
    sums.append(Sum(whole: whole, parts: parts, hasRest: hasRest, constant: nil))
  }

  /// States that counts add up to a number that the rule line tells.
  public mutating func sum(_ constant: Int, of parts: [Place], hasRest: Bool = false) {
    sums.append(Sum(whole: [], parts: parts, hasRest: hasRest, constant: constant))
  }

  /// States that two cells show one and the same count.
  public mutating func same(_ first: Place, _ second: Place) { same.append((first, second)) }

  /// States that a figure is computed from counts of other rows or tables.
  public mutating func figure(_ figure: Place, from counts: [Place]) {
    figures.append((figure, counts))
  }
}
