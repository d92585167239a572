import Foundation
import Reporting

/// The datasets that can be made, one line each.
public enum Simulations {
  public static let all: [any Simulated.Type] = [
    Shop.self, Saas.self, Community.self, Live.self,
  ]

  /// The dataset of a name; nil where there is none.
  public static func named(_ name: String) -> (any Simulated.Type)? {
    all.first { $0.name == name }
  }

  /// The scale whose number of users is nearest to a number, at least 1.
  public static func scale(of dataset: any Simulated.Type, users: Int) -> Int {
    max(1, users / dataset.users + (users % dataset.users * 2 >= dataset.users ? 1 : 0))
  }

  /// Writes a dataset into a folder, which is made where it does not exist.
  ///
  /// A folder that holds nothing but what this wrote before is emptied first. Throws E524 where it
  /// holds anything else, E532 where it cannot be written.
  /// - Parameter isSealed: whether its truths are written beside it, as ``SealedTruths``.
  public static func write(
    _ dataset: any Simulated.Type, seed: UInt64, scale: Int, isSealed: Bool, into folder: String
  ) throws(Diagnostic) -> [WrittenTable] {
    let simulated = dataset.init(seed: seed, scale: scale)
    try SimulationFolder(path: folder).prepare()
    let tables = try simulated.write(into: folder)
    if isSealed {
      try SealedTruths(
        dataset: dataset.name, seed: seed, scale: scale, truths: simulated.truths
      ).write(into: folder)
    }
    return tables
  }
}
