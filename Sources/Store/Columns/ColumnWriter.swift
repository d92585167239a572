import Engine
import Foundation
import Reporting

/// Writes the sections of a column file one after the other.
struct ColumnWriter {
  private let descriptor: Int32
  private let path: String
  private var offset = 0

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Writes all there is; the header comes last, so that nothing before it makes a column file.
  mutating func write(_ rows: DatasetRows, stamp: ColumnStamp) throws(Diagnostic) {
    try put(Array(repeating: UInt8(0), count: ColumnHeader.size))
    let layout = ColumnLayout(
      users: try users(rows.users), events: try events(rows.events),
      feedback: try rows.feedback.map { (table) throws(Diagnostic) in try feedback(table) })
    let json: [UInt8] = try writing(path) {
      let encoder = JSONEncoder()
      // The same rows give the same file.
      encoder.outputFormatting = .sortedKeys
      return Array(try encoder.encode(layout))
    }
    let place = UInt64(offset)
    try put(json)
    let header = ColumnHeader(
      length: UInt64(offset), layoutOffset: place, layoutLength: UInt64(json.count),
      layoutSum: json.withUnsafeBytes { BlockHash.sum($0) }, stamp: stamp)
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw refused() }
    try put(header.bytes)
  }

  private mutating func users(_ users: UserTable) throws(Diagnostic) -> ColumnLayout.Users {
    ColumnLayout.Users(
      count: users.count, ids: try texts(users.ids), attributes: try properties(users.attributes),
      derived: users.derivedAttributes)
  }

  private mutating func events(_ log: EventLog) throws(Diagnostic) -> ColumnLayout.Events {
    let offsets = try section(log.offsets)
    let codes: ColumnLayout.Section
    var areWide = false
    switch log.codes.storage {
    case .narrow(let narrow): codes = try section(narrow)
    case .wide(let wide):
      codes = try section(wide)
      areWide = true
    }
    let times: ColumnLayout.Section
    var secondsFrom: Int64?
    switch log.times.storage {
    case .seconds(let seconds, let base):
      times = try section(seconds)
      secondsFrom = base
    case .milliseconds(let instants): times = try section(instants)
    }
    return ColumnLayout.Events(
      count: log.count, names: log.names, offsets: offsets, codes: codes, areCodesWide: areWide,
      times: times, secondsFrom: secondsFrom, latest: log.times.max(),
      sessions: try log.sessions.map { (codes) throws(Diagnostic) in try section(codes) },
      properties: try properties(log.properties), amount: log.amountIndex)
  }

  private mutating func feedback(
    _ table: FeedbackTable
  ) throws(Diagnostic) -> ColumnLayout.Feedback {
    ColumnLayout.Feedback(
      count: table.count, users: try section(table.users), times: try section(table.times),
      scores: try section(table.scores), latest: table.times.max(),
      kinds: try table.kinds.map { (column) throws(Diagnostic) in try property(column) },
      texts: try table.texts.map { (column) throws(Diagnostic) in try property(column) },
      columns: try properties(table.columns))
  }

  private mutating func properties(
    _ columns: [PropertyColumn]
  ) throws(Diagnostic) -> [ColumnLayout.Property] {
    var written: [ColumnLayout.Property] = []
    for column in columns { written.append(try property(column)) }
    return written
  }

  private mutating func property(
    _ column: PropertyColumn
  ) throws(Diagnostic) -> ColumnLayout.Property {
    let kind: ColumnLayout.Property.Kind
    let values: ColumnLayout.Section
    var dictionary: ColumnLayout.Texts?
    switch column.storage {
    case .text(let codes, let known):
      (kind, values) = (.text, try section(codes))
      dictionary = try texts(known)
    case .number(let numbers): (kind, values) = (.number, try section(numbers))
    case .money(let amounts): (kind, values) = (.money, try section(amounts))
    case .time(let instants): (kind, values) = (.time, try section(instants))
    }
    return ColumnLayout.Property(
      name: column.name, type: column.type.rawValue, kind: kind, values: values,
      dictionary: dictionary)
  }

  private mutating func texts(_ texts: TextList) throws(Diagnostic) -> ColumnLayout.Texts {
    var bytes: [UInt8] = []
    var ends: [UInt32] = []
    ends.reserveCapacity(texts.count)
    for text in texts {
      bytes.append(contentsOf: text.utf8)
      guard let end = UInt32(exactly: bytes.count) else {
        throw .unwritable(path, reason: "more than 4 GiB of texts in a column")
      }
      ends.append(end)
    }
    return ColumnLayout.Texts(
      count: texts.count, bytes: try section(Column(bytes)), ends: try section(Column(ends)))
  }

  private mutating func section(
    _ column: Column<some BitwiseCopyable & Sendable>
  ) throws(Diagnostic) -> ColumnLayout.Section {
    try put(Array(repeating: UInt8(0), count: (64 - offset % 64) % 64))
    let start = offset
    return try column.withUnsafeBufferPointer { values throws(Diagnostic) -> ColumnLayout.Section in
      let bytes = UnsafeRawBufferPointer(values)
      try put(bytes)
      return ColumnLayout.Section(
        offset: start, length: bytes.count, sums: BlockHash.sums(bytes))
    }
  }

  private mutating func put(_ bytes: [UInt8]) throws(Diagnostic) {
    try Column(bytes).withUnsafeBufferPointer { bytes throws(Diagnostic) -> Void in
      try put(UnsafeRawBufferPointer(bytes))
    }
  }

  private mutating func put(_ bytes: UnsafeRawBufferPointer) throws(Diagnostic) {
    var rest = bytes[...]
    while !rest.isEmpty {
      // No system takes more than 2 GiB at a time.
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
      let written = Foundation.write(descriptor, part.baseAddress, part.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw refused() }
      rest = rest.dropFirst(written)
      offset += written
    }
  }

  private func refused() -> Diagnostic {
    .unwritable(path, reason: String(cString: strerror(errno)))
  }
}
