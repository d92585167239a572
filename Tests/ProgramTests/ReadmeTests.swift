import Engine
import Foundation
import Testing

@Suite("what the READMEs promise")
struct ReadmeTests {
  /// The questions of the tables, in order: `| `question` | … |`.
  private func questions(_ file: String) throws -> [String] {
    let text = try String(
      contentsOf: Repository.root.appending(path: file), encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("| `"), let end = line.dropFirst(3).firstIndex(of: "`") else {
        return nil
      }
      return String(line[line.index(line.startIndex, offsetBy: 3)..<end])
    }
  }

  @Test("every question of the tour is answered", arguments: ["README.md", "README.zh-CN.md"])
  func tour(file: String) throws {
    let questions = try questions(file)
    #expect(questions.count > 8)
    var session = try TestSession(Repository.dataset("shop"))
    for question in questions {
      if question.hasSuffix("datasets/cdnow") {
        session = try TestSession(Repository.dataset("cdnow"))
        continue
      }
      let answer = try session.ask(question)
      #expect(answer.tables.contains { !$0.rows.isEmpty }, "\(question)")
    }
  }
}
