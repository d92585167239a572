import Reporting

/// A bar for each segment, with users, share and, where asked for, a rate against the whole.
///
/// ```text
/// channel                                       rate  vs all   users  share
/// wechat     ███████████████████▍              31.2%  ≈ -0.8  18,432  38.0%
/// (other)    █████████████▉                    22.3%  ▼ -9.7   1,387   3.0%
/// ```
/// The bar shows the rate where there is one, else the share.
public struct BarChart: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let label: String
    public let users: Int
    /// Of the population, a fraction.
    public let share: Double?
    /// A fraction; NaN for 0/0.
    public let rate: Double?
    /// Rate minus the one it is compared with, a fraction.
    public let difference: Double?
    /// Whether the difference holds after correction; nil where it was not tested.
    public let isSignificant: Bool?
    /// The groups that were folded together: drawn muted.
    public let isOther: Bool
    /// What stands for the users where privacy does not tell them, such as `<5`; no bar is drawn.
    public let untold: String?

    public init(
      label: String, users: Int, share: Double?, rate: Double? = nil, difference: Double? = nil,
      isSignificant: Bool? = nil, isOther: Bool = false, untold: String? = nil
    ) {
      self.label = label
      self.users = users
      self.share = share
      self.rate = rate
      self.difference = difference
      self.isSignificant = isSignificant
      self.isOther = isOther
      self.untold = untold
    }
  }

  public var title: Phrase
  /// What makes the rows.
  public var heading: Phrase
  public var unit: CountUnit
  /// The heading of the rate column.
  public var rateName: Phrase
  public var rows: [Row]
  /// The rate of the whole, marked under the bars.
  public var overall: Double?
  /// The heading of the differences: from the rest, from the whole, from another population.
  public var differenceName: Phrase
  public var notes: [Phrase]

  public init(
    title: Phrase, heading: Phrase, unit: CountUnit = .users,
    rateName: Phrase = Phrase("rate", "比率"), rows: [Row], overall: Double? = nil,
    differenceName: Phrase = Phrase("vs rest", "与其余"), notes: [Phrase] = []
  ) {
    self.title = title
    self.heading = heading
    self.unit = unit
    self.rateName = rateName
    self.rows = rows
    self.overall = overall
    self.differenceName = differenceName
    self.notes = notes
  }
}
