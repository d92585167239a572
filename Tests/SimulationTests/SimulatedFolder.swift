import Foundation
import Reporting

@testable import Simulation

/// A simulated dataset written into a folder of its own, which goes when the value goes.
final class SimulatedFolder {
  let path: String
  let tables: [WrittenTable]

  init(_ dataset: any Simulated.Type, seed: UInt64 = 42, scale: Int = 1) throws {
    path =
      FileManager.default.temporaryDirectory
      .appending(path: "\(dataset.name)-\(UUID().uuidString)").path
    tables = try Simulations.write(
      dataset, seed: seed, scale: scale, isSealed: false, into: path)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Rows by table.
  var counts: [String: Int] {
    Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0.rows) })
  }

  func text(_ file: String) -> String {
    let bytes = FileManager.default.contents(atPath: path + "/" + file) ?? Data()
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The rows of a table whose fields hold no commas, in the order of its columns.
  func rows(_ table: String) -> [[Substring]] {
    text(table + ".csv").split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
  }
}
