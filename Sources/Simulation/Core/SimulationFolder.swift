import Export
import Foundation
import Reporting

/// The folder that a dataset is written into; nothing of a person's is ever replaced in it.
struct SimulationFolder {
  let path: String

  /// The member of `dataset.json` by which a folder is known to be simulated.
  ///
  /// - Parameter number: the seed, as a text since it may be larger than JSON readers keep exactly.
  static func mark(_ name: String, seed number: UInt64, scale: Int) -> JSONValue.Member {
    .init(
      "simulation",
      .object([
        .init("name", .text(name)), .init("seed", .text(String(number))),
        .init("scale", .int(scale)),
      ]))
  }

  /// Makes the folder, or empties it where it holds a simulated dataset and nothing else.
  ///
  /// Throws E524 where it holds other things, E532 where it cannot be made.
  func prepare() throws(Diagnostic) {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: path, isDirectory: &isFolder) else { return try make() }
    guard isFolder.boolValue else { throw failure(ENOTDIR) }
    guard let names = try? files.contentsOfDirectory(atPath: path) else { throw failure(EACCES) }
    let own = written()
    if let other = names.sorted().first(where: { !own.contains($0) }) { throw occupied(by: other) }
    for name in names where unlink(path + "/" + name) != 0 { throw failure(errno) }
  }

  /// Makes the folder and those it lies in, by the system itself, as it says why where it cannot.
  private func make() throws(Diagnostic) {
    var above = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      above += part + "/"
      guard mkdir(above, 0o755) == 0 || errno == EEXIST else { throw failure(errno) }
    }
  }

  /// The files that a simulated dataset in the folder consists of; none where there is none.
  private func written() -> Set<String> {
    guard let content = FileManager.default.contents(atPath: path + "/dataset.json"),
      let json = try? JSONValue(parsing: String(decoding: content, as: UTF8.self)),
      json["simulation"] != nil, case .object(let tables)? = json["tables"]
    else { return [] }
    let others = ["dataset.json", "README.md", SealedTruths.file]
    let csv = tables.compactMap { $0.value["file"]?.textValue }
    return Set((csv + others).flatMap { [$0, $0 + ".tmp"] })
  }

  private func failure(_ number: Int32) -> Diagnostic {
    .notWritten(path, number, example: Phrase(verbatim: "-o /tmp/NAME"))
  }

  private func occupied(by name: String) -> Diagnostic {
    let shown = Escaping.visible(String(name.prefix(100)))
    return Diagnostic(
      "E524",
      Phrase(
        "'\(path)' holds '\(shown)', which no simulation wrote; nothing was changed",
        "'\(path)' 中有 '\(shown)'，并非模拟生成；未做任何改动"), at: nil,
      notes: [Phrase("write into a new folder: -o /tmp/NAME", "写到新的文件夹：-o /tmp/NAME")])
  }
}
