import Language
import Reporting

/// What users are grouped by: an attribute, `EVENT.prop`, a figure such as `first(visit.channel)`,
/// or a saved partition.
public struct UserDimension: Hashable, Sendable {
  enum Source: Hashable, Sendable {
    case operand(Operand)
    case parts([Part])
  }

  struct Part: Hashable, Sendable {
    let name: String
    let users: UserSet
  }

  /// The canonical English expression, with the data's own names.
  public let name: String
  public let type: ColumnType
  /// What people read above the column and for its values.
  public let labels: DimensionLabels
  /// Doubts that arose while reading it.
  public let warnings: [Warning]
  let source: Source

  public var column: ResultColumn { ResultColumn(name, type) }

  /// The group of each user; users without a value, or in no part, are missing.
  public func grouping(in dataset: Dataset) -> Grouping {
    switch source {
    case .operand(let operand): return Grouping(operand.column(in: dataset, .users))
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
}

extension UserDimension {
  /// Groups by several dimensions at once.
  public static func grouping(
    of dimensions: [UserDimension], in dataset: Dataset
  ) -> MultiGrouping {
    MultiGrouping(dimensions.map { $0.grouping(in: dataset) }, rows: dataset.users.count)
  }
}

/// The words that stand for a dimension and its values in both languages.
public struct DimensionLabels: Hashable, Sendable {
  public let heading: Phrase
  let values: [String: Phrase]
  let calendar: Zone

  /// The zone that times are shown in.
  struct Zone: Hashable, Sendable {
    let calendar: LocalCalendar

    static func == (left: Zone, right: Zone) -> Bool { left.calendar.zone == right.calendar.zone }

    func hash(into hasher: inout Hasher) { hasher.combine(calendar.zone) }
  }

  /// A key of the dimension as people read it.
  public func text(of key: Cell) -> Phrase {
    switch key {
    case .missing: Phrase("(missing)", "（缺失）")
    case .text(let text): values[text] ?? Phrase(verbatim: text)
    case .bool(let value): value ? Phrase("yes", "是") : Phrase("no", "否")
    case .int(let value): Phrase(verbatim: String(value))
    case .real(let value): Phrase(verbatim: CanonicalText.number(value))
    case .money(let value): Phrase(verbatim: CanonicalText.number(value.units))
    case .time(let instant): Phrase(verbatim: calendar.calendar.label(of: instant))
    }
  }
}
