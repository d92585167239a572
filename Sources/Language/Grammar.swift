/// Which subject each verb takes: the parser is told, for it knows no verb itself.
public struct Grammar: Sendable {
  private let forms: [String: VerbGrammar]
  /// In the order given, for messages.
  public let verbs: [VerbGrammar]

  public init(verbs: [VerbGrammar]) {
    self.verbs = verbs
    forms = Dictionary(verbs.map { ($0.name, $0) }) { first, _ in first }
  }

  /// The form of a verb by its canonical name; nil for one that was not handed in.
  public func verb(_ name: String) -> VerbGrammar? { forms[name] }
}

/// What follows a verb.
public struct VerbGrammar: Hashable, Sendable {
  /// The forms that a subject can have.
  public enum Subject: Hashable, Sendable {
    /// Clauses alone.
    case none
    /// Events joined by `->`; `max` is nil for any number.
    case steps(min: Int, max: Int?)
    case facets([FacetGrammar])
    case metrics
    case condition
    /// `NAME [-> metric]`
    case experiment
    /// `after event`, `before event` or `user ID`
    case journey
    case management(ManagementNoun)
  }

  /// Canonical, as in the keyword table.
  public let name: String
  /// The form of what stands between the verb and its clauses.
  public let subject: Subject
  /// Whether the verb stands without a subject as well.
  public let isSubjectOptional: Bool

  public init(name: String, subject: Subject, isSubjectOptional: Bool = false) {
    self.name = name
    self.subject = subject
    self.isSubjectOptional = isSubjectOptional
  }
}

/// A part of a verb's field that can be asked for by name.
public struct FacetGrammar: Hashable, Sendable {
  /// Canonical, as in the keyword table.
  public let name: String
  /// Whether a text may follow: `search "…"`.
  public let takesText: Bool

  public init(name: String, takesText: Bool = false) {
    self.name = name
    self.takesText = takesText
  }
}

/// The three forms of statements that keep a record rather than compute.
public enum ManagementNoun: Hashable, Sendable { case goal, action, checklist }

extension Grammar {
  /// Every verb and noun of the keyword table.
  public static let planned = Grammar(verbs: [
    VerbGrammar(name: "segment", subject: .none),
    VerbGrammar(name: "funnel", subject: .steps(min: 2, max: nil)),
    VerbGrammar(name: "cohort", subject: .steps(min: 1, max: 2), isSubjectOptional: true),
    VerbGrammar(name: "ltv", subject: .none),
    facets(of: "feedback", takingText: ["search"]),
    VerbGrammar(name: "measure", subject: .metrics),
    VerbGrammar(name: "trend", subject: .metrics),
    VerbGrammar(name: "profile", subject: .none),
    VerbGrammar(name: "journey", subject: .journey),
    facets(of: "channel"),
    facets(of: "referral"),
    facets(of: "content"),
    facets(of: "churn"),
    VerbGrammar(name: "test", subject: .experiment),
    VerbGrammar(name: "drivers", subject: .condition),
    VerbGrammar(name: "goal", subject: .management(.goal)),
    VerbGrammar(name: "action", subject: .management(.action)),
    VerbGrammar(name: "checklist", subject: .management(.checklist)),
  ])

  private static func facets(of verb: String, takingText: Set<String> = []) -> VerbGrammar {
    let facets = KeywordTable.standard.keywords(.facet, in: verb).map {
      FacetGrammar(name: $0.english, takesText: takingText.contains($0.english))
    }
    return VerbGrammar(name: verb, subject: .facets(facets), isSubjectOptional: true)
  }
}
