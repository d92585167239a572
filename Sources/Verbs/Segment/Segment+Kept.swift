import Engine
import Language
import Reporting

extension Segment {
  /// The users that `limit` keeps of all; nil without it.
  ///
  /// Throws E317 for no users at all, E306 for a parameter of another kind.
  static func kept(_ call: VerbCall, in scope: Scope) throws(Diagnostic) -> Kept? {
    guard let number = try limit(of: call, in: scope) else { return nil }
    return Kept(number: number, worth: scope.userWorth)
  }

  static func limit(
    of call: VerbCall, in scope: Scope
  ) throws(Diagnostic) -> Kept.Number? {
    guard let clause = call.clause(.limit), case .limit(let written) = clause.body else {
      return nil
    }
    let span = clause.place.span
    switch written {
    case .rows(let count) where count > 0: return .users(count)
    case .share(let share) where share > 0 && share <= 1: return .share(share)
    case .parameter(let name):
      switch try scope.parameter(name, at: span) {
      case .number(let number):
        if let count = Int(exactly: number), count > 0 { return .users(count) }
      case .percent(let share): if share > 0, share <= 1 { return .share(share) }
      default: break
      }
    default: break
    }
    throw Diagnostic(
      "E317", Phrase("expected a number or a share of users", "此处应为用户数或用户占比"), at: span,
      notes: [Phrase("for example limit 200 or limit 20%", "例如 取 200 或 取 20%")])
  }
}

extension Segment.Kept {
  func count(of users: Int) -> Int {
    switch number {
    case .users(let count): min(count, users)
    case .share(let share): Ranking.count(share, of: users)
    }
  }

  /// The users kept of some.
  func users(of all: UserSet, in dataset: Dataset) -> UserSet {
    let members = all.flags.indices.filter { all.contains($0) }
    let top = Ranking.top(
      count(of: members.count), of: members, by: worth.weights(in: dataset))
    var kept = UserSet(all: false, count: all.flags.count)
    for user in top { kept.flags[user] = true }
    return kept
  }

  var phrase: Phrase {
    let many: Phrase =
      switch number {
      case .users(let count): Phrase("the first \(count) ", "前 \(count) 名，")
      case .share(let share):
        Phrase("the first \(Self.percent(share)) ", "前 \(Self.percent(share))，")
      }
    return many + worth.phrase
  }

  static func percent(_ share: Double) -> String {
    let percent = (share * 100_000).rounded() / 1000
    return (Int(exactly: percent).map(String.init) ?? percent.description) + "%"
  }
}
