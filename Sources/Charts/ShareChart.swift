import Reporting

/// Parts of a whole as one strip, each with its number below.
public struct ShareChart: Hashable, Sendable {
  public struct Part: Hashable, Sendable {
    public let label: String
    public let users: Int

    public init(label: String, users: Int) {
      self.label = label
      self.users = users
    }
  }

  public var title: Phrase
  public var unit: CountUnit
  public var parts: [Part]
  public var notes: [Phrase]

  public init(
    title: Phrase, unit: CountUnit = .users, parts: [Part], notes: [Phrase] = []
  ) {
    self.title = title
    self.unit = unit
    self.parts = parts
    self.notes = notes
  }
}
