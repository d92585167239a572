import Reporting

/// One user's way through a question: the events that mattered, in order of time, and what follows
/// from them.
public struct Ladder: Sendable {
  /// One event.
  public struct Rung: Sendable {
    /// Milliseconds since 1970 UTC.
    public let time: Int64
    /// The event's name in the data.
    public let event: String
    /// What it did, a line each.
    public var notes: [Phrase]

    public init(time: Int64, event: String, notes: [Phrase]) {
      self.time = time
      self.event = event
      self.notes = notes
    }
  }

  /// What the events come to.
  public struct Finding: Sendable {
    /// `counted`, `reached`, `open`, `change`, or the point that it speaks of.
    public let kind: String
    public let text: Phrase

    public init(_ kind: String, _ text: Phrase) {
      self.kind = kind
      self.text = text
    }
  }

  /// The events that bear on the question, earliest first.
  public var rungs: [Rung]
  /// How many further events of the user have nothing to do with it.
  public let irrelevant: Int
  public let findings: [Finding]
  /// How far the user got; for a funnel the number of steps.
  public let depth: Int

  public init(rungs: [Rung], irrelevant: Int, findings: [Finding], depth: Int) {
    self.rungs = rungs
    self.irrelevant = irrelevant
    self.findings = findings
    self.depth = depth
  }
}
