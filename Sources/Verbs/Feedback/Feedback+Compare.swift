import Engine
import Language
import Reporting

extension Feedback {
  /// The populations of a statement with the pieces of the rule line that say who they are.
  struct Sides {
    var sides: [Side]
    var rule: [Phrase]
    var notes: [Phrase] = []
  }

  /// Reads `from`, the range and `compare`.
  ///
  /// With `where`, `compare rest` sets the other answers beside those chosen; with `from` alone the
  /// answers of all other users. Throws what ``Scope/comparison(of:range:population:)`` throws.
  static func sides(
    of call: VerbCall, range: InstantRange, in scope: Scope
  ) throws(Diagnostic) -> Sides {
    var population = Population.everyone
    if let clause = call.clause(.from) {
      let origin = VerbCall(verb: call.verb, subject: nil, clauses: [clause], at: call.place)
      population = try scope.population(of: origin)
    }
    let users = population.isEveryone ? nil : population.base(in: scope.dataset)
    func side(_ text: String, _ label: Phrase, isRest: Bool = false) -> Side {
      Side(text: text, label: label, users: users, range: range, isRest: isRest)
    }
    let this = side("this", Phrase("this", "本组"))
    var rule = population.originRule.map { [$0] } ?? []
    guard let clause = call.clause(.compare), case .compare(let target) = clause.body else {
      if let dates = RuleLine.range(range, in: scope.dataset, of: Phrase("answered", "回答于")) {
        rule.append(dates)
      }
      return Sides(sides: [this], rule: rule)
    }
    if target == .ours { throw .comparesNoRules(at: clause.place.span) }
    if target == .rest, call.clause(.where) != nil {
      if let dates = RuleLine.range(range, in: scope.dataset, of: Phrase("answered", "回答于")) {
        rule.append(dates)
      }
      return Sides(
        sides: [this, side("rest", Phrase("rest", "其余"), isRest: true)],
        rule: rule + [this.label, Phrase("rest", "其余")])
    }
    guard
      let comparison = try scope.comparison(of: call, range: range, population: population)
    else { return Sides(sides: [this], rule: rule) }
    let sides = comparison.sides.map { other in
      Side(
        text: other.text, label: other.label, users: other.users ?? users, range: other.range,
        isRest: false)
    }
    return Sides(
      sides: sides, rule: rule + comparison.rule(in: scope.dataset), notes: comparison.notes)
  }
}
