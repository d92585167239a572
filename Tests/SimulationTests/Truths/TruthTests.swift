import Foundation
import Reporting
import Testing

@testable import Simulation

/// One dataset made with one seed, or the one the repository ships.
struct MadeDataset: CustomTestStringConvertible {
  let name: String
  /// Nil for the one that is shipped.
  let seed: UInt64?
  let scale: Int

  var testDescription: String {
    guard let seed else { return "\(name) as shipped" }
    return "\(name), seed \(seed), scale \(scale)"
  }

  static let shipped = names.map { MadeDataset(name: $0, seed: nil, scale: 1) }
  static let made = names.flatMap { name in
    ([1, 7, 42, 99, 20_240_101] as [UInt64]).map { MadeDataset(name: name, seed: $0, scale: 1) }
      + [MadeDataset(name: name, seed: 7, scale: 2)]
  }
  private static let names = ["shop", "saas", "community", "live"]

  /// What the design plants in it.
  var truths: [PlantedTruth] {
    switch name {
    case "shop": ShopTruths.all
    case "saas": SaasTruths.all
    case "community": CommunityTruths.all
    default: LiveTruths.all
    }
  }

  /// Makes the dataset where it is not shipped, reads it, and takes it away afterwards.
  func read(_ body: (CSVFolder) throws -> Void) throws {
    guard let seed else { return try body(CSVFolder(Self.shippedFolder(name))) }
    let folder = NSTemporaryDirectory() + "opsbook-truths-\(getpid())-\(name)-\(seed)-\(scale)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let dataset = try #require(Simulations.named(name), "no dataset is called \(name)")
    try dataset.init(seed: seed, scale: scale).write(into: folder)
    try body(CSVFolder(folder))
  }

  static func shippedFolder(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path + "/datasets/\(name)"
  }
}

@Suite("truths of the simulated datasets")
struct TruthTests {
  @Test("every planted truth holds", arguments: MadeDataset.shipped + MadeDataset.made)
  func planted(made: MadeDataset) throws {
    try made.read { folder in
      for truth in made.truths {
        let found: [[Int]]
        do {
          found = try folder.ints(truth.sql)
        } catch {
          Issue.record("\(truth.id) \(truth.what): \(error)")
          continue
        }
        #expect(found == truth.answer(scale: made.scale), "\(truth.id) \(truth.what)")
      }
      try FolderChecks(folder: folder, made: made).run()
    }
  }
}
