/// Sum, mean, least or greatest of a column over each user's events.
struct Summary: Sendable {
  private let function: Aggregate.Function
  private let values: PropertyColumn

  init(_ function: Aggregate.Function, of values: PropertyColumn) {
    self.function = function
    self.values = values
  }

  func column(_ rows: ChosenRows, userCount: Int) -> PropertyColumn {
    switch values.storage {
    case .money(let amounts): money(amounts, rows, userCount)
    case .time(let times): extremes(times, rows, userCount)
    case .number(let numbers): self.numbers(numbers, rows, userCount)
    case .text:
      PropertyColumn(
        name: "", type: .float, storage: .number(Array(repeating: .nan, count: userCount)))
    }
  }

  /// Exact in ten-thousandths; a sum past their range is missing.
  private func money(
    _ amounts: Column<Int64>, _ rows: ChosenRows, _ users: Int
  ) -> PropertyColumn {
    if function == .min || function == .max { return extremes(amounts, rows, users) }
    let sums: [(total: Int64?, count: Int)] = EachUser.values(users) { user in
      var total: Int64? = 0
      var count = 0
      for row in rows.rows(of: user)
      where rows.contains(row) && amounts[row] != PropertyColumn.missing {
        total = total.flatMap { sum in
          let (next, overflow) = sum.addingReportingOverflow(amounts[row])
          return overflow ? nil : next
        }
        count += 1
      }
      return (total, count)
    }
    if function == .sum {
      return PropertyColumn(
        name: "", type: .money, storage: .money(sums.map { $0.total ?? PropertyColumn.missing }))
    }
    return PropertyColumn(
      name: "", type: .money,
      storage: .number(
        sums.map { sum in
          guard let total = sum.total, sum.count > 0 else { return .nan }
          return Double(total) / (10_000 * Double(sum.count))
        }))
  }

  /// Least or greatest of money or times.
  private func extremes(
    _ all: Column<Int64>, _ rows: ChosenRows, _ users: Int
  ) -> PropertyColumn {
    let found: [Int64] = EachUser.values(users) { user in
      var best = PropertyColumn.missing
      for row in rows.rows(of: user) where rows.contains(row) && all[row] != PropertyColumn.missing
      {
        if best == PropertyColumn.missing {
          best = all[row]
        } else {
          best = function == .min ? Swift.min(best, all[row]) : Swift.max(best, all[row])
        }
      }
      return best
    }
    return PropertyColumn(
      name: "", type: values.type, storage: values.type == .money ? .money(found) : .time(found))
  }

  private func numbers(
    _ all: Column<Double>, _ rows: ChosenRows, _ users: Int
  ) -> PropertyColumn {
    let found: [Double] = EachUser.values(users) { user in
      var own: [Double] = []
      for row in rows.rows(of: user) where rows.contains(row) && !all[row].isNaN {
        own.append(all[row])
      }
      switch function {
      case .min: return own.min() ?? .nan
      case .max: return own.max() ?? .nan
      case .avg: return own.isEmpty ? .nan : Self.total(own) / Double(own.count)
      default: return Self.total(own)
      }
    }
    let type: ColumnType =
      switch (function, values.type) {
      case (.avg, .int), (.avg, .bool): .float
      case (.sum, .bool): .int
      default: values.type
      }
    return PropertyColumn(name: "", type: type, storage: .number(found))
  }

  /// Sorted first: adding floating-point numbers in another order gives another last digit, and
  /// events of one instant have no order.
  private static func total(_ values: [Double]) -> Double { values.sorted().reduce(0, +) }
}
