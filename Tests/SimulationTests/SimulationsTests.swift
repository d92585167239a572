import Export
import Testing

@testable import Simulation

@Suite("simulated datasets")
struct SimulationsTests {
  static let all: [any Simulated.Type] = [Saas.self, Community.self, Live.self]
  static let names = all.map { $0.name }

  static func dataset(_ name: String) throws -> any Simulated.Type {
    try #require(Simulations.named(name))
  }

  @Test("are the same bytes for the same seed and others for another", arguments: names)
  func determinism(name: String) throws {
    let dataset = try Self.dataset(name)
    let first = try SimulatedFolder(dataset, seed: 7)
    let again = try SimulatedFolder(dataset, seed: 7)
    let other = try SimulatedFolder(dataset, seed: 8)
    #expect(first.tables == again.tables)
    for file in ["dataset.json", "README.md"] { #expect(first.text(file) == again.text(file)) }
    for (one, two) in zip(first.tables, other.tables) where one.name != "finance_monthly" {
      #expect(one.sha256 != two.sha256, "\(one.name)")
    }
  }

  @Test("have as many users at a larger scale as planned, each once", arguments: names)
  func scale(name: String) throws {
    let dataset = try Self.dataset(name)
    let folder = try SimulatedFolder(dataset, seed: 3, scale: 2)
    #expect(Set(folder.rows("users").map { $0[0] }).count == 2 * dataset.users)
  }

  @Test("every table is declared with its own columns", arguments: names)
  func declaration(name: String) throws {
    let folder = try SimulatedFolder(try Self.dataset(name))
    let json = try JSONValue(parsing: folder.text("dataset.json"))
    let tables = try #require(json["tables"])
    for table in folder.tables {
      let declared = try #require(tables[table.name])
      let header = try #require(folder.text(table.name + ".csv").split(separator: "\n").first)
      let columns = header.split(separator: ",").map(String.init)
      guard case .object(let map)? = declared["map"], case .object(let types)? = declared["types"]
      else {
        Issue.record("\(table.name) has no map or no types")
        continue
      }
      for column in map.compactMap(\.value.textValue) + types.map(\.name) {
        #expect(columns.contains(column), "\(table.name).\(column)")
      }
    }
  }

  @Test("truths count with the scale, are named once and say something", arguments: names)
  func truths(name: String) throws {
    let dataset = try Self.dataset(name)
    let one = dataset.init(seed: 1, scale: 1).truths
    let three = dataset.init(seed: 9, scale: 3).truths
    #expect(one.map(\.statement) == three.map(\.statement))
    #expect(Set(one.map(\.id)).count == one.count)
    for (small, large) in zip(one, three) {
      #expect(Set(small.figures.map(\.name)).count == small.figures.count, "\(small.id)")
      #expect(!small.figures.isEmpty)
      for (figure, larger) in zip(small.figures, large.figures) {
        let isCount = larger.value == 3 * figure.value
        #expect(isCount || larger.value == figure.value, "\(small.id) \(figure.name)")
      }
    }
  }
}
