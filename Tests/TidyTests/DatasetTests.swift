import Foundation
import Testing

@Suite("bundled datasets")
struct DatasetTests {
  static let names = Repository.folders(in: "datasets")

  @Test("every dataset says where it comes from and under which licence", arguments: names)
  func provenance(name: String) throws {
    let readme = try #require(Repository.text(of: "datasets/\(name)/README.md"))
    for word in ["Source", "Licence", "SHA-256", "Caveats"] {
      #expect(readme.contains(word), "README.md says nothing of \(word)")
    }
    let notice = try #require(Repository.text(of: "NOTICE"))
    #expect(notice.contains("datasets/\(name)/"))
  }

  @Test("every mapped column stands in its file, and every file is there", arguments: names)
  func columns(name: String) throws {
    let declared = try Description(of: name)
    for table in declared.tables {
      let header = try #require(declared.rows(of: table).first)
      for column in table.map.values {
        #expect(header.contains(column), "\(table.file) has no column \(column)")
      }
      for column in header {
        #expect(declared.labels["column"]?[column] != nil, "column \(column) has no label")
      }
    }
  }

  @Test("every event and every value people group by has a label", arguments: names)
  func labels(name: String) throws {
    let declared = try Description(of: name)
    let values = declared.labels["value"] ?? [:]
    for table in declared.tables {
      let rows = declared.rows(of: table)
      let header = try #require(rows.first)
      for (index, column) in header.enumerated() {
        // A missing value needs no label.
        let found = Set(rows.dropFirst().map { $0[index] }).filter { !$0.isEmpty }
        if column == table.map["event"] {
          let events = declared.labels["event"] ?? [:]
          #expect(found.subtracting(events.keys).isEmpty)
        } else if found.count < 10, found.contains(where: { $0.first?.isLetter == true }) {
          #expect(found.subtracting(values.keys).isEmpty, "values of \(column) without a label")
        }
      }
    }
  }

  @Test("a label is written in both languages and names one thing only", arguments: names)
  func bothLanguages(name: String) throws {
    for (kind, labels) in try Description(of: name).labels {
      for (word, label) in labels {
        #expect(Set(label.keys) == ["en", "zh"], "\(kind) \(word)")
      }
      #expect(Set(labels.values.map { $0["zh"] }).count == labels.count)
    }
  }
}

/// What a `dataset.json` declares, as far as these tests look at it.
private struct Description: Decodable {
  struct Table: Decodable {
    let file: String
    let role: String
    let map: [String: String]
  }

  let tables: [Table]
  let labels: [String: [String: [String: String]]]
  var folder = ""

  private enum CodingKeys: CodingKey { case tables, labels }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    tables = try Array(container.decode([String: Table].self, forKey: .tables).values)
    labels = try container.decode(type(of: labels), forKey: .labels)
  }

  init(of name: String) throws {
    let text = try #require(Repository.text(of: "datasets/\(name)/dataset.json"))
    self = try JSONDecoder().decode(Description.self, from: Data(text.utf8))
    folder = "datasets/\(name)/"
  }

  /// The header and the rows; only a last column may hold commas.
  func rows(of table: Table) -> [[String]] {
    let lines = (Repository.text(of: folder + table.file) ?? "").split(separator: "\n")
    let count = lines.first?.split(separator: ",").count ?? 0
    return lines.map { line in
      line.split(separator: ",", maxSplits: count - 1, omittingEmptySubsequences: false)
        .map(String.init)
    }
  }
}
