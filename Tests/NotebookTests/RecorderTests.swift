import Engine
import Notebook
import Reporting
import Testing

@Suite("recording a session")
struct RecorderTests {
  /// Types the lines at a prompt, one after the other; a line that begins with `>` is a note.
  static func session(
    _ lines: [String], opening first: Dataset? = Shop.shop, language: DisplayLanguage = .english
  ) -> SessionRecorder {
    var recorder = SessionRecorder(stamp: Shop.stamp)
    var workspace = Shop.workspace(opening: first, language: language)
    for line in lines {
      if line.hasPrefix(">") {
        recorder.note(String(line.dropFirst(2)))
        continue
      }
      let before = workspace
      let outcomes = workspace.run(line, mode: .file, interrupt: Interrupt())
      recorder.record(line, outcomes: outcomes, before: before, after: workspace)
    }
    return recorder
  }

  static let lines = [
    "help", "describe", "> Who pays?", "funnel visit -> pay within 30d # first look",
    "segment where did(pay) as payers", "funnel visit -> pya", "save payers",
    "segment by channel from payers", "set asof = 2024-01-11", "segment where did(pay); help",
  ]

  @Test("questions, definitions and settings are kept; looks, failures and the rest are not")
  func kept() {
    let file = Self.session(Self.lines).notebook(title: "Payers")
    #expect(
      file.cells.map(\.text) == [
        "funnel visit -> pay within 30d # first look\n", "segment where did(pay) as payers\n",
        "segment by channel from payers\n", "set asof = 2024-01-11\n", "segment where did(pay)\n",
      ])
    #expect(file.cells.map(\.id) == ["c1", "c2", "c3", "c4", "c5"])
    #expect(file.problems.isEmpty)
    let text = Shop.text(file)
    #expect(
      text.hasPrefix(
        """
        ---
        opsbook: 1
        title: "Payers"
        lang: "en"
        tool: "0.1.0"
        engine: "1"
        asof: "2024-01-31"
        dataset.shop: {"path": "shop", "hash": "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1", "rows": 6}
        ---

        # Payers

        Who pays?

        ```opsbook id=c1
        funnel visit -> pay within 30d # first look
        ```

        ```output table of=c1 name=steps src=
        """))
  }

  @Test("a replay of a saved session gives the same bytes", arguments: DisplayLanguage.allCases)
  func replay(language: DisplayLanguage) {
    let saved = Self.session(Self.lines, language: language).notebook(title: "会员")
    let run = Shop.replay(Shop.text(saved))
    #expect(Shop.text(run.file) == Shop.text(saved))
    #expect(!run.isFailure)
  }

  @Test("so does one of a session over two datasets")
  func twoDatasets() {
    let lines = [
      "segment where did(pay)", "open other", "segment where did(pay) as payers",
      "segment by channel from payers",
    ]
    for first in [Shop.shop, nil] {
      let kept = first == nil ? Array(lines.dropFirst()) : lines
      let saved = Self.session(kept, opening: first).notebook(title: nil)
      #expect(Shop.text(Shop.replay(Shop.text(saved)).file) == Shop.text(saved))
      let asof = saved.front?["asof"]
      #expect((asof == nil) == (first != nil))
    }
  }

  @Test("a session that opens its dataset first needs no other before it")
  func opensFirst() {
    let saved = Self.session(["open other", "segment where did(pay)"], opening: Shop.shop).notebook(
      title: nil)
    #expect(Shop.text(saved).contains("dataset.other"))
    #expect(!Shop.text(saved).contains("dataset.shop"))
    #expect(Shop.text(Shop.replay(Shop.text(saved)).file) == Shop.text(saved))
  }

  @Test("failures are kept on request, as errors that are expected")
  func failures() {
    let saved = Self.session(Self.lines).notebook(title: nil, includingFailures: true)
    let failed = saved.cells.filter(\.expectsError)
    #expect(failed.map(\.text) == ["funnel visit -> pya\n"])
    #expect(!Shop.replay(Shop.text(saved)).isFailure)
    #expect(Shop.text(Shop.replay(Shop.text(saved)).file) == Shop.text(saved))
  }

  @Test("what took effect before a failure in the same entry is kept")
  func partOfAnEntry() {
    let saved = Self.session([
      "open other; segment where did(pya); segment where did(pay)", "segment where did(pay)",
    ])
    .notebook(title: nil)
    #expect(saved.cells.map(\.text) == ["open other\n", "segment where did(pay)\n"])
  }

  @Test("a note can neither open a cell nor hide what follows")
  func notes() {
    let saved = Self.session([
      "> ```opsbook\n> open other\n  ~~~\n<!-- a", "segment where did(pay)",
    ]).notebook(title: nil)
    let read = NotebookFile(parsing: saved.bytes())
    #expect(read.cells.map(\.text) == ["segment where did(pay)\n"])
    #expect(Shop.text(read).contains("\\```opsbook\n> open other\n\\~~~\n\\<!-- a\n"))
  }

  @Test("an empty session is empty, and the last part can be taken back")
  func empty() {
    var recorder = Self.session(["help", "segment where did(pay)"])
    #expect(!recorder.isEmpty)
    recorder.removeLast()
    #expect(recorder.isEmpty)
    #expect(recorder.notebook(title: nil).cells.isEmpty)
  }

  @Test("what tells who someone is stays out of a saved notebook, and its cells are named")
  func personal() {
    let recorder = Self.session([
      "segment where did(pay)", "segment where channel = '13812345678'",
      "segment where channel = 'u3'",
    ])
    #expect(recorder.maskedCells == ["c2", "c3"])
    let text = Shop.text(recorder.notebook(title: nil))
    #expect(text.contains("segment where channel = '‹phone›'"))
    #expect(text.contains("segment where channel = '‹id›'"))
    #expect(!text.contains("13812345678"))
    #expect(!text.contains("u3"))
  }

  @Test("an export is kept as a cell of its own that a replay passes over and that shows no data")
  func export() {
    var recorder = SessionRecorder(stamp: Shop.stamp)
    var workspace = Shop.workspace(opening: Shop.shop)
    workspace.files = FileWriting { _, _, _ in }
    let before = workspace
    let typed = "segment where did(pay) as p; export p p.csv"
    let outcomes = workspace.run(typed, mode: .file, interrupt: Interrupt())
    recorder.record(typed, outcomes: outcomes, before: before, after: workspace)
    let file = recorder.notebook(title: nil)
    #expect(file.cells.map(\.text) == ["segment where did(pay) as p\n", "export p p.csv\n"])
    #expect(file.cells.map(\.isRunByHand) == [false, true])
    let text = Shop.text(file)
    #expect(text.contains("exported 2 users"))
    #expect(!text.contains("u1"))
  }

  @Test("a notebook that asks for an export writes nothing and fails")
  func exportInNotebook() {
    let run = Shop.replay(
      """
      ```opsbook
      open shop
      segment where did(pay) as p
      export p p.csv
      ```
      """)
    #expect(run.cells.flatMap(\.outcomes).flatMap(\.diagnostics).map(\.code) == ["E219"])
  }
}
