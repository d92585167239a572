import Foundation
import TestKit
import Testing

/// The numbers of `docs/PEERS.md` are those the program gives.
@Suite("the page on other products")
struct PeerPageTests {
  private struct Example {
    let events: String
    let query: String
    let counts: [Int]
  }

  private static let examples: [Example] = {
    let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/PEERS.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    var events = ""
    var examples: [Example] = []
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
      if line.hasPrefix("Events: `"), parts.count == 3 { events = parts[1] }
      guard line.hasPrefix("| `funnel "), parts.count == 3 else { continue }
      let counts = parts[2].split(whereSeparator: { " |".contains($0) }).compactMap { Int($0) }
      examples.append(Example(events: events, query: parts[1], counts: counts))
    }
    return examples
  }()

  @Test("every number of the page")
  func numbers() throws {
    #expect(Self.examples.count == 33)
    for example in Self.examples {
      let events = example.events.split(separator: " ").map { word in
        let parts = word.split(separator: "@")
        return (String(parts[0]), Double(parts[1]) ?? -1)
      }
      var world = World(seconds: ["u": events])
      world.declaredNames = ["a", "b", "c", "x"]
      let counts = try world.ask(example.query).table(named: "steps").ints("users")
      #expect(counts == example.counts, "\(example.events): \(example.query)")
    }
  }
}
