import Engine
import Foundation
import Store
import Testing

/// What `docs/IMPORTS.md` says of public data, done again where the data lie.
@Suite("imports of public data")
struct ImportsTests {
  struct Line: Sendable, CustomTestStringConvertible {
    let file: String
    let options: [String]
    let counts: [Int]
    let why: String

    var testDescription: String { file }
    func option(_ name: String) -> String? {
      options.firstIndex(of: name).flatMap {
        options.indices.contains($0 + 1) ? options[$0 + 1] : nil
      }
    }
  }

  static let lines: [Line] = {
    let path = Repository.root.appendingPathComponent("docs/IMPORTS.md").path
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard fields.count == 9 else { return nil }
      let counts = fields[4...6].compactMap { Int($0.replacing(",", with: "")) }
      guard counts.count == 3 else { return nil }
      let options = fields[2].replacing("`", with: "").split(separator: " ").map(String.init)
      return Line(file: fields[1], options: options, counts: counts, why: fields[7])
    }
  }()

  @Test("the table is read")
  func table() { #expect(Self.lines.count == 20) }

  @Test("a file opens as the table says", arguments: lines)
  func opens(line: Line) throws {
    // Half a million rows take too long in a build for tests.
    guard let file = Repository.realDataset(line.file), line.counts[0] < 100_000 else { return }
    let folder = NSTemporaryDirectory() + "opsbook-imports-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let report = try DatasetStore(cacheFolder: folder + "/cache").import(
      ImportRequest(
        files: [file], table: line.option("--as"),
        mapping: try ColumnMapping(parsing: line.option("--map") ?? "")), into: folder + "/data")
    #expect([report.rowsRead, report.rowsKept, report.rowsRejected] == line.counts)
    #expect(Set(report.rejected.map(\.reason.english)) == (line.why.isEmpty ? [] : [line.why]))
  }
}
