import Foundation
import GRDB
import Reporting

/// Runs work on a dataset's database that is being read; SQLite's errors become E503.
func reading<Value>(_ path: String, _ work: () throws -> Value) throws(Diagnostic) -> Value {
  do {
    return try work()
  } catch let diagnostic as Diagnostic {
    throw diagnostic
  } catch {
    throw .damaged(path, reason: describe(error))
  }
}

/// Runs work on a dataset's database that is being written; SQLite's errors become E502.
func writing<Value>(_ path: String, _ work: () throws -> Value) throws(Diagnostic) -> Value {
  do {
    return try work()
  } catch let diagnostic as Diagnostic {
    throw diagnostic
  } catch {
    throw .unwritable(path, reason: describe(error))
  }
}

private func describe(_ error: any Error) -> String {
  guard let error = error as? DatabaseError else { return plainReason(error) }
  return error.message ?? "SQLite error \(error.resultCode.rawValue)"
}

/// Foundation's reason in words for people: what the system said, without classes and paths.
func plainReason(_ error: any Error) -> String {
  let outer = error as NSError
  let inner = outer.userInfo[NSUnderlyingErrorKey] as? NSError
  for candidate in [inner, outer].compactMap({ $0 }) where candidate.domain == NSPOSIXErrorDomain {
    return String(cString: strerror(Int32(truncatingIfNeeded: candidate.code)))
  }
  return outer.userInfo["NSDebugDescription"] as? String ?? outer.localizedDescription
}

extension Diagnostic {
  static func damaged(_ path: String, reason: String) -> Diagnostic {
    Diagnostic(
      "E503",
      Phrase(
        "expected a whole SQLite database, found '\(path)' unreadable: \(reason)",
        "SQLite 数据库 '\(path)' 无法读取：\(reason)"), at: nil,
      notes: [
        Phrase(
          "`sqlite3 FILE 'PRAGMA integrity_check'` tells what is wrong; import its source again",
          "`sqlite3 文件 'PRAGMA integrity_check'` 可检查问题；请重新导入原始文件")
      ])
  }

  static func unwritable(_ path: String, reason: String) -> Diagnostic {
    Diagnostic(
      "E502",
      Phrase("expected to write '\(path)', found: \(reason)", "无法写入 '\(path)'：\(reason)"),
      at: nil,
      notes: [
        Phrase(
          "choose a folder that can be written: opsbook import FILE -o FOLDER",
          "请选择可写的文件夹：opsbook import 文件 -o 文件夹")
      ])
  }
}
