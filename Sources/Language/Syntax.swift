import Reporting

// The syntax tree: one uniform form for every verb. Words of the language stand in it by their
// canonical English spelling, names of the data as they were typed. `Place` is left out of
// equality, so trees compare by meaning.

/// A text with all its statements, in order.
public struct Script: Hashable, Sendable {
  public var statements: [Statement]

  public init(_ statements: [Statement]) { self.statements = statements }
}

/// One question, definition or command.
public struct Statement: Hashable, Sendable {
  public indirect enum Kind: Hashable, Sendable {
    case analysis(VerbCall)
    case definition(Definition)
    case management(Management)
    case command(CommandCall)
    case explain(ExplainStage?, Statement)
  }

  public var kind: Kind
  public var place: Place

  public init(_ kind: Kind, at place: Place) {
    self.kind = kind
    self.place = place
  }
}

/// The stage of a query that `explain` prints; none means words, tree and plan together.
public enum ExplainStage: Hashable, Sendable {
  case tokens, tree, plan, sql, words
  case user(NameOrLiteral)
}

/// A name or a literal, where the grammar takes either.
public enum NameOrLiteral: Hashable, Sendable {
  case name(Word)
  case literal(Literal)
}

/// One word as it stands in the tree: `text` is canonical for words of the language.
public struct Word: Hashable, Sendable {
  public var text: String
  /// Written between backticks, so never a word of the language.
  public var quoted: Bool
  /// As typed: another spelling of `text` where that is canonical.
  ///
  /// A label of the data may be spelled like a word of the language, and only the engine knows the
  /// labels.
  public var typed: String
  public var place: Place

  public init(_ text: String, quoted: Bool = false, typed: String? = nil, at place: Place) {
    self.text = text
    self.quoted = quoted
    self.typed = typed ?? text
    self.place = place
  }

  // A backtick only says how a name is written; it is no part of what the name is.
  public static func == (left: Word, right: Word) -> Bool { left.text == right.text }

  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// `name` or `qualifier.name`.
public struct Name: Hashable, Sendable {
  public var qualifier: Word?
  public var word: Word
  public var place: Place

  public init(_ word: Word, in qualifier: Word? = nil, at place: Place) {
    self.word = word
    self.qualifier = qualifier
    self.place = place
  }

  public var text: String { qualifier.map { "\($0.text).\(word.text)" } ?? word.text }
}

/// A verb with its subject and clauses: the same form for every verb.
public struct VerbCall: Hashable, Sendable {
  public var verb: Word
  public var subject: Subject?
  /// In the order typed, each keyword at most once.
  public var clauses: [Clause]
  public var place: Place

  public init(verb: Word, subject: Subject?, clauses: [Clause], at place: Place) {
    self.verb = verb
    self.subject = subject
    self.clauses = clauses
    self.place = place
  }

  public func clause(_ keyword: ClauseKeyword) -> Clause? {
    clauses.first { $0.keyword == keyword }
  }

  // Clauses mean the same in any order.
  public static func == (left: VerbCall, right: VerbCall) -> Bool {
    left.verb == right.verb && left.subject == right.subject
      && Set(left.clauses) == Set(right.clauses)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(verb)
    hasher.combine(subject)
    hasher.combine(Set(clauses))
  }
}

/// What a verb is asked about; which form a verb takes stands in its signature.
public enum Subject: Hashable, Sendable {
  case steps([EventSyntax])
  case facets([Facet])
  case metrics([Metric])
  case condition(Expression)
  case experiment(Word, Metric?)
  case journey(JourneyDirection, EventSyntax)
  case user(NameOrLiteral)
}

public enum JourneyDirection: String, Hashable, Sendable { case after, before }

/// A part of a verb's field, such as `nps` of `feedback`, with a text where it takes one.
public struct Facet: Hashable, Sendable {
  public var word: Word
  public var text: String?

  public init(_ word: Word, text: String? = nil) {
    self.word = word
    self.text = text
  }
}

/// A metric by name or with arguments.
public enum Metric: Hashable, Sendable {
  case name(Word)
  case call(Call)
}

/// An event or several joined by `or`, perhaps marked `first`.
public struct EventSyntax: Hashable, Sendable {
  public var isFirst: Bool
  public var alternatives: [EventTerm]
  public var place: Place

  public init(isFirst: Bool = false, alternatives: [EventTerm], at place: Place) {
    self.isFirst = isFirst
    self.alternatives = alternatives
    self.place = place
  }
}

/// One event of a step: a name, `any` or a group, with its filter.
public struct EventTerm: Hashable, Sendable {
  public indirect enum Kind: Hashable, Sendable {
    case any
    case name(Word)
    case group(EventSyntax)
  }

  public var kind: Kind
  public var filter: Expression?
  /// `E?`: the step may be passed over.
  public var isOptional: Bool
  public var place: Place

  public init(_ kind: Kind, filter: Expression? = nil, isOptional: Bool = false, at place: Place) {
    self.kind = kind
    self.filter = filter
    self.isOptional = isOptional
    self.place = place
  }
}

/// `NAME(argument, …)`.
public struct Call: Hashable, Sendable {
  public var function: Word
  public var arguments: [Argument]
  public var place: Place

  public init(_ function: Word, _ arguments: [Argument], at place: Place) {
    self.function = function
    self.arguments = arguments
    self.place = place
  }
}

/// An argument of a call; a bare name is an event, metric, attribute or segment by the signature.
public indirect enum Argument: Hashable, Sendable {
  case period(Period, Place)
  /// `within 30d of signup`
  case within(DurationValue, of: EventSyntax, Place)
  case literal(Literal, Place)
  case call(Call)
  /// `pay`, `pay[amount > 100]`, `pay.amount`, `visit -> pay`
  case event(EventSyntax, property: Word?, then: [EventSyntax])

  public var place: Place {
    switch self {
    case .period(_, let place), .within(_, _, let place), .literal(_, let place): place
    case .call(let call): call.place
    case .event(let event, let property, let then):
      Place(
        then.reduce(property.map { event.place.span.joined($0.place.span) } ?? event.place.span) {
          $0.joined($1.place.span)
        })
    }
  }
}
