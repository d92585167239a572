import Foundation
import Testing

@Suite("codes of errors and warnings")
struct CodeTests {
  @Test("the list of codes names every code of the program, and no other")
  func listed() throws {
    let page = try String(
      contentsOf: Repository.root.appending(path: "docs/CODES.md"), encoding: .utf8)
    let listed = page.split(separator: "\n").compactMap { line -> String? in
      guard let match = line.firstMatch(of: /^\| ([EW][0-9]{3}) \| .+ \|$/) else { return nil }
      return String(match.1)
    }
    #expect(Set(listed).count == listed.count)
    var raised: Set<String> = []
    for source in Repository.sources {
      for line in source.uncommented {
        for match in line.matches(of: /"([EW][0-9]{3})"/) { raised.insert(String(match.1)) }
      }
    }
    #expect(raised.subtracting(listed).sorted() == [])
    #expect(Set(listed).subtracting(raised).sorted() == [])
  }
}
