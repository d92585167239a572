import Engine

/// A value that is compared with the peers'.
enum PeerValue: Encodable {
  case int(Int)
  case real(Double)
  case text(String)

  func encode(to encoder: Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .int(let value): try container.encode(value)
    case .real(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    }
  }
}

/// Which rows of an answer stand for it, in the form in which the queries of the peers give theirs.
enum PeerForm: String, Decodable {
  /// Users of each step, in one row.
  case steps
  /// The same for each group.
  case stepsByGroup
  /// Number of the first week, weeks since, users.
  case weeks
  /// Users of each point, in one row.
  case points
  /// Group, users.
  case groups
  /// Number of the day; users of the day, of its 7 and of its 30 days; the quotient.
  case days
  /// First month, weeks since the first day, users, money so far.
  case value

  /// The Monday on which the data of the benchmark begin.
  private static let firstDay = CivilDay(year: 2025, month: 1, day: 6)

  func rows(of answer: Answer) throws(BenchFault) -> [[PeerValue]] {
    switch self {
    case .steps: [try column("users", of: table("steps", answer))]
    case .stepsByGroup: try stepsByGroup(table("steps", answer))
    case .weeks: try weeks(table("retention", answer))
    case .points: [try column("users", of: table("retention", answer))]
    case .groups: try groups(table("groups", answer))
    case .days: try days(table("activity", answer))
    case .value: try value(table("curve", answer))
    }
  }

  private func stepsByGroup(_ table: ResultTable) throws(BenchFault) -> [[PeerValue]] {
    var users: [String: [PeerValue]] = [:]
    for row in table.rows.indices {
      users[try text(table, row), default: []].append(.int(try int(table, row, "users")))
    }
    return users.sorted { $0.key < $1.key }.map { [.text($0.key)] + $0.value }
  }

  /// Peers give no row for a week in which nobody came.
  private func weeks(_ table: ResultTable) throws(BenchFault) -> [[PeerValue]] {
    var rows: [[PeerValue]] = []
    for row in table.rows.indices where table.cell(row, "users").intValue != 0 {
      let day = try day(text(table, row))
      rows.append([
        .int(day / 7), .int(try int(table, row, "offset")), .int(try int(table, row, "users")),
      ])
    }
    return rows
  }

  private func groups(_ table: ResultTable) throws(BenchFault) -> [[PeerValue]] {
    var users: [(String, Int)] = []
    for row in table.rows.indices {
      users.append((try text(table, row), try int(table, row, "users")))
    }
    return users.sorted { $0.0 < $1.0 }.map { [.text($0.0), .int($0.1)] }
  }

  private func days(_ table: ResultTable) throws(BenchFault) -> [[PeerValue]] {
    var rows: [[PeerValue]] = []
    for row in table.rows.indices where table.cell(row, "dau").intValue != 0 {
      let day = try day(text(table, row))
      let users = try ["dau", "wau", "mau"].map { name throws(BenchFault) in
        PeerValue.int(try int(table, row, name))
      }
      rows.append([.int(day)] + users + [.real(table.cell(row, "ratio").realValue ?? 0)])
    }
    return rows
  }

  /// Peers give no row for a week in which nobody paid.
  private func value(_ table: ResultTable) throws(BenchFault) -> [[PeerValue]] {
    var rows: [[PeerValue]] = []
    var last = (month: "", money: 0.0)
    for row in table.rows.indices {
      let month = try text(table, row)
      let money = table.cell(row, "revenue").realValue ?? 0
      if month != last.month { last = (month, 0) }
      guard money > last.money else { continue }
      last.money = money
      rows.append([
        .int(try number(ofMonth: month)), .int(try int(table, row, "age")),
        .int(try int(table, row, "mature")), .real(money),
      ])
    }
    return rows
  }
}

extension PeerForm {
  private func table(_ name: String, _ answer: Answer) throws(BenchFault) -> ResultTable {
    guard let table = answer.table(name) else { throw BenchFault("no table '\(name)'") }
    return table
  }

  private func column(_ name: String, of table: ResultTable) throws(BenchFault) -> [PeerValue] {
    try table.rows.indices.map { row throws(BenchFault) in .int(try int(table, row, name)) }
  }

  private func int(_ table: ResultTable, _ row: Int, _ name: String) throws(BenchFault) -> Int {
    guard let value = table.cell(row, name).intValue else {
      throw BenchFault("no number '\(name)' in row \(row) of '\(table.name)'")
    }
    return value
  }

  private func text(_ table: ResultTable, _ row: Int) throws(BenchFault) -> String {
    guard let value = table.rows[row].first?.textValue else {
      throw BenchFault("no text in row \(row) of '\(table.name)'")
    }
    return value
  }

  /// Days since the first of the data, from a label such as `2025-03-15`.
  private func day(_ label: String) throws(BenchFault) -> Int {
    let parts = label.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, let first = Self.firstDay,
      let day = CivilDay(year: parts[0], month: parts[1], day: parts[2])
    else { throw BenchFault("no day '\(label)'") }
    return day.number - first.number
  }

  /// Months since the year 0, from a label such as `2025-03`, as the queries of the peers count.
  private func number(ofMonth label: String) throws(BenchFault) -> Int {
    let parts = label.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 2 else { throw BenchFault("no month '\(label)'") }
    return parts[0] * 12 + parts[1]
  }
}
