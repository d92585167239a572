import Engine
import Export
import Reporting

/// What the front matter of a notebook says, read into types.
public struct NotebookHeader: Hashable, Sendable {
  /// A line `dataset.NAME: {"path": …, "hash": …, "rows": …}`.
  public struct DatasetEntry: Hashable, Sendable {
    public let name: String
    /// Relative to the notebook's folder, or the name of a dataset.
    public let path: String
    /// The content hash when the notebook was last run.
    public let hash: String?
    public let rows: Int?
  }

  /// A line `param.NAME: {"type": …, "default": …, "choices": […]}`.
  public struct Parameter: Hashable, Sendable {
    public let name: String
    public let type: String
    /// As text, whatever JSON it was.
    public let value: String?
    public let choices: [String]
  }

  public let format: Int?
  public let title: String?
  public let language: DisplayLanguage?
  public let asof: CivilDay?
  public let seed: Int?
  public let datasets: [DatasetEntry]
  public let parameters: [Parameter]

  public init(_ front: FrontMatter?) {
    let entries = front?.entries ?? []
    func value(_ key: String) -> JSONValue? { entries.last { $0.key == key }?.value }
    func named(_ prefix: String) -> [(name: String, value: JSONValue)] {
      entries.filter { $0.key.hasPrefix(prefix) }.map {
        (String($0.key.dropFirst(prefix.count)), $0.value)
      }
    }
    format = value("opsbook")?.intValue
    title = value("title")?.textValue
    language = value("lang")?.textValue.flatMap { tag in
      tag.hasPrefix("zh") ? .chinese : tag.hasPrefix("en") ? .english : nil
    }
    asof = value("asof")?.textValue.flatMap { CivilDay(iso: $0) }
    seed = value("seed")?.intValue
    datasets = named("dataset.").compactMap { name, value in
      value["path"]?.textValue.map {
        DatasetEntry(
          name: name, path: $0, hash: value["hash"]?.textValue, rows: value["rows"]?.intValue)
      }
    }
    parameters = named("param.").map { name, value in
      let choices: [JSONValue] = if case .list(let list)? = value["choices"] { list } else { [] }
      return Parameter(
        name: name, type: value["type"]?.textValue ?? "text",
        value: (value["value"] ?? value["default"])?.plainText,
        choices: choices.compactMap(\.plainText))
    }
  }
}

extension JSONValue {
  /// A text, number or truth value as text; nil for any other.
  var plainText: String? {
    switch self {
    case .text(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    case .null, .list, .object: nil
    }
  }
}

extension CivilDay {
  /// `2024-06-30`, perhaps with a time behind it.
  init?(iso text: String) {
    guard let match = text.prefixMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})(?=T|$)/),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}
