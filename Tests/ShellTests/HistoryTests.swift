import Foundation
import Testing

@testable import Shell

@Suite("the history file")
struct HistoryTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "opsbook-history-\(UUID().uuidString)")
  private var path: String { folder.appending(path: "state/history.ndjson").path }

  private func removing(_ body: () throws -> Void) rethrows {
    defer { try? FileManager.default.removeItem(at: folder) }
    try body()
  }

  @Test("texts come back as they were, in order, whatever stands in them")
  func roundTrip() throws {
    try removing {
      let texts = [
        "funnel visit -> pay", "漏斗 访问 ->\n  支付", "quote \" and \\ \u{1} \u{2028} 😀", "a/b",
      ]
      for text in texts { #expect(HistoryFile(path: path).append(text, dataset: "shop")) }
      #expect(HistoryFile(path: path).load() == texts)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(bytes.count { $0 == 0x0A } == texts.count)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect((attributes[.posixPermissions] as? Int) == 0o600)
    }
  }

  @Test("lines that cannot be read harm no other, not even one without its end")
  func garbage() throws {
    try removing {
      let file = HistoryFile(path: path)
      file.append("one")
      let handle = try #require(FileHandle(forWritingAtPath: path))
      handle.seekToEndOfFile()
      handle.write(Data("garbage\n[1,2]\n{\"text\":3}\n".utf8) + Data([0xFF, 0xFE, 0x0A]))
      handle.write(Data("{\"text\":\"cut o".utf8))
      handle.closeFile()
      file.append("two")
      #expect(file.load() == ["one", "two"])
    }
  }

  @Test("sessions that append at the same time lose nothing")
  func concurrency() async {
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        let path = path
        group.addTask {
          for entry in 0..<50 {
            HistoryFile(path: path).append(
              "\(writer) \(entry) " + String(repeating: "漏", count: 200))
          }
        }
      }
    }
    let texts = HistoryFile(path: path).load()
    try? FileManager.default.removeItem(at: folder)
    #expect(texts.count == 400)
    for writer in 0..<8 {
      let own = texts.filter { $0.hasPrefix("\(writer) ") }
      let numbers = own.compactMap { Int($0.split(separator: " ")[1]) }
      #expect(numbers == Array(0..<50))
    }
  }

  @Test("a file that has grown large is cut to its latest texts")
  func compaction() throws {
    try removing {
      let file = HistoryFile(path: path)
      file.append("first")
      let long = String(repeating: "x", count: 2000)
      let lines = (0..<2500).map { "{\"text\":\"\($0) \(long)\"}\n" }.joined()
      let handle = try #require(FileHandle(forWritingAtPath: path))
      handle.seekToEndOfFile()
      handle.write(Data(lines.utf8))
      handle.closeFile()
      #expect(file.load().count == HistoryFile.capacity)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(bytes.count { $0 == 0x0A } == HistoryFile.capacity)
      #expect(file.load().last?.hasPrefix("2499 ") == true)
    }
  }

  @Test("a home that cannot be written is no error")
  func readOnly() {
    let file = HistoryFile(path: "/proc/none/history.ndjson")
    #expect(!file.append("x"))
    #expect(file.load() == [])
  }
}
