import Engine
import Reporting

/// A dataset put together from its tables, with all that its database keeps beside it.
struct Assembly {
  var dataset: Dataset
  /// Session ids by the codes of the event log.
  var sessions: [String]
  /// Which of `dataset.tables` each event row came from.
  var eventTables: [Int32]
  /// Which of `dataset.tables` the answers came from.
  var feedbackTables: [Int32]
  /// Tables that are neither users, events nor answers, by their place in `dataset.tables`.
  var others: [(table: Int, columns: [PropertyColumn])]
  var rejected: [RejectedRow]
  var notices: [Phrase]
  /// The text of `dataset.json`, where there was one.
  var declaration: String?
}

/// The users, events and rejected rows of all event tables before they are sorted.
struct EventRows {
  var tables: [Int32] = []
  var rows: [Int32] = []
  var users: [Int32] = []
  var codes: [Int32] = []
  var times: [Int64] = []
  var sessions: [Int32] = []
}

/// What is counted for the import notice.
struct ClockCounts {
  var repeated = 0
  var skipped = 0

  mutating func note(_ oddity: LocalClock.Oddity?) {
    switch oddity {
    case .repeated?: repeated += 1
    case .skipped?: skipped += 1
    case nil: break
    }
  }

  func notices(zone: String) -> [Phrase] {
    var notices: [Phrase] = []
    if repeated > 0 {
      notices.append(
        Phrase(
          "\(repeated) local times stood twice on the clocks of \(zone); the first was taken",
          "\(repeated) 个时间在 \(zone) 的时钟上出现两次(夏令时结束),取第一次"))
    }
    if skipped > 0 {
      notices.append(
        Phrase(
          "\(skipped) local times never stood on the clocks of \(zone); they were moved forward",
          "\(skipped) 个时间在 \(zone) 的时钟上不存在(夏令时开始),已顺延"))
    }
    return notices
  }
}

/// The times of a column, read once for each distinct text.
struct TimeColumn {
  private let instants: [Int64]
  private let oddities: [LocalClock.Oddity?]

  init(_ column: SourceColumn, clock: LocalClock) {
    let read = (0..<column.values.count).map { code in
      column.values.withBytes(code) { TimeText($0) }.map { clock.instant(of: $0) }
    }
    instants = read.map { $0?.instant ?? PropertyColumn.missing }
    oddities = read.map { $0?.oddity }
  }

  /// The instant of a code; nil where its text is no time.
  func instant(_ code: Int32) -> Int64? {
    let instant = instants[Int(code)]
    return instant == PropertyColumn.missing ? nil : instant
  }

  func oddity(_ code: Int32) -> LocalClock.Oddity? { oddities[Int(code)] }
}
