import Engine
import Export

/// The line `dataset.NAME` of the front matter.
enum DatasetLine {
  /// The name of a dataset as a part of a key: its last path component without what a key cannot
  /// hold.
  static func key(for name: String) -> String {
    let parts = name.split(whereSeparator: { $0 == "/" || $0 == "\\" })
    let last = parts.last.map(String.init) ?? name
    let stem = last.split(separator: ".").first.map(String.init) ?? last
    let key = String(
      stem.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" ? $0 : "-" })
    return key.isEmpty ? "data" : key
  }

  static func value(of dataset: Dataset, path: String) -> JSONValue {
    .object([
      JSONValue.Member("path", .text(path)),
      JSONValue.Member("hash", .text(dataset.contentHash)),
      JSONValue.Member("rows", .int(dataset.events.count)),
    ])
  }
}

extension OutputWriter {
  /// What an output keeps of the data it was computed from.
  static func dataHash(of dataset: Dataset) -> String { String(dataset.contentHash.prefix(8)) }
}
