import Engine
import Notebook
import Reporting
import Testing

@Suite("replaying a notebook")
struct ReplayTests {
  static let notebook =
    Shop.front + """
      # Shop

      ```opsbook id=pay
      funnel visit -> pay within 30d
      ```

      Then by channel:

      ```opsbook
      # by what they did
      segment where did(pay) as payers
      segment by channel from payers; cohort visit -> pay
      ```
      """

  @Test("the outputs of each statement stand behind its cell: tables, drawing, rule")
  func outputs() throws {
    let run = Shop.replay(Self.notebook)
    #expect(run.cells.map(\.status) == [.ok, .ok])
    #expect(!run.isFailure)
    let funnel = run.file.outputs(of: 0)
    #expect(funnel.map(\.kind) == [.table, .table, .table, .table, .chart, .note])
    #expect(funnel.allSatisfy { $0.of == "pay" })
    #expect(funnel[0].attribute("name") == "steps")
    #expect(funnel[0].attribute("data") == "a1a1a1a1")
    #expect(funnel[0].attribute("run") == "ok")
    let steps = try #require(try funnel[0].storedTable()?.table)
    #expect(steps.cell(0, "users") == .int(4))
    #expect(steps.cell(1, "users") == .int(2))
    let rest = run.file.outputs(of: 1)
    #expect(rest.allSatisfy { $0.of == nil })
    #expect(Set(rest.map { $0.attribute("statement") }) == [nil, "2", "3"])
    #expect(run.workspace.sets["payers"] != nil)
  }

  @Test("only outputs change, and a second replay changes nothing")
  func twice() {
    let once = Shop.replay(Self.notebook)
    var bare = once.file
    for index in bare.cells.indices { bare.setOutputs([], of: index) }
    #expect(Shop.text(bare) == Self.notebook + "\n" || Shop.text(bare) == Self.notebook)
    let twice = Shop.replay(Shop.text(once.file))
    #expect(twice.file.bytes() == once.file.bytes())
    #expect(once.file.problems.isEmpty)
  }

  @Test("no line of a drawing or note is wider than 80 cells or ends in a space")
  func width() {
    for output in Shop.replay(Self.notebook).cells.flatMap(\.outputs) where output.kind != .table {
      for line in output.text.split(separator: "\n") {
        #expect(DisplayWidth().width(of: String(line)) <= 80 && !line.hasSuffix(" "), "\(line)")
      }
    }
  }

  @Test("the notebook's language is that of its outputs, whatever the program speaks")
  func language() {
    let text = Self.notebook.replacing("lang: \"en\"", with: "lang: \"zh-Hans\"")
    let run = Shop.replay(text)
    #expect(run.file.outputs(of: 0).contains { $0.kind == .chart && $0.text.contains("漏斗") })
    let tables = run.file.outputs(of: 0).filter { $0.kind == .table }.map(\.text)
    #expect(tables == Shop.replay(Self.notebook).file.outputs(of: 0).prefix(4).map(\.text))
  }

