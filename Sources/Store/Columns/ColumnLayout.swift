import Engine

/// Where everything lies in a column file, and what it is.
struct ColumnLayout: Codable {
  /// Bytes of the file; every section begins at a multiple of 64.
  struct Section: Codable {
    let offset: Int
    let length: Int
    /// A checksum of each block.
    let sums: [Int64]
  }

  struct Texts: Codable {
    let count: Int
    let bytes: Section
    let ends: Section
  }

  struct Property: Codable {
    enum Kind: String, Codable { case text, number, money, time }

    let name: String
    let type: String
    let kind: Kind
    let values: Section
    /// The texts behind the codes of a column of texts.
    let dictionary: Texts?

    var columnType: ColumnType? { ColumnType(rawValue: type) }
  }

  struct Users: Codable {
    let count: Int
    let ids: Texts
    let attributes: [Property]
    let derived: [String]
  }

  struct Events: Codable {
    let count: Int
    let names: [String]
    let offsets: Section
    let codes: Section
    /// Codes of two bytes; else of one.
    let areCodesWide: Bool
    let times: Section
    /// The instant that whole seconds are counted from; nil where milliseconds are stored.
    let secondsFrom: Int64?
    let latest: Int64?
    let sessions: Section?
    let properties: [Property]
    let amount: Int?
  }

  struct Feedback: Codable {
    let count: Int
    let users: Section
    let times: Section
    let scores: Section
    let latest: Int64?
    let kinds: Property?
    let texts: Property?
    let columns: [Property]
  }

  let users: Users
  let events: Events
  let feedback: Feedback?

  /// Every section with its size as what it holds gives it; nil where that size has no number.
  var sections: [(section: Section, expected: Int?)] {
    var found: [(section: Section, expected: Int?)] = []
    func add(_ section: Section, _ count: Int, _ width: Int) {
      let (bytes, overflow) = count.multipliedReportingOverflow(by: width)
      found.append((section, overflow || count < 0 ? nil : bytes))
    }
    func add(_ texts: Texts) {
      found.append((texts.bytes, texts.bytes.length))
      add(texts.ends, texts.count, 4)
    }
    func add(_ property: Property, _ count: Int) {
      add(property.values, count, property.kind == .text ? 4 : 8)
      if let dictionary = property.dictionary { add(dictionary) }
    }
    add(users.ids)
    for property in users.attributes { add(property, users.count) }
    add(events.offsets, users.count == .max ? -1 : users.count + 1, 4)
    add(events.codes, events.count, events.areCodesWide ? 2 : 1)
    add(events.times, events.count, events.secondsFrom == nil ? 8 : 4)
    if let sessions = events.sessions { add(sessions, events.count, 4) }
    for property in events.properties { add(property, events.count) }
    guard let feedback else { return found }
    add(feedback.users, feedback.count, 4)
    add(feedback.times, feedback.count, 8)
    add(feedback.scores, feedback.count, 8)
    for property in [feedback.kinds, feedback.texts].compactMap({ $0 }) + feedback.columns {
      add(property, feedback.count)
    }
    return found
  }

  private var properties: [Property] {
    users.attributes + events.properties + (feedback?.columns ?? [])
      + [feedback?.kinds, feedback?.texts].compactMap { $0 }
  }

  /// Whether all of it lies within `body` and fits together, so that reading cannot go astray.
  func fits(in body: Range<Int>) -> Bool {
    users.ids.count == users.count && events.count >= 0 && events.count <= Int(UInt32.max)
      && events.names.count <= 1 << 16
      && (events.amount.map { events.properties.indices.contains($0) } ?? true)
      && properties.allSatisfy {
        $0.columnType != nil && ($0.kind == .text) == ($0.dictionary != nil)
      }
      && sections.allSatisfy { section, expected in
        section.length == expected && section.offset % 64 == 0
          && section.offset >= body.lowerBound && section.offset <= body.upperBound
          && section.length <= body.upperBound - section.offset
          && section.sums.count == (section.length + BlockHash.block - 1) / BlockHash.block
      }
  }
}
