import Language
import Reporting

/// A value of each row with what is known of it while reading.
struct TypedOperand {
  let operand: Operand
  let type: ValueType
  /// As the messages call it.
  let text: String
  /// The column whose values it takes, for examples and for the meaning of texts.
  let column: PropertyColumn?

  init(_ operand: Operand, _ type: ValueType, _ text: String, column: PropertyColumn? = nil) {
    self.operand = operand
    self.type = type
    self.text = text
    self.column = column
  }

  /// The texts of the column.
  var dictionary: TextList {
    if case .text(_, let texts) = column?.storage { texts } else { [] }
  }

  /// The data's own texts that a typed text stands for: itself, else those labelled so.
  func texts(for typed: String, in dataset: Dataset) -> Set<String> {
    if dictionary.contains(typed) { return [typed] }
    return Set(dictionary.filter { dataset.labels.values[$0]?.has(typed) == true })
  }

  func means(_ typed: String, in dataset: Dataset) -> Bool {
    !texts(for: typed, in: dataset).isEmpty
  }

  /// A value as it would be typed: one that occurs, else one of this type.
  ///
  /// Of a column that tells who someone is no value is shown.
  func example(in dataset: Dataset) -> String {
    let calendar = dataset.calendar
    guard let column, dataset.personalKind(of: column.name) == nil,
      let row = column.missingRows.firstIndex(of: false)
    else {
      return type.example
    }
    switch column.cell(row) {
    case .text(let text): return "'\(text.replacing("'", with: "''"))'"
    case .int(let value): return String(value)
    case .real(let value): return value.description
    case .money(let value): return value.units.description
    case .bool(let value): return value ? "'true'" : "'false'"
    case .time(let instant): return calendar.day(of: instant).label
    case .missing, .under: return type.example
    }
  }
}
