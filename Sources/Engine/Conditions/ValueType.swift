import Reporting

/// What a value is, as far as comparing it goes; money and rates are numbers.
enum ValueType: Hashable, Sendable {
  case number, text, time, duration, flag

  var phrase: Phrase {
    switch self {
    case .number: Phrase("a number", "数值")
    case .text: Phrase("a text", "文本")
    case .time: Phrase("a time", "时间")
    case .duration: Phrase("a length of time", "时长")
    case .flag: Phrase("true or false", "真假值")
    }
  }

  /// How to write such a value.
  var example: String {
    switch self {
    case .number: "100"
    case .text: "'x'"
    case .time: "2024-03-15"
    case .duration: "7d"
    case .flag: "'true'"
    }
  }
}

/// The rows that a condition is asked of.
enum Frame: Hashable, Sendable {
  case events, users, answers

  func count(in dataset: Dataset) -> Int {
    switch self {
    case .events: dataset.events.count
    case .users: dataset.users.count
    case .answers: dataset.feedback?.count ?? 0
    }
  }

  /// The user index of each row.
  func users(in dataset: Dataset) -> [Int32] {
    switch self {
    case .users: return (0..<dataset.users.count).map { Int32($0) }
    case .answers: return Array(dataset.feedback?.users ?? [])
    case .events:
      var users: [Int32] = []
      users.reserveCapacity(dataset.events.count)
      for user in 0..<dataset.events.userCount {
        for _ in dataset.events.rows(of: user) { users.append(Int32(user)) }
      }
      return users
    }
  }
}
