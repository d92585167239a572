import Foundation
import Notebook
import Reporting
import Testing

@Suite("writing files whole")
struct AtomicFileTests {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "opsbook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  @Test("a file is replaced whole, keeps its permissions and leaves nothing beside it")
  func replaces() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a.md").path
    try AtomicFile.write(Array("one".utf8), to: path)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    try AtomicFile.write(Array("two".utf8), to: path)
    #expect(try Data(contentsOf: URL(filePath: path)) == Data("two".utf8))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.md"])
  }

  @Test("a link stays a link")
  func links() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let target = folder.appending(path: "a.md").path
    let link = folder.appending(path: "link.md").path
    try AtomicFile.write(Array("one".utf8), to: target)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    try AtomicFile.write(Array("two".utf8), to: link)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
    #expect(try Data(contentsOf: URL(filePath: target)) == Data("two".utf8))
  }

  @Test("a folder that is not there is an error, and no file")
  func missingFolder() {
    let path = folder.appending(path: "gone/a.md").path
    let error = #expect(throws: Diagnostic.self) { try AtomicFile.write([], to: path) }
    #expect(error?.code == "E532")
    try? FileManager.default.removeItem(at: folder)
  }
}
