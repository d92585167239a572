import Reporting

/// What may stand before the cursor instead of the word begun there.
public struct Completion: Hashable, Sendable {
  public struct Candidate: Hashable, Sendable {
    /// What is put in.
    public let text: String
    /// A short explanation for the list; empty where the word says it all.
    public let detail: String
    public let role: Role

    public init(_ text: String, detail: String = "", role: Role = .plain) {
      self.text = text
      self.detail = detail
      self.role = role
    }
  }

  /// How many scalars before the cursor a candidate replaces.
  public var replaced: Int
  public var candidates: [Candidate]

  public init(replaced: Int = 0, candidates: [Candidate] = []) {
    self.replaced = replaced
    self.candidates = candidates
  }

  /// The beginning that all candidates share.
  var commonStart: String {
    guard var start = candidates.first?.text else { return "" }
    for candidate in candidates.dropFirst() {
      start = zip(start, candidate.text).prefix { $0 == $1 }.reduce(into: "") { $0.append($1.0) }
    }
    return start
  }
}
