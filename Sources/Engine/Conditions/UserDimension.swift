import Language
import Reporting

/// What users are grouped by: an attribute, `EVENT.prop`, a figure such as `first(visit.channel)`,
/// a saved partition, or the classes of a model.
public struct UserDimension: Hashable, Sendable {
  enum Source: Hashable, Sendable {
    case operand(Operand)
    case parts([Part])
    case model(UserModel, CivilDay)
    case quantile(QuantileCuts)
    /// Every value of the user's events: a user may have several.
    case values(EventSelector, Operand)
  }

  struct Part: Hashable, Sendable {
    let name: String
    let users: UserSet
  }

  /// The canonical English expression, with the data's own names.
  public let name: String
  public let type: ColumnType
  /// What people read above the column.
  public let label: Phrase
  /// Doubts that arose while reading it.
  public let warnings: [Warning]
  /// Whether the range of the statement bounds it.
  public let usesRange: Bool
  /// What its values tell about who someone is.
  public let personal: PersonalKind?
  let source: Source
  /// What its values are called, where they are not the data's own.
  public var valueLabels: [String: Phrase] = [:]
  /// The piece of the rule line that pins its groups; nil where its name says all.
  public var rule: Phrase?

  /// The model that makes its groups, and the day it is taken on.
  public var model: (model: UserModel, day: CivilDay)? {
    if case .model(let model, let day) = source { (model, day) } else { nil }
  }

  /// Whether its groups come from ranking users or from a model.
  public var isRanked: Bool {
    switch source {
    case .model, .quantile, .values: true
    case .operand, .parts: false
    }
  }

  /// Whether a user may stand in several of its groups.
  public var overlaps: Bool { if case .values = source { true } else { false } }

  /// The groups of each user, where they may be several; users without a value are missing.
  public func memberships(in dataset: Dataset) -> (keys: [Cell], groupsOf: [[Int32]]) {
    guard case .values(let events, let value) = source else {
      let grouping = grouping(in: dataset)
      return (grouping.keys, grouping.groupOf.map { [$0] })
    }
    let column = value.column(in: dataset, .events)
    let grouping = Grouping(column)
    let mask = events.mask(in: dataset)
    let missing = Int32(
      grouping.keys.last == .missing ? grouping.keys.count - 1 : grouping.keys.count)
    let groupsOf = EachUser.values(dataset.users.count) { user -> [Int32] in
      let own = Set(dataset.events.rows(of: user).filter { mask[$0] }.map { grouping.groupOf[$0] })
      let known = own.filter { $0 != missing }
      return known.isEmpty ? [missing] : known.sorted()
    }
    return (grouping.keys.last == .missing ? grouping.keys : grouping.keys + [.missing], groupsOf)
  }

  /// The same, as things stood on another day; nil where it is no model.
  public func asModel(on day: CivilDay) -> UserDimension? {
    guard case .model(let model, _) = source else { return nil }
    return UserDimension(
      name: name, type: type, label: label, warnings: [], usesRange: usesRange,
      personal: personal, source: .model(model, day), valueLabels: valueLabels, rule: rule)
  }

  public var column: ResultColumn { ResultColumn(name, type) }

  /// The group of each user; users without a value, or in no part, are missing.
  public func grouping(in dataset: Dataset) -> Grouping {
    switch source {
    case .operand(let operand): return Grouping(operand.column(in: dataset, .users))
    case .quantile(let cuts): return cuts.grouping(in: dataset)
    case .values:
      let (keys, groupsOf) = memberships(in: dataset)
      return Grouping(
        keys: keys, groupOf: groupsOf.map { $0.first ?? Int32(max(0, keys.count - 1)) })
    case .model(let model, let day):
      let classes = model.classes(in: dataset, asof: day)
      return Grouping(keys: classes.parts.map { .text($0.key) }, groupOf: classes.classOf)
    case .parts(let parts):
      let count = dataset.users.count
      var groupOf = Array(repeating: Int32(parts.count), count: count)
      for (index, part) in parts.enumerated() {
        for user in 0..<count where part.users.contains(user) { groupOf[user] = Int32(index) }
      }
      let hasMissing = groupOf.contains(Int32(parts.count))
      return Grouping(
        keys: parts.map { .text($0.name) } + (hasMissing ? [.missing] : []), groupOf: groupOf)
    }
  }

  /// Groups by several dimensions at once.
  public static func grouping(
    of dimensions: [UserDimension], in dataset: Dataset
  ) -> MultiGrouping {
    MultiGrouping(dimensions.map { $0.grouping(in: dataset) }, rows: dataset.users.count)
  }
}
