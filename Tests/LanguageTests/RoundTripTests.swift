import Language
import Reporting
import Testing

@Suite struct RoundTripTests {
  @Test("a random tree reads back as itself", arguments: DisplayLanguage.allCases, 0..<8)
  func reads(_ language: DisplayLanguage, _ part: Int) {
    var source = TreeSource(seed: 20_240_315 + UInt64(part))
    let formatter = Formatter(language: language)
    for _ in 0..<500 {
      let statement = source.statement()
      let text = formatter.format(statement)
      let parse = parse(text)
      guard parse.script.statements == [statement] else {
        Issue.record("\(text)\n\(faults(in: text))\n\(format(parse.script, language))")
        return
      }
      #expect(format(parse.script, language) == text)
    }
  }
}
