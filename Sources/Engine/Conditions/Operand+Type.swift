extension Operand {
  /// The type of its column, without computing it.
  func type(in dataset: Dataset) -> ColumnType {
    func type(_ index: Int, of columns: [PropertyColumn]) -> ColumnType {
      columns.indices.contains(index) ? columns[index].type : .float
    }
    switch self {
    case .property(let index): return type(index, of: dataset.events.properties)
    case .attribute(let index): return type(index, of: dataset.users.attributes)
    case .answer(let index): return type(index, of: dataset.feedback?.columns ?? [])
    case .ofUser(let inner): return inner.type(in: dataset)
    case .member: return .bool
    case .constant, .negative, .arithmetic: return .float
    case .aggregate(let aggregate):
      let value = aggregate.value?.type(in: dataset)
      switch (aggregate.function, value) {
      case (.did, _): return .bool
      case (.count, _), (.days, _), (.daysSince, _), (.sum, .bool): return .int
      case (.avg, .int), (.avg, .bool): return .float
      case (.first, nil), (.last, nil): return .time
      default: return value ?? .float
      }
    }
  }
}