  @Test("a failing cell records its error and does not stop the rest")
  func failing() {
    let run = Shop.replay(
      Shop.front
        + "```opsbook\nfunnel visit -> pya\n```\n\n```opsbook\nsegment where did(pay)\n```\n")
    #expect(run.cells.map(\.status) == [.failed, .ok])
    #expect(run.isFailure)
    let outputs = run.file.outputs(of: 0)
    #expect(outputs.map(\.kind) == [.error, .note])
    #expect(
      outputs[0].text == "E201 1:17-1:20 unknown-event {\"got\":\"pya\",\"near\":[\"pay\"]}\n")
    #expect(outputs[1].text == "unknown event 'pya'; did you mean 'pay'?\n")
  }

  @Test("cells that use a name which could not be saved are skipped, others are not")
  func skipped() {
    let run = Shop.replay(
      Shop.front
        + """
        ```opsbook id=bad
        segment where did(pya) as payers
        ```
        ```opsbook
        segment by channel from payers as again
        ```
        ```opsbook
        segment by channel from again
        ```
        ```opsbook
        segment where did(pay)
        ```
        ```opsbook
        segment where did(pay) as payers
        ```
        ```opsbook
        segment by channel from payers
        ```
        """)
    #expect(
      run.cells.map(\.status) == [
        .failed, .skipped(upstream: "bad"), .skipped(upstream: "#2"), .ok, .ok, .ok,
      ])
    let note = run.file.outputs(of: 1)
    #expect(note.map(\.text) == ["upstream bad\n"])
    #expect(note.first?.attribute("run") == "skipped")
  }

  @Test("where a dataset could not be opened, no cell runs on the one before")
  func lostDataset() {
    let run = Shop.replay(
      Shop.front
        + """
        ```opsbook
        open nowhere
        ```
        ```opsbook
        segment where did(pay)
        ```
        ```opsbook
        set lang = zh
        ```
        ```opsbook
        open other
        segment where did(pay)
        ```
        ```opsbook
        segment where did(pay)
        ```
        """)
    #expect(
      run.cells.map(\.status) == [
        .failed, .skipped(upstream: "#1"), .skipped(upstream: "#1"), .ok, .ok,
      ])
    #expect(run.file.outputs(of: 4).first?.attribute("data") == "b2b2b2b2")
  }

  @Test("a dataset of the front matter that is missing is said once, and its cells are skipped")
  func missingDataset() {
    let run = Shop.replay(
      "---\nopsbook: 1\ndataset.gone: {\"path\": \"gone\"}\n---\n"
        + "```opsbook\nsegment where did(pay)\n```\n"
    )
    #expect(run.problems.map(\.code) == ["E534"])
    #expect(run.cells.map(\.status) == [.skipped(upstream: "dataset.gone")])
    #expect(run.isFailure)
  }

  @Test("other data than recorded is said, and the front matter brought up to date")
  func changed() {
    let run = Shop.replay(Self.notebook, changed: true)
    #expect(run.problems.map(\.code) == ["W535"])
    #expect(!run.isFailure)
    #expect(Shop.text(run.file).contains("\"hash\": \"c3c3"))
    #expect(run.file.outputs(of: 0).first?.attribute("data") == "c3c3c3c3")
  }

  @Test("a command of the prompt is passed over with a note")
  func hostCommand() {
    let run = Shop.replay(Shop.front + "```opsbook\nquit\n```\n")
    #expect(run.cells.map(\.status) == [.ok])
    #expect(run.file.outputs(of: 0).map(\.kind) == [.note])
    #expect(run.file.outputs(of: 0)[0].text.hasPrefix("'quit' belongs at the prompt"))
  }

  @Test("an expected error is none, and its absence is one")
  func expected() {
    let run = Shop.replay(
      Shop.front
        + """
        ```opsbook expect=error
        funnel visit -> pya
        ```
        ```opsbook expect=E302
        funnel visit -> pya
        ```
        ```opsbook expect=E201
        segment where did(pay)
        ```
        """)
    #expect(run.cells.map(\.status) == [.failedAsExpected, .failed, .failed])
  }

  @Test("cells that are cut off or run by hand keep what they had")
  func untouched() {
    let text =
      Shop.front
      + "```opsbook run=never\nsegment where did(pay)\n```\n```output note\nold\n```\n"
      + "```opsbook\nsegment where did(pay)"
    let run = Shop.replay(text)
    #expect(run.cells.map(\.status) == [.untouched, .untouched])
    #expect(Shop.text(run.file) == text)
  }

  @Test("an interrupt stops the run and keeps what was recorded")
  func interrupt() {
    let interrupt = Interrupt()
    let text = Shop.replay(Self.notebook).file
    let runner = NotebookRunner(workspace: Shop.workspace(), stamp: Shop.stamp)
    let run = runner.run(text, interrupt: interrupt) { _ in interrupt.raise() }
    #expect(run.cells.map(\.status) == [.ok, .cancelled])
    #expect(run.file.bytes() == text.bytes())
  }

  @Test("a file with errors is not run")
  func broken() {
    let run = Shop.replay("---\nopsbook: 9\n---\n```opsbook\nsegment where did(pay)\n```\n")
    #expect(run.cells.isEmpty)
    #expect(run.problems.map(\.code) == ["E530"])
  }

  @Test("a merge that left two sets of outputs is run as if there were none")
  func conflict() {
    let cell = "```opsbook\nsegment where did(pay)\n```\n\n"
    let (ours, theirs) = ("```output note\n1\n```\n", "```output note\n2\n```\n")
    let conflict = "<<<<<<< a\n\(ours)=======\n\(theirs)>>>>>>> b\n"
    let run = Shop.replay(Shop.front + cell + conflict)
    #expect(run.problems.isEmpty)
    #expect(run.file.bytes() == Shop.replay(Shop.front + cell + ours).file.bytes())
  }

  @Test("the day of the front matter holds for every dataset, unless a cell sets another")
  func day() throws {
    let run = Shop.replay(
      "---\nopsbook: 1\nasof: \"2024-01-11\"\n---\n"
        + "```opsbook\nopen shop\nsegment where did(pay)\n```\n"
        + "```opsbook\nset asof = 2024-01-31\n```\n```opsbook\nsegment where did(pay)\n```\n")
    func users(_ cell: Int) throws -> Cell? {
      let table = run.file.outputs(of: cell).first { $0.kind == .table }
      return try table?.storedTable()?.table.cell(0, "users")
    }
    // One user paid by the 11th, two by the 12th.
    #expect(try users(0) == .int(1))
    #expect(try users(2) == .int(2))
  }
}
