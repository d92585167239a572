import Engine
import Reporting

/// A dataset put together from its tables, with all that its database keeps beside it.
struct Assembly {
  var dataset: Dataset
  /// The tables as they were read, in the order of the dataset's.
  var sources: [MappedTable]
  /// Session ids by the codes of the event log.
  var sessions: [String]
  var eventOrigins: RowOrigins
  /// Of each user the row of a user table, none where only events know of it.
  var userOrigins: RowOrigins
  var feedbackOrigins: RowOrigins
  /// Tables that are neither users, events nor answers.
  var others: [OtherTable]
  /// Those that could not be read come first, then those that were read and not kept.
  var rejected: [RejectedRow]
  /// What was odd, beside what the sources tell of their reading.
  var notices: [Phrase]
  /// The text of `dataset.json`, where there was one.
  var declaration: String?
}

extension Assembly {
  /// The dataset with its tables read from memory, where there is no database to read them from.
  var datasetInMemory: Dataset {
    var dataset = dataset
    let rows = TableRows(typing: ColumnTyping(clock: LocalClock(calendar: dataset.calendar)))
    dataset.table = { [sources, tables = dataset.tables, rejected] name throws(Diagnostic) in
      guard let number = tables.firstIndex(where: { $0.name == name }) else { return nil }
      return rows.table(
        sources[number], tables[number], rejected: rejected.filter { $0.table == name })
    }
    return dataset
  }
}

/// What a dataset's database keeps of the files that it was made of.
struct StoredDataset {
  let declaration: DatasetDeclaration
  let tables: [MappedTable]
  let rejected: [RejectedRow]
}

/// Where each row of a table was read.
struct RowOrigins {
  /// The number of the file among the sources of all tables in a row; -1 where there is none.
  private(set) var sources: [Int32] = []
  /// The physical line that the row begins on.
  private(set) var lines: [Int32] = []

  init() {}

  init(sources: [Int32], lines: [Int32]) {
    self.sources = sources
    self.lines = lines
  }

  /// The origins of rows of several tables, placed as `RowGather` places them.
  init(tables: [Int32], rows: [Int32], of mapped: [MappedTable]) {
    let firsts = mapped.indices.map {
      Self.firstSource(ofTable: $0, mapped.map(\.table.files.count))
    }
    for (table, row) in zip(tables, rows) {
      guard table >= 0 else {
        sources.append(-1)
        lines.append(-1)
        continue
      }
      let source = mapped[Int(table)].table
      sources.append(
        Int32(truncatingIfNeeded: firsts[Int(table)] + source.fileIndex(ofRow: Int(row))))
      lines.append(source.lines[Int(row)])
    }
  }

  static func firstSource(ofTable table: Int, _ counts: [Int]) -> Int {
    counts.prefix(table).reduce(0, +)
  }
}

/// A table that is listed and kept, but no source of users, events or answers.
struct OtherTable {
  /// Its place in the dataset's tables.
  let table: Int
  let columns: [PropertyColumn]
  let origins: RowOrigins
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
          "\(repeated) 个时间在 \(zone) 的时钟上出现两次（夏令时结束），取第一次"))
    }
    if skipped > 0 {
      notices.append(
        Phrase(
          "\(skipped) local times never stood on the clocks of \(zone); they were moved forward",
          "\(skipped) 个时间在 \(zone) 的时钟上不存在（夏令时开始），已顺延"))
    }
    return notices
  }
}

/// The times of a column, read once for each distinct text.
struct ReadTimes {
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
