import Language
import Reporting

/// What answers are grouped by: a column of the feedback table or a dimension of their users.
public struct AnswerDimension: Hashable, Sendable {
  enum Source: Hashable, Sendable {
    case column(Int)
    case user(UserDimension)
  }

  /// The canonical English expression, with the data's own names.
  public let name: String
  public let type: ColumnType
  /// What people read above the column.
  public let label: Phrase
  public let warnings: [Warning]
  let source: Source
  /// The piece of the rule line that pins its groups; nil where its name says all.
  public var rule: Phrase? { if case .user(let dimension) = source { dimension.rule } else { nil } }

  public var column: ResultColumn { ResultColumn(name, type) }

  /// The group of each answer; answers of unknown users are missing where users are grouped.
  public func grouping(in dataset: Dataset) -> Grouping {
    switch source {
    case .column(let index):
      Grouping(Operand.answer(index).column(in: dataset, .answers))
    case .user(let dimension):
      dimension.grouping(in: dataset).gathering(dataset.feedback?.users ?? [])
    }
  }
}
