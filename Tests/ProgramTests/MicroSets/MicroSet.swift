import Foundation

/// Hand-made tables in a folder of their own, which goes away with the value.
final class MicroSet {
  let folder: String

  /// Texts of files by their names.
  init(_ files: [String: String]) throws {
    folder = NSTemporaryDirectory() + "opsbook-micro-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      try (text + "\n").write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A declaration of a folder whose events are in `events.csv`.
  static func declaration(asof: String) -> String {
    """
    {"format":1,"zone":"Asia/Shanghai","week":"monday","asof":"\(asof)","currency":"CNY",
     "active":["any"],"key":"pay","signup":"signup","session":"sid","tables":{}}
    """
  }

  func session() throws -> TestSession { try TestSession(folder) }
}
