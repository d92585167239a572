import Engine
import Foundation
import Notebook
import Reporting
import Synchronization

/// Writes the files that a session exports; what it has written it may write again.
final class ExportedFiles: Sendable {
  private let written = Mutex<Set<String>>([])

  var writing: FileWriting {
    FileWriting { [self] bytes, path, replaces throws(Diagnostic) in
      let isOurs = written.withLock { $0.contains(path) }
      guard isOurs || replaces || !FileManager.default.fileExists(atPath: path) else {
        throw .inTheWay(path)
      }
      try AtomicFile.write(bytes, to: path)
      written.withLock { _ = $0.insert(path) }
    }
  }
}

extension Diagnostic {
  fileprivate static func inTheWay(_ path: String) -> Diagnostic {
    Diagnostic(
      "E524", Phrase("'\(path)' exists already", "'\(path)' 已存在"), at: nil,
      hint: Phrase("this session did not write it", "不是本次会话写的"),
      notes: [
        Phrase("choose another name, or add --force to replace it", "请换一个名字，或加 --force 覆盖")
      ])
  }
}
