import Foundation
import Reporting

extension Diagnostic {
  /// E532: a file could not be written, with what the system says of it.
  ///
  /// - Parameters:
  ///   - number: the system's `errno`.
  ///   - example: how to write it elsewhere, as it is typed.
  public static func notWritten(_ path: String, _ number: Int32, example: Phrase) -> Diagnostic {
    let reason = String(cString: strerror(number))
    return Diagnostic(
      "E532", Phrase("cannot write '\(path)': \(reason)", "无法写入 '\(path)'：\(reason)"), at: nil,
      notes: [Phrase("write it elsewhere: ", "写到别处：") + example])
  }
}
