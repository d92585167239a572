import Language
import Reporting

/// Users cut into groups of about equal size by a figure: `quantile(sum(pay.amount), 5)`.
///
/// The cuts are linear between the two nearest values (type 7 of Hyndman and Fan 1996, "Sample
/// Quantiles in Statistical Packages"). A value that equals a cut belongs to the group below it, so
/// equal values are never parted, and groups may differ in size where many are equal.
struct QuantileCuts: Hashable, Sendable {
  let operand: Operand
  /// Ascending, one fewer than groups.
  let cuts: [Double]

  init(_ operand: Operand, groups: Int, of values: [Double]) {
    self.operand = operand
    let sorted = values.filter { !$0.isNaN }.sorted()
    cuts = (1..<groups).map { Self.quantile($0, of: groups, in: sorted) }
  }

  /// Position (n - 1) k / groups.
  private static func quantile(_ k: Int, of groups: Int, in sorted: [Double]) -> Double {
    guard let last = sorted.indices.last else { return .infinity }
    let (below, rest) = (last * k / groups, last * k % groups)
    guard rest > 0 else { return sorted[below] }
    let share = Double(rest) / Double(groups)
    return sorted[below] + share * (sorted[below + 1] - sorted[below])
  }

  /// 1 to the number of groups.
  func group(of value: Double) -> Int { (cuts.firstIndex { value <= $0 } ?? cuts.count) + 1 }

  func grouping(in dataset: Dataset) -> Grouping {
    let values = operand.column(in: dataset, .users).numbers
    let groups = cuts.count + 1
    return Grouping(
      keys: (1...groups).map { .int($0) } + [.missing],
      groupOf: values.map { Int32($0.isNaN ? groups : group(of: $0) - 1) })
  }

  var phrase: Phrase {
    let list = cuts.map { cut in
      let rounded = (cut * 10_000).rounded() / 10_000
      return Int(exactly: rounded).map(String.init) ?? rounded.description
    }.joined(separator: ", ")
    return Phrase(
      "cuts (type 7) at \(list), a value equal to a cut in the lower group",
      "分位点（type 7）\(list)，等于分位点的归入较低组")
  }

  /// Whether two cuts are equal, so that a group is empty.
  var hasTies: Bool { zip(cuts, cuts.dropFirst()).contains { $0 == $1 } }
}

extension Scope {
  /// `quantile(FIGURE, GROUPS)` or `quantile(ATTRIBUTE, GROUPS)`.
  ///
  /// Throws E365 where it is not of this form.
  func quantileDimension(
    _ call: Call, range: InstantRange, among users: UserSet?
  ) throws(Diagnostic) -> UserDimension {
    var reader = ConditionReader(self, .users, range: range)
    guard call.arguments.count == 2, case .literal(let written, _) = call.arguments[1] else {
      throw .badQuantile(at: call.place.span)
    }
    guard case .number(let number) = try reader.resolved(written, at: call.arguments[1].place.span),
      let groups = Int(exactly: number), (2...100).contains(groups)
    else { throw .badQuantile(at: call.arguments[1].place.span) }
    let value: TypedOperand
    switch call.arguments[0] {
    case .call(let inner): value = try reader.figure(inner)
    case .event(let event, property: nil, then: []):
      guard event.alternatives.count == 1, let term = event.alternatives.first,
        term.filter == nil, case .name(let word) = term.kind
      else { throw .badQuantile(at: event.place.span) }
      value = try reader.column(Name(word, at: event.place))
    default: throw .badQuantile(at: call.arguments[0].place.span)
    }
    guard [.number, .duration].contains(value.type) else {
      throw .badQuantile(at: call.arguments[0].place.span)
    }
    try checkPersonal(value.column?.name, at: call.place.span)
    let whole = users ?? dataset.knownUsers
    let numbers = value.operand.column(in: dataset, .users).numbers
    let cuts = QuantileCuts(
      value.operand, groups: groups,
      of: numbers.indices.filter { whole.contains($0) }.map { numbers[$0] })
    let label = text(of: call)
    return UserDimension(
      name: label.english, type: .int, label: label,
      warnings: reader.warnings + (cuts.hasTies ? [.equalCuts(label)] : []),
      usesRange: reader.usesRange,
      personal: value.column.flatMap { dataset.personalKind(of: $0.name) },
      source: .quantile(cuts), rule: label + Phrase(": ", "：") + cuts.phrase)
  }
}

extension Diagnostic {
  /// E365: arguments of `quantile` that are not of its form.
  fileprivate static func badQuantile(at span: Span) -> Diagnostic {
    Diagnostic(
      "E365",
      Phrase(
        "'quantile' takes a number of each user and how many groups, 2 to 100",
        "'分位' 需要每个用户的一个数值和组数（2 到 100）"), at: span,
      notes: [
        Phrase(
          "for example by quantile(sum(pay.amount), 5)", "例如 按 分位(合计(支付.金额), 5)")
      ])
  }
}

extension Warning {
  /// W541: so many equal values that a group of a quantile is empty.
  fileprivate static func equalCuts(_ label: Phrase) -> Warning {
    Warning(
      "W541",
      Phrase(
        "many users have the same value of '\(label.english)', so some groups are larger and some"
          + " are empty; narrow the users with from, or take fewer groups",
        "许多用户的 '\(label.chinese)' 相同，因此有的组偏大、有的组为空；请用“来自”缩小人群或减少组数"))
  }
}
