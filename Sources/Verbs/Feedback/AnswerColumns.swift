import Engine

/// Which columns of the feedback table say when somebody replied, when it was solved and how bad
/// it was, as indices into its columns.
///
/// What a mapping declares counts; without one, columns with the usual names are taken.
struct AnswerColumns: Hashable, Sendable {
  let reply: Int?
  let resolved: Int?
  let severity: Int?
  let source: Int?

  init(of dataset: Dataset) {
    let columns = dataset.feedback?.columns ?? []
    let mapping = dataset.tables.first { $0.role == "feedback" }?.mapping ?? [:]
    func column(_ role: String, _ names: [String], where fits: (PropertyColumn) -> Bool) -> Int? {
      let declared = mapping[role].flatMap { name in columns.firstIndex { $0.name == name } }
      if let declared, fits(columns[declared]) { return declared }
      for name in names {
        if let index = columns.firstIndex(where: { $0.name.lowercased() == name && fits($0) }) {
          return index
        }
      }
      return nil
    }
    func isTime(_ column: PropertyColumn) -> Bool {
      if case .time = column.storage { true } else { false }
    }
    func isNumber(_ column: PropertyColumn) -> Bool {
      if case .number = column.storage { true } else { false }
    }
    reply = column(
      "reply",
      ["first_reply_at", "first_response_at", "replied_at", "reply_at", "首次回复时间", "回复时间"],
      where: isTime)
    resolved = column(
      "resolved", ["resolved_at", "solved_at", "closed_at", "解决时间", "关闭时间"], where: isTime)
    severity = column("severity", ["severity", "priority", "严重程度", "严重度"], where: isNumber)
    source = column("source", ["source", "channel", "来源", "渠道"]) { _ in true }
  }
}

extension FeedbackTable {
  /// The instants of a column of times; all missing without the column.
  func instants(_ column: Int?) -> Column<Int64> {
    if let column, columns.indices.contains(column), case .time(let times) = columns[column].storage
    {
      return times
    }
    return Column(repeating: PropertyColumn.missing, count: count)
  }

  /// The numbers of a column, NaN where there is none.
  func numbers(_ column: Int?) -> Column<Double> {
    if let column, columns.indices.contains(column),
      case .number(let values) = columns[column].storage
    {
      return values
    }
    return Column(repeating: .nan, count: count)
  }

  /// Whether any answer has a time.
  var hasTimes: Bool { times.contains { $0 != PropertyColumn.missing } }

  /// The distinct texts, and for each answer its text among them, -1 for none.
  var codedTexts: (codes: Column<Int32>, dictionary: TextList) {
    if case .text(let codes, let dictionary)? = texts?.storage { return (codes, dictionary) }
    return (Column(repeating: -1, count: count), [])
  }

  /// The kinds that occur, in order.
  var kindNames: [String] {
    guard case .text(let codes, let dictionary)? = kinds?.storage else { return [] }
    return Set(codes).compactMap {
      dictionary.indices.contains(Int($0)) ? dictionary[Int($0)] : nil
    }
    .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  func kind(_ row: Int) -> String? { kinds?.cell(row).textValue }
}
