import Engine

/// The fingerprint of a dataset's rows and schema, whatever the order of rows and columns:
/// Σ hash(row) mod 2^128 over all rows of all tables, plus the hash of the schema.
///
/// A row's encoding is its table's name and, for each value it has in the order of the columns'
/// names, the column's place and the value. A sum can be carried on when rows are appended.
struct ContentHash {
  private var sum: UInt128 = 0
  private var schema: [String] = []

  static func of(_ assembly: Assembly) -> String {
    var hash = ContentHash()
    let dataset = assembly.dataset
    hash.addUsers(dataset)
    hash.addEvents(dataset.events, sessions: assembly.sessions, users: dataset.users.ids)
    if let feedback = dataset.feedback {
      hash.add("feedback", feedback.columns.map { ColumnHash($0) }, rows: feedback.count)
    }
    for other in assembly.others {
      hash.add(
        "table \(dataset.tables[other.table].name)", other.columns.map { ColumnHash($0) },
        rows: other.columns.first?.count ?? 0)
    }
    hash.schema += dataset.tables.map { table in
      let mapping = table.mapping.map { "\($0)=\($1)" }.sorted().joined(separator: ",")
      return "\(table.name.debugDescription) \(table.role) \(mapping)"
    }
    let total = hash.sum &+ SipHash.hash(hash.schema.sorted().joined(separator: "\n"))
    let digits = String(total, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }

  private mutating func addUsers(_ dataset: Dataset) {
    let attributes = dataset.users.attributes.filter {
      !dataset.users.derivedAttributes.contains($0.name)
    }
    let ids = ColumnHash(
      name: "\u{1}user", type: .text,
      codes: Column((0..<dataset.users.count).map { Int32(truncatingIfNeeded: $0) }),
      dictionary: dataset.users.ids)
    add("users", [ids] + attributes.map { ColumnHash($0) }, rows: dataset.users.count)
  }

  private mutating func addEvents(_ log: EventLog, sessions: [String], users: TextList) {
    var owners: [Int32] = []
    owners.reserveCapacity(log.count)
    for user in 0..<log.userCount {
      for _ in log.rows(of: user) { owners.append(Int32(truncatingIfNeeded: user)) }
    }
    var columns = [
      ColumnHash(name: "\u{1}user", type: .text, codes: Column(owners), dictionary: users),
      ColumnHash(
        name: "\u{1}event", type: .text, codes: Column(log.codes.map { Int32($0) }),
        dictionary: TextList(log.names)),
      ColumnHash(PropertyColumn(name: "\u{1}time", type: .time, storage: .time(Column(log.times)))),
    ]
    if let codes = log.sessions {
      columns.append(
        ColumnHash(name: "\u{1}session", type: .text, codes: codes, dictionary: TextList(sessions)))
    }
    add("events", columns + log.properties.map { ColumnHash($0) }, rows: log.count)
  }

  private mutating func add(_ table: String, _ columns: [ColumnHash], rows: Int) {
    let columns = columns.sorted { $0.name < $1.name }
    schema.append(
      table + ": "
        + columns.map { "\($0.name.debugDescription) \($0.type.rawValue)" }
        .joined(separator: ", "))
    let tag = SipHash.hash(table)
    var buffer: [UInt64] = []
    for row in 0..<rows {
      buffer.removeAll(keepingCapacity: true)
      buffer.append(UInt64(truncatingIfNeeded: tag))
      for (place, column) in columns.enumerated() {
        column.append(row, place: UInt64(place), to: &buffer)
      }
      for index in buffer.indices { buffer[index] = buffer[index].littleEndian }
      sum = sum &+ buffer.withUnsafeBytes { SipHash.hash($0) }
    }
  }
}

/// The values of a column as words to hash; each distinct text is hashed once.
private struct ColumnHash {
  let name: String
  let type: ColumnType
  private let codes: Column<Int32>
  private let texts: [UInt128]
  private let words: [UInt64]
  private let missing: UInt64

  init(_ column: PropertyColumn) {
    switch column.storage {
    case .text(let codes, let dictionary):
      self.init(name: column.name, type: column.type, codes: codes, dictionary: dictionary)
    case .number(let values):
      self.init(
        name: column.name, type: column.type,
        words: values.map { $0.isNaN ? UInt64(bitPattern: .min) : $0 == 0 ? 0 : $0.bitPattern })
    case .money(let values), .time(let values):
      self.init(name: column.name, type: column.type, words: values.map { UInt64(bitPattern: $0) })
    }
  }

  init(name: String, type: ColumnType, codes: Column<Int32>, dictionary: TextList) {
    self.name = name
    self.type = type
    self.codes = codes
    texts = dictionary.map { SipHash.hash($0) }
    words = []
    missing = 0
  }

  private init(name: String, type: ColumnType, words: [UInt64]) {
    self.name = name
    self.type = type
    codes = []
    texts = []
    self.words = words
    missing = UInt64(bitPattern: .min)
  }

  func append(_ row: Int, place: UInt64, to buffer: inout [UInt64]) {
    if words.isEmpty {
      let code = Int(codes[row])
      guard code >= 0 else { return }
      buffer.append(place)
      buffer.append(UInt64(truncatingIfNeeded: texts[code]))
      buffer.append(UInt64(truncatingIfNeeded: texts[code] >> 64))
    } else {
      guard words[row] != missing else { return }
      buffer.append(place)
      buffer.append(words[row])
    }
  }
}
