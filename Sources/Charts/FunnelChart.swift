import Reporting

/// How many go from step to step: a bar, the rates and the time for each, and what is lost
/// between.
///
/// ```text
/// 1 visit       ████████████████████████████████  48,210       –  100.0%         –
///               ╰▼ lost 17,404 (36.1%)
/// 2 view_item   ████████████████████▌░            30,806   63.9%   63.9%     0.4 h
/// ```
/// A bar is users ÷ the users of the widest step. Behind it, hatched, stand those whose window is
/// still open: they may yet arrive.
public struct FunnelChart: Hashable, Sendable {
  public struct Step: Hashable, Sendable {
    public let label: String
    /// Reached this step.
    public let users: Int
    /// Of the step before; nil at the first step, NaN for 0/0.
    public let stepRate: Double?
    /// Of the first step; NaN for 0/0.
    public let totalRate: Double?
    /// From the step before to this one.
    public let medianSeconds: Double?
    /// Left on the way from the step before to this one.
    public let lost: Int?
    /// On the way from the step before to this one with time left.
    public let open: Int?
    /// May be passed over: nobody is lost there.
    public let isOptional: Bool
    /// Of the lost and open, those whom an excluded event stopped on this way.
    public let excluded: Int?
    /// What stands for the users where privacy does not tell them, such as `<5`; no bar is drawn.
    public let untold: String?

    /// The users as a number, or what stands for them.
    var count: String { untold ?? NumberText.count(users) }

    public init(
      label: String, users: Int, stepRate: Double?, totalRate: Double?,
      medianSeconds: Double? = nil, lost: Int? = nil, open: Int? = nil, isOptional: Bool = false,
      excluded: Int? = nil, untold: String? = nil
    ) {
      self.label = label
      self.users = users
      self.stepRate = stepRate
      self.totalRate = totalRate
      self.medianSeconds = medianSeconds
      self.lost = lost
      self.open = open
      self.isOptional = isOptional
      self.excluded = excluded
      self.untold = untold
    }
  }

  public var title: Phrase
  public var unit: CountUnit
  public var steps: [Step]
  /// The rate from the first step to the last as a fraction, with its 95% interval.
  public var overall: Estimate?
  /// Further lines of the legend.
  public var notes: [Phrase]

  public init(
    title: Phrase, unit: CountUnit = .users, steps: [Step], overall: Estimate? = nil,
    notes: [Phrase] = []
  ) {
    self.title = title
    self.unit = unit
    self.steps = steps
    self.overall = overall
    self.notes = notes
  }
}
