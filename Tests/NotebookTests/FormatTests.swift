import Notebook
import Statistics
import TestKit
import Testing

@Suite("the format loses nothing")
struct FormatTests {
  @Test("any bytes are written back as they were")
  func arbitraryBytes() {
    var random = SplitMix64(seed: 0xB17E5)
    for _ in 0..<2000 {
      let bytes = (0..<random.below(60)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      #expect(NotebookFile(parsing: bytes).bytes() == bytes)
    }
  }

  /// Lines that mean something to the format, and some that only look so.
  static let pieces: [String] = [
    "---", "--- ", "opsbook: 1", "title: \"a\"", "title: a", "asof: \"2024-01-01\"", "# comment",
    "```opsbook", "```opsbook id=a", "````opsbook", "~~~opsbook", "  ```opsbook", "    ```opsbook",
    "```", "````", "~~~", "~~~~", "  ```", "``` ", "```output table", "```output chart of=a",
    "```output table of=b rows=1", "```output strange", "```output", "``` text", "```a`b",
    "a:int,b:text", "1,x", "\"", "@more rows=3", "<!--", "-->", "<!-- a -->", "funnel a -> b", "",
    " ", "\t", "<<<<<<< ours", "=======", ">>>>>>> theirs", "|||||||", "text", "- ```opsbook",
    "> ```opsbook", "E201 1:1-1:2 slug {}", "\u{FEFF}", "访问", "\0",
  ]

  static func file(_ random: inout SplitMix64) -> [UInt8] {
    var bytes: [UInt8] = random.below(8) == 0 ? [0xEF, 0xBB, 0xBF] : []
    let ends = random.pick([["\n"], ["\r\n"], ["\n", "\r\n", "\r"]])
    for _ in 0..<random.below(24) {
      bytes += Array((random.pick(pieces) + random.pick(ends)).utf8)
      if random.below(40) == 0 { bytes.append(0xFF) }
    }
    if random.below(3) == 0, !bytes.isEmpty { bytes.removeLast() }
    return bytes
  }

  @Test("any heap of fences, conflicts and line ends is written back as it was")
  func arbitraryLines() {
    var random = SplitMix64(seed: 0xFE4CE)
    for _ in 0..<5000 {
      let bytes = Self.file(&random)
      #expect(NotebookFile(parsing: bytes).bytes() == bytes)
    }
  }

  @Test("looking for problems and resolving conflicts survives any heap of lines")
  func problems() {
    var random = SplitMix64(seed: 0x9_0B)
    for _ in 0..<2000 {
      let bytes = Self.file(&random)
      let file = NotebookFile(parsing: bytes)
      #expect(file.problems.allSatisfy { !$0.message.english.isEmpty })
      if case .resolved(let resolved) = NotebookFile.resolvingConflicts(in: bytes) {
        #expect(resolved.bytes().count < bytes.count)
      }
    }
  }

  @Test("replacing outputs twice gives the same bytes, and the cells stay as they were")
  func replacing() {
    var random = SplitMix64(seed: 0x5E7)
    let outputs = [
      NotebookOutput(.table, attributes: [Attribute("rows", "1")], text: "a:int\n1\n"),
      NotebookOutput(.note, text: "a ``` b\n"),
    ]
    for _ in 0..<2000 {
      let original = NotebookFile(parsing: Self.file(&random))
      var once = original
      for index in original.cells.indices where !original.cells[index].isPartial {
        once.setOutputs(outputs, of: index)
      }
      var twice = NotebookFile(parsing: once.bytes())
      #expect(twice.cells.map(\.text) == original.cells.map(\.text))
      for index in twice.cells.indices where !twice.cells[index].isPartial {
        #expect(twice.outputs(of: index).map(\.text) == outputs.map(\.text))
        twice.setOutputs(outputs, of: index)
      }
      #expect(twice.bytes() == once.bytes())
    }
  }
}
