import Export
import Notebook
import Testing

@Suite("files as people and programs leave them")
struct FileTests {
  func file(_ text: String) -> NotebookFile { NotebookFile(parsing: Array(text.utf8)) }

  func text(_ file: NotebookFile) -> String { String(decoding: file.bytes(), as: UTF8.self) }

  @Test("a byte order mark and CRLF stay, and new outputs take up the line ends of their cell")
  func lineEnds() {
    var notebook = file("\u{FEFF}---\r\nopsbook: 1\r\n---\r\n```opsbook\r\nx\r\n```\r\n")
    #expect(notebook.front?["opsbook"] == .int(1))
    #expect(notebook.cells.map(\.text) == ["x\n"])
    notebook.setOutputs([NotebookOutput(.text, text: "y\n")], of: 0)
    var front = notebook.front
    front?.set("tool", to: .text("1"))
    notebook.front = front
    #expect(
      text(notebook)
        == "\u{FEFF}---\r\nopsbook: 1\r\ntool: \"1\"\r\n---\r\n```opsbook\r\nx\r\n```\r\n\r\n"
        + "```output text\r\ny\r\n```\r\n")
  }

  @Test("a cell at the end of a file without a line end gets its outputs below it")
  func noFinalNewline() {
    var notebook = file("```opsbook\nx\n```")
    notebook.setOutputs([NotebookOutput(.text, text: "y\n")], of: 0)
    #expect(text(notebook) == "```opsbook\nx\n```\n\n```output text\ny\n```\n")
  }

  @Test("no outputs leave no gap behind")
  func removing() {
    var notebook = file("```opsbook\nx\n```\n\n```output text\ny\n```\n\ntext\n")
    notebook.setOutputs([], of: 0)
    #expect(text(notebook) == "```opsbook\nx\n```\n\ntext\n")
  }

  @Test("text right behind a cell is set apart from its new outputs")
  func textBehind() {
    var notebook = file("```opsbook\n```\ntext\n")
    notebook.setOutputs([NotebookOutput(.text, text: "y\n")], of: 0)
    #expect(text(notebook) == "```opsbook\n```\n\n```output text\ny\n```\n\ntext\n")
  }

  @Test("a cell inside another code block, a comment or a quotation is prose")
  func prose() {
    let notebook = file(
      """
      ````markdown
      ```opsbook
      ```
      ````
      <!--
      ```opsbook
      ```
      -->
      > ```opsbook
      ```text
      ~~~opsbook
      ```
      ~~~opsbook
      yes
      ```
      ~~~
      """)
    #expect(notebook.cells.map(\.text) == ["yes\n```\n"])
  }

  @Test("a cell that is cut off is kept, and a cut off output is dropped at the next run")
  func cutOff() {
    let partial = file("```opsbook\nfunnel a ->\n")
    #expect(partial.cells.map(\.isPartial) == [true])
    #expect(partial.problems.map(\.code) == ["W534"])
    var notebook = file("```opsbook\nx\n```\n```output table\na:int\n1")
    #expect(notebook.outputs(of: 0).map(\.isPartial) == [true])
    #expect(notebook.problems.map(\.code) == ["W534"])
    notebook.setOutputs([NotebookOutput(.text, text: "y\n")], of: 0)
    #expect(text(notebook) == "```opsbook\nx\n```\n```output text\ny\n```\n")
  }

  @Test("lines of the front matter that cannot be read are errors with their line")
  func badFront() {
    let notebook = file("---\nopsbook: 1\ntitle: Hello\n# fine\n\nasof \"2024-01-01\"\n---\n")
    #expect(notebook.problems.map(\.code) == ["E531", "E531"])
    #expect(notebook.problems.map(\.line) == [3, 6])
  }

  @Test("an output that cannot be read is reported at its line and not read")
  func badOutput() {
    let notebook = file("```opsbook\n```\n```output table\na:int,b:text\n1,x\n2\n```\n")
    #expect(notebook.problems.map(\.code) == ["W532"])
    #expect(notebook.problems.map(\.line) == [6])
    #expect(notebook.problems.first?.message.english == "expected 2 fields, found 1")
    #expect(throws: StoredTable.Unreadable.self) { try notebook.outputs(of: 0)[0].storedTable() }
  }

  @Test("a fence without a kind is not ours")
  func plainOutput() {
    #expect(file("```opsbook\n```\n```output\nhello\n```\n").problems.isEmpty)
  }

  @Test("a key is rewritten in its place, a new one goes to the end, an equal one stays as written")
  func frontMatter() {
    var front = file("---\nopsbook: 1\nrows:  [1,2]\n# why\nasof: \"2024-01-01\"\n---\n").front
    front?.set("rows", to: .list([.int(1), .int(2)]))
    front?.set("asof", to: .text("2024-02-01"))
    front?.set("lang", to: .text("zh-Hans"))
    #expect(
      front.map { String(decoding: $0.bytes, as: UTF8.self) }
        == "---\nopsbook: 1\nrows:  [1,2]\n# why\nasof: \"2024-02-01\"\nlang: \"zh-Hans\"\n---\n")
  }

  @Test("two cells with one id are noticed")
  func twice() {
    #expect(file("```opsbook id=a\n```\n```opsbook id=a\n```\n").problems.map(\.code) == ["W536"])
  }
}
