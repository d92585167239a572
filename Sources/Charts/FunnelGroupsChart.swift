import Reporting

/// A funnel for each group as one compact matrix: the share of its entrants that reached each step.
///
/// ```text
/// channel       users  2 view_item  3 add_cart  4 pay
/// wechat       18,432        64.2%       31.0%  15.1%  ███████████▎
/// ```
public struct FunnelGroupsChart: Hashable, Sendable {
  public struct Group: Hashable, Sendable {
    public let label: String
    /// Reached each step, the first step first.
    public let users: [Int]
    /// Of the first step, one for each step; NaN for 0/0.
    public let totalRates: [Double?]
    /// The last step's rate minus the one it is compared with, a fraction.
    public let difference: Double?
    /// Whether that difference holds after correction; nil where it was not tested.
    public let isSignificant: Bool?
    /// What stands for the users where privacy does not tell them, such as `<5`; no bar is drawn.
    public let untold: String?

    public init(
      label: String, users: [Int], totalRates: [Double?], difference: Double? = nil,
      isSignificant: Bool? = nil, untold: String? = nil
    ) {
      self.label = label
      self.users = users
      self.totalRates = totalRates
      self.difference = difference
      self.isSignificant = isSignificant
      self.untold = untold
    }
  }

  public var title: Phrase
  /// The dimension that makes the groups.
  public var heading: Phrase
  public var unit: CountUnit
  public var steps: [String]
  public var groups: [Group]
  /// All together, counted over users and not summed over groups.
  public var total: Group?
  /// The heading of the differences: from the rest, from the whole, from another population.
  public var differenceName: Phrase
  public var notes: [Phrase]

  public init(
    title: Phrase, heading: Phrase, unit: CountUnit = .users, steps: [String], groups: [Group],
    total: Group? = nil, differenceName: Phrase = Phrase("vs rest", "与其余"),
    notes: [Phrase] = []
  ) {
    self.title = title
    self.heading = heading
    self.unit = unit
    self.steps = steps
    self.groups = groups
    self.total = total
    self.differenceName = differenceName
    self.notes = notes
  }
}
