import Engine
import Language
import Reporting

extension Cohort {
  /// What `as NAME` keeps.
  public struct Saving: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      /// All users of the cohorts, a part for each cohort and group.
      case members
      case retained(Column)
      /// Old enough for the column, and not retained.
      case lost(Column)
    }

    public let name: String
    public let kind: Kind
  }

  /// Reads `as` and the settings `retained` and `lost`.
  ///
  /// Throws E356 for settings without a name, a point that is not asked for, or a comparison.
  static func saving(
    of call: VerbCall, period: CalendarUnit?, columns: [Column]?, in scope: Scope
  ) throws(Diagnostic) -> Saving? {
    var kind = Saving.Kind.members
    var settingSpan: Span?
    if case .with(let settings) = call.clause(.with)?.body {
      for setting in settings where ["retained", "lost"].contains(setting.key.text) {
        let span = setting.key.place.span
        if settingSpan != nil { throw .savedTwice(at: span) }
        settingSpan = span
        let column = try column(setting, period: period, columns: columns, in: scope)
        kind = setting.key.text == "lost" ? .lost(column) : .retained(column)
      }
    }
    guard let clause = call.clause(.as), case .as(let word) = clause.body else {
      if let settingSpan { throw .savedWithoutName(at: settingSpan) }
      return nil
    }
    if let compare = call.clause(.compare) { throw .savedComparison(at: compare.place.span) }
    return Saving(name: word.text, kind: kind)
  }

  private static func column(
    _ setting: Setting, period: CalendarUnit?, columns: [Column]?, in scope: Scope
  ) throws(Diagnostic) -> Column {
    let span = setting.key.place.span
    var value: Literal?
    if case .literal(let literal, _) = setting.value {
      value = literal
      if case .parameter(let name) = literal { value = try scope.parameter(name, at: span) }
    }
    switch value {
    case .point(let point) where point.isInReach:
      if let columns {
        if let column = columns.first(where: { $0.begins(at: point) }) { return column }
      } else if point.calendarUnit == period {
        return point.column
      }
    case .duration(let length):
      if let column = columns?.first, column == .within(length) { return column }
    default: break
    }
    let key = setting.key.text
    let example = columns?.first?.example ?? "\(period?.letter ?? "d")1"
    throw Diagnostic(
      "E356",
      Phrase(
        "expected a point of this cohort after '\(key)='", "'\(key)=' 之后应为本查询中的一个时点"),
      at: span,
      notes: [
        Phrase("for example with \(key)=\(example)", "例如 参数 \(key)=\(example)")
      ])
  }

  /// A member with all that decides whether and where `as` keeps them.
  struct SavedEntry {
    let user: Int
    /// The place of the group, and its values.
    let group: Int
    let key: [Cell]
    let cohort: Int
    let isWanted: Bool
  }

  /// The members that `as` may keep.
  static func entries(
    _ saving: Saving, _ members: CohortMembers, _ groups: Groups, _ plan: Plan,
    in dataset: Dataset
  ) -> [SavedEntry] {
    let view = MemberReader(plan: plan, members: members, dataset: dataset)
    return groups.ordered.enumerated().flatMap { group, ordered in
      ordered.places.map { place in
        let member = members.all[place]
        var isWanted = true
        if let column = saving.column {
          isWanted =
            (plan.keepsImmature || view.isOver(column, for: member))
            && view.isRetained(member, at: column) == (saving.kind == .retained(column))
        }
        return SavedEntry(
          user: member.user, group: group, key: ordered.key, cohort: member.cohort,
          isWanted: isWanted)
      }
    }
  }

  /// The users that `as` keeps.
  static func saved(
    _ saving: Saving, _ entries: [SavedEntry], _ plan: Plan, in dataset: Dataset
  ) -> SavedSet {
    let count = dataset.users.count
    func set(_ entries: [SavedEntry]) -> UserSet {
      var flags = Array(repeating: false, count: count)
      for entry in entries where entry.isWanted { flags[entry.user] = true }
      return UserSet(flags)
    }
    guard saving.kind == .members, plan.period != nil || !plan.dimensions.isEmpty else {
      return SavedSet(name: saving.name, kind: .segment(set(entries)))
    }
    var parts: [(part: String, users: UserSet)] = []
    for (_, own) in Dictionary(grouping: entries, by: \.group).sorted(by: { $0.key < $1.key }) {
      let names = (own.first?.key ?? []).map { cell -> String in
        if case .text(let text) = cell { return text }
        return cell == .missing ? "missing" : cell.label(labels: [:]).english
      }
      let cohorts = Dictionary(grouping: own, by: \.cohort)
      for cohort in cohorts.keys.sorted() {
        let label = plan.period.map { dataset.calendar.label(ofPeriod: cohort, unit: $0) }
        let name = (names + [label].compactMap { $0 }).joined(separator: " ")
        parts.append((name, set(cohorts[cohort] ?? [])))
      }
    }
    return SavedSet(name: saving.name, kind: .partition(parts))
  }
}

extension Cohort.Column {
  /// Whether a point names this column: itself, or the first period of a bracket.
  fileprivate func begins(at point: RetentionPoint) -> Bool {
    unit == point.calendarUnit && offset == point.offset
  }

  /// How it is named after `retained=`.
  fileprivate var example: String {
    if case .bracket(let unit, let first, _) = self { return "\(unit.letter)\(first)" }
    return text
  }
}

extension Diagnostic {
  /// E356: users are chosen for saving, but no name is given.
  fileprivate static func savedWithoutName(at span: Span) -> Diagnostic {
    Diagnostic(
      "E356",
      Phrase("these users are chosen, but not saved under a name", "选出了这些用户，却没有给出保存的名称"),
      at: span,
      notes: [
        Phrase("for example with retained=d7 as stayed", "例如 参数 retained=d7 存为 stayed")
      ])
  }

  /// E356: one name keeps one set of users.
  fileprivate static func savedTwice(at span: Span) -> Diagnostic {
    Diagnostic(
      "E356", Phrase("one name keeps one set of users", "一个名称只能保存一组用户"), at: span,
      notes: [
        Phrase(
          "keep one of them: with retained=d7 or with lost=d7",
          "只保留一个：参数 retained=d7 或 参数 lost=d7")
      ])
  }

  /// E356: of two populations neither is the one to save.
  fileprivate static func savedComparison(at span: Span) -> Diagnostic {
    Diagnostic(
      "E356",
      Phrase("a comparison is not saved as users", "对比的结果不能存为用户"), at: span,
      notes: [
        Phrase("leave out 'compare' to save the users", "去掉“对比”即可保存用户")
      ])
  }
}
