import Export

/// A table as `dataset.json` declares it.
struct DeclaredTable {
  let name: String
  let role: String
  /// The name of the events that its rows are, where no column has it.
  var event: String?
  /// Role to column.
  var map: KeyValuePairs<String, String> = [:]
  /// Columns that hold codes, not numbers or days.
  var text: [String] = []

  var member: JSONValue.Member {
    var members: [JSONValue.Member] = [
      .init("file", .text(name + ".csv")), .init("role", .text(role)),
    ]
    if let event { members.append(.init("event", .text(event))) }
    members += [
      .init("map", .object(map.map { .init($0.key, .text($0.value)) })),
      .init("types", .object(text.map { .init($0, .text("text")) })),
    ]
    return .init(name, .object(members))
  }
}

/// What events, columns and values are called, written as `name 中文 name 中文`.
///
/// The English label is the name with spaces for underscores.
struct DeclaredLabels {
  let events: String
  let columns: String
  let values: String

  var json: JSONValue {
    .object([
      .init("event", Self.phrases(events)), .init("column", Self.phrases(columns)),
      .init("value", Self.phrases(values)),
    ])
  }

  private static func phrases(_ text: String) -> JSONValue {
    let words = text.split { $0 == " " || $0 == "\n" }.map(String.init)
    return .object(
      stride(from: 0, to: words.count - 1, by: 2).map { place in
        let english = words[place].split(separator: "_").joined(separator: " ")
        return .init(words[place], JSONFile.phrase(words[place + 1], english))
      })
  }
}
