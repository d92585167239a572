import Reporting

/// A dataset that is made up, with truths planted in it as exact counts.
///
/// Every quota is an integer times `scale`, so the truths hold for any seed; the seed only decides
/// who and when.
public protocol Simulated: Sendable {
  /// What the dataset is called: `shop`.
  static var name: String { get }
  /// How many users it has at scale 1.
  static var users: Int { get }

  /// - Parameter scale: what every quota is multiplied by, at least 1.
  init(seed: UInt64, scale: Int)

  /// What holds in the data, by the numbers of the lessons: `SH1`, `SH2`, …
  var truths: [Truth] { get }

  /// Writes every table as CSV, `dataset.json` and the README into a folder that exists.
  ///
  /// Rows are written as they are made, so memory holds plans of users, never their events.
  /// Returns the tables in the order of the README. Throws E532.
  @discardableResult
  func write(into folder: String) throws(Diagnostic) -> [WrittenTable]
}

/// One thing that holds exactly in a simulated dataset.
public struct Truth: Hashable, Sendable {
  /// A figure by name, such as `reached pay_page in Q1`, as a decimal number.
  public struct Figure: Hashable, Sendable {
    public let name: String
    /// Counts as counts, rates as fractions, money in the dataset's currency.
    public let value: Double

    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// `SH1`.
  public let id: String
  public let statement: Phrase
  public let figures: [Figure]

  public init(_ id: String, _ statement: Phrase, _ figures: [Figure]) {
    self.id = id
    self.statement = statement
    self.figures = figures
  }
}
