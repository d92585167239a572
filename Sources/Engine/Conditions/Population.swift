import Language
import Reporting

/// The users a statement speaks of: those of `from`, narrowed by `where`.
public struct Population: Hashable, Sendable {
  /// The users of `from`; nil for all.
  let origin: UserSet?
  public let condition: UserCondition?
  /// The piece of the rule line for `from`, such as `from loyal`; nil for all users.
  public let originRule: Phrase?

  /// Some users, whatever chose them.
  public init(users: UserSet) { self.init(origin: users, condition: nil, originRule: nil) }

  init(origin: UserSet?, condition: UserCondition?, originRule: Phrase?) {
    self.origin = origin
    self.condition = condition
    self.originRule = originRule
  }

  /// Every user, without a condition.
  public static let everyone = Population(origin: nil, condition: nil, originRule: nil)

  /// The piece of the rule line, such as `from loyal · where region = 'south'`; nil for everyone.
  public var rule: Phrase? {
    let pieces = [originRule, condition.map { Phrase("where ", "其中 ") + $0.text }]
      .compactMap { $0 }
    return pieces.isEmpty ? nil : pieces.joined(separator: " · ")
  }

  public var isEveryone: Bool { origin == nil && condition == nil }

  /// Doubts that arose while reading it.
  public var warnings: [Warning] { condition?.warnings ?? [] }

  /// The users of `from`, else all.
  public func base(in dataset: Dataset) -> UserSet {
    let all = dataset.knownUsers
    guard let origin else { return all }
    return UserSet(all.flags.indices.map { all.contains($0) && origin.contains($0) })
  }

  /// The users of `from` for whom `where` holds.
  public func users(in dataset: Dataset) -> UserSet {
    let base = base(in: dataset)
    guard let condition else { return base }
    return base.intersection(UserSet(condition.mask(in: dataset)))
  }
}

extension Scope {
  /// Reads `from` and `where` of a call.
  ///
  /// Throws E211 for an unknown segment and what the condition throws.
  public func population(
    of call: VerbCall, range: InstantRange = .all
  ) throws(Diagnostic) -> Population {
    var origin: UserSet?
    var condition: UserCondition?
    var rule: Phrase?
    if case .from(let expression) = call.clause(.from)?.body {
      origin = try users(of: expression)
      rule = Phrase("from ", "来自 ") + Self.text(of: expression)
    }
    if case .where(let expression) = call.clause(.where)?.body {
      condition = try userCondition(expression, range: range)
    }
    return Population(origin: origin, condition: condition, originRule: rule)
  }

  /// The users of set algebra over saved segments.
  public func users(of expression: SetExpression) throws(Diagnostic) -> UserSet {
    switch expression {
    case .name(let name): return try savedUsers(name)
    case .and(let left, let right): return try users(of: left).intersection(try users(of: right))
    case .or(let left, let right): return try users(of: left).union(try users(of: right))
    case .not(let inner): return try users(of: inner).complement
    }
  }

  /// The users saved under a name, or under one part of a partition.
  ///
  /// - Parameter words: what else the name may have been meant to be.
  ///
  /// Throws E211 for an unknown name or part, and for a partition without its part.
  public func savedUsers(
    _ name: Name, orWord words: [String] = []
  ) throws(Diagnostic) -> UserSet {
    let word = name.qualifier ?? name.word
    guard let set = try savedSet(word) else { throw unknownSegment(word, orWord: words) }
    switch (set.kind, name.qualifier) {
    case (.segment(let users), nil): return users
    case (.segment, .some): throw unknownSegment(name.word, of: set, at: name.place.span)
    case (.partition(let parts), .some):
      let spellings = parts.map(\.part)
      let part = try match(
        name.word, among: spellings,
        labels: dataset.labels.values.merging(set.labels) { _, own in own },
        kind: Phrase("part", "部分"))
      if let found = parts.first(where: { $0.part == part }) { return found.users }
      throw unknownSegment(name.word, of: set, at: name.place.span)
    case (.partition, nil): throw unknownSegment(nil, of: set, at: name.place.span)
    }
  }

  func savedSet(_ word: Word) throws(Diagnostic) -> SavedSet? {
    let name = try match(
      word, among: sets.keys.sorted(), labels: [:], kind: Phrase("segment", "分群"))
    return name.flatMap { sets[$0] }
  }

  private static func text(of expression: SetExpression) -> Phrase {
    func inner(_ part: SetExpression) -> Phrase {
      switch part {
      case .name, .not: text(of: part)
      case .and, .or: Phrase("(", "(") + text(of: part) + Phrase(")", ")")
      }
    }
    return switch expression {
    case .name(let name): Phrase(verbatim: name.text)
    case .and(let left, let right): inner(left) + Phrase(" and ", " 且 ") + inner(right)
    case .or(let left, let right): inner(left) + Phrase(" or ", " 或 ") + inner(right)
    case .not(let part): Phrase("not ", "非 ") + inner(part)
    }
  }

  private func unknownSegment(_ word: Word, orWord words: [String]) -> Diagnostic {
    let names = sets.keys.sorted()
    let list = names.prefix(8).joined(separator: ", ")
    return Diagnostic(
      "E211", Phrase("unknown segment '\(word.text)'", "未知分群 '\(word.text)'"),
      at: word.place.span,
      notes: [
        names.isEmpty
          ? Phrase(
            "save one first: segment where … as \(word.text)",
            "先保存一个：分群 其中 … 存为 \(word.text)")
          : Phrase("saved so far: \(list)", "已保存：\(list)")
      ], suggestion: Suggestion.closest(to: word.text, among: names + words))
  }

  private func unknownSegment(_ part: Word?, of set: SavedSet, at span: Span) -> Diagnostic {
    guard case .partition(let parts) = set.kind else {
      return Diagnostic(
        "E211", Phrase("'\(set.name)' has no parts", "'\(set.name)' 没有下级分组"), at: span,
        notes: [Phrase("it is one segment: \(set.name)", "它是一个分群：\(set.name)")],
        suggestion: set.name)
    }
    let names = parts.map { "\(set.name).\($0.part)" }
    let list = names.prefix(8).joined(separator: ", ")
    let message =
      part.map {
        Phrase("unknown part '\($0.text)' of '\(set.name)'", "'\(set.name)' 中没有 '\($0.text)'")
      }
      ?? Phrase(
        "expected a part of '\(set.name)', found all of it", "'\(set.name)' 由几部分组成，需指明其一")
    return Diagnostic(
      "E211", message, at: span, notes: [Phrase("its parts: \(list)", "它的各部分：\(list)")],
      suggestion: part.flatMap {
        Suggestion.closest(to: "\(set.name).\($0.text)", among: names)
      })
  }
}
