import Notebook
import Testing

@Suite("conflicts of a merge")
struct ConflictTests {
  func resolution(_ text: String) -> NotebookFile.Resolution {
    NotebookFile.resolvingConflicts(in: Array(text.utf8))
  }

  @Test("a conflict of outputs alone resolves itself: the cell counts as not run")
  func outputs() {
    let text = """
      ```opsbook
      x
      ```

      ```output table
      a:int
      <<<<<<< ours
      1
      =======
      2
      >>>>>>> theirs
      ```

      ```opsbook
      y
      ```

      ```output note
      same
      ```

      """
    guard case .resolved(let file) = resolution(text) else {
      Issue.record("not resolved")
      return
    }
    #expect(file.cells.count == 2)
    #expect(file.outputs(of: 0).isEmpty)
    #expect(file.outputs(of: 1).map(\.text) == ["same\n"])
  }

  @Test("a conflict of sources is left to people, with its lines")
  func sources() {
    let text = """
      ```opsbook
      <<<<<<< ours
      x
      ||||||| base
      w
      =======
      y
      >>>>>>> theirs
      ```

      """
    #expect(resolution(text) == .unresolved(lines: [2]))
    #expect(
      NotebookFile(parsing: Array(text.utf8)).problems.contains {
        $0.code == "E533" && $0.line == 2
      })
  }

  @Test("a conflict in the prose alone is a warning")
  func prose() {
    let text = "<<<<<<< ours\nA\n=======\nB\n>>>>>>> theirs\n```opsbook\nx\n```\n"
    #expect(NotebookFile(parsing: Array(text.utf8)).problems.map(\.code) == ["W537"])
    #expect(resolution(text) == .unresolved(lines: [1]))
  }

  @Test("a heading under a line of equals signs is no conflict")
  func heading() {
    #expect(resolution("Title\n=======\n") == .clean)
    #expect(resolution("<<<<<<< a\nnever closed\n=======\n") == .clean)
  }
}
