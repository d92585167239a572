import Foundation
import Language
import Reporting
import Testing

@Suite struct ScratchTests {
  @Test func show() throws {
    let text = try String(contentsOfFile: "/tmp/lines.txt", encoding: .utf8)
    for line in text.split(separator: "\n") {
      let raw = line.replacing("⏎", with: "\n")
      let p = parse(String(raw))
      print("» \(raw)")
      for s in p.script.statements {
        print(
          "   = \(Formatter(language: .english).format(s))   ‖ \(Formatter(language: .chinese).format(s))"
        )
      }
      for d in p.diagnostics {
        print("   \(d.code) \(d.message.english)  ‖ \(d.message.chinese)")
        if let sp = d.span {
          print(
            "   @\(sp.start)-\(sp.end) '\(String(String.UnicodeScalarView(Array(raw.unicodeScalars)[min(sp.start,raw.unicodeScalars.count)..<min(sp.end,raw.unicodeScalars.count)])))'  hint: \(d.hint?.english ?? "-") ‖ \(d.hint?.chinese ?? "-")  sug: \(d.suggestion ?? "-")"
          )
        }
        for l in d.labels { print("   label \(l.span.start)-\(l.span.end) \(l.text.english)") }
        for n in d.notes { print("   note \(n.english) ‖ \(n.chinese)") }
      }
    }
  }
}
