extension Aggregate {
  func counts(_ log: EventLog, _ mask: [Bool], _ users: Int) -> [Int] {
    perUser(log, users, none: 0) { rows in rows.reduce(0) { mask[$1] ? $0 + 1 : $0 } }
  }

  func firstTimes(_ log: EventLog, _ mask: [Bool], _ users: Int) -> [Int64] {
    perUser(log, users, none: PropertyColumn.missing) { rows in
      rows.first { mask[$0] }.map { log.times[$0] } ?? PropertyColumn.missing
    }
  }

  func lastTimes(_ log: EventLog, _ mask: [Bool], _ users: Int) -> [Int64] {
    perUser(log, users, none: PropertyColumn.missing) { rows in
      rows.last { mask[$0] }.map { log.times[$0] } ?? PropertyColumn.missing
    }
  }

  /// The number of local days with such an event.
  func distinctDays(_ dataset: Dataset, _ mask: [Bool]) -> [Double] {
    let log = dataset.events
    return perUser(log, dataset.users.count, none: 0) { rows in
      var count = 0
      var latest = Int.min
      // Clocks put back at midnight return to a day that was over; no further back than one.
      var sawDayBefore = false
      for row in rows where mask[row] {
        let day = dataset.calendar.day(of: log.times[row]).number
        if day > latest {
          sawDayBefore = latest == day - 1
          latest = day
          count += 1
        } else if day < latest, !sawDayBefore {
          sawDayBefore = true
          count += 1
        }
      }
      return Double(count)
    }
  }

  /// The row whose value counts as that at the user's first or last event, -1 without one: of
  /// several at the same instant the smallest value, so that row order decides nothing.
  func endRows(
    _ log: EventLog, _ mask: [Bool], by values: PropertyColumn, _ users: Int
  ) -> [Int32] {
    let ranks = values.ranks
    return perUser(log, users, none: -1) { rows in
      let found = function == .first ? rows.first { mask[$0] } : rows.last { mask[$0] }
      guard let found else { return -1 }
      let instant = log.times[found]
      let tied =
        function == .first
        ? Array(rows.drop { $0 < found }) : rows.prefix { $0 <= found }.reversed()
      var best = found
      for row in tied {
        if log.times[row] != instant { break }
        if mask[row], ranks[row] < ranks[best] { best = row }
      }
      return Int32(best)
    }
  }

  private func perUser<Figure>(
    _ log: EventLog, _ users: Int, none: Figure, _ figure: (Range<Int>) -> Figure
  ) -> [Figure] {
    (0..<users).map { user in
      let rows = log.rows(of: user)
      return rows.isEmpty ? none : figure(rows)
    }
  }
}

extension PropertyColumn {
  /// A number for each row that orders its value: numbers and times by size, texts by bytes, the
  /// missing after all others.
  var ranks: [Double] {
    guard case .text(let codes, let dictionary) = storage else {
      return numbers.map { $0.isNaN ? .infinity : $0 }
    }
    let order = dictionary.indices.sorted { dictionary[$0].precedesByBytes(dictionary[$1]) }
    var rankOfCode = Array(repeating: 0.0, count: dictionary.count)
    for (rank, code) in order.enumerated() { rankOfCode[code] = Double(rank) }
    return codes.map {
      rankOfCode.indices.contains(Int($0)) ? rankOfCode[Int($0)] : .infinity
    }
  }
}

/// Sum, mean, least or greatest of a column over each user's events.
struct Summary {
  private let function: Aggregate.Function
  private let values: PropertyColumn

  init(_ function: Aggregate.Function, of values: PropertyColumn) {
    self.function = function
    self.values = values
  }

  func column(_ mask: [Bool], _ log: EventLog, userCount: Int) -> PropertyColumn {
    switch values.storage {
    case .money(let amounts): money(amounts, mask, log, userCount)
    case .time(let times): extremes(times, mask, log, userCount)
    case .number(let numbers): self.numbers(numbers, mask, log, userCount)
    case .text:
      PropertyColumn(
        name: "", type: .float, storage: .number(Array(repeating: .nan, count: userCount)))
    }
  }

  /// Exact in ten-thousandths; a sum past their range is missing.
  private func money(
    _ amounts: [Int64], _ mask: [Bool], _ log: EventLog, _ users: Int
  ) -> PropertyColumn {
    if function == .min || function == .max { return extremes(amounts, mask, log, users) }
    let sums: [(total: Int64?, count: Int)] = (0..<users).map { user in
      var total: Int64? = 0
      var count = 0
      for row in log.rows(of: user) where mask[row] && amounts[row] != PropertyColumn.missing {
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
    _ all: [Int64], _ mask: [Bool], _ log: EventLog, _ users: Int
  ) -> PropertyColumn {
    let found: [Int64] = (0..<users).map { user in
      var best = PropertyColumn.missing
      for row in log.rows(of: user) where mask[row] && all[row] != PropertyColumn.missing {
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
    _ all: [Double], _ mask: [Bool], _ log: EventLog, _ users: Int
  ) -> PropertyColumn {
    let found: [Double] = (0..<users).map { user in
      var own: [Double] = []
      for row in log.rows(of: user) where mask[row] && !all[row].isNaN { own.append(all[row]) }
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
