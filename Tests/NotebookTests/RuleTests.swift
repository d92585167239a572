import Export
import Notebook
import Testing

/// One test for each rule of the format.
@Suite("the rules of the format")
struct RuleTests {
  func file(_ text: String) -> NotebookFile { NotebookFile(parsing: Array(text.utf8)) }

  func text(_ file: NotebookFile) -> String { String(decoding: file.bytes(), as: UTF8.self) }

  static let note = NotebookOutput(.note, text: "new\n")

  @Test("F1: only the outputs of the cell are replaced")
  func lossless() {
    var notebook = file(
      "a  \r\n\n```opsbook\nx\n```\n\n```output note\nold\n```\n\n* b\n```swift\n```\n")
    notebook.setOutputs([Self.note], of: 0)
    #expect(
      text(notebook)
        == "a  \r\n\n```opsbook\nx\n```\n\n```output note\nnew\n```\n\n* b\n```swift\n```\n")
  }

  @Test(
    "F2: an output belongs to the cell before it where only blank lines and outputs lie between")
  func attachment() {
    let notebook = file(
      """
      ```output note
      nobody's
      ```
      ```opsbook id=a
      x
      ```

      ```output note of=a
      1
      ```
      ```output note
      2
      ```
      ```output note of=b
      another's
      ```
      text
      ```output note of=a
      too far
      ```
      """)
    #expect(notebook.outputs(of: 0).map(\.text) == ["1\n", "2\n"])
    #expect(notebook.problems.filter { $0.code == "W531" }.map(\.line) == [1, 14, 18])
  }

  @Test("F2: outputs that belong to no cell stay where they are")
  func orphansStay() {
    var notebook = file(
      "```opsbook id=a\n```\n```output note of=b\nb\n```\n\n```output note of=a\na\n```\n")
    let new = NotebookOutput(.note, attributes: [Attribute("of", "a")], text: "new\n")
    notebook.setOutputs([new], of: 0)
    #expect(
      text(notebook)
        == "```opsbook id=a\n```\n```output note of=b\nb\n```\n\n```output note of=a\nnew\n```\n")
  }

  @Test("F3: an id is written only where it is asked for, and never changed")
  func ids() {
    var notebook = file("~~~ opsbook expect=error\n~~~\n```opsbook id=c1\n```\n")
    #expect(notebook.freeIDs(2) == ["c2", "c3"])
    notebook.setID("c2", of: 0)
    notebook.setID("c3", of: 1)
    #expect(text(notebook) == "~~~ opsbook id=c2 expect=error\n~~~\n```opsbook id=c1\n```\n")
    #expect(notebook.cells.map(\.id) == ["c2", "c1"])
    #expect(notebook.cells[0].expectsError)
  }

  @Test("F4: a fence is longer than any run of backticks inside")
  func fences() {
    var notebook = file("```opsbook\n```\n")
    notebook.setOutputs([NotebookOutput(.text, text: "a\n````\nb\n")], of: 0)
    #expect(text(notebook).hasSuffix("\n\n`````output text\na\n````\nb\n`````\n"))
    #expect(file(text(notebook)).outputs(of: 0).map(\.text) == ["a\n````\nb\n"])
  }

  @Test("F5: numbers and texts of the front matter read the same as YAML")
  func yaml() {
    var front = FrontMatter()
    front.set("check", to: .object([JSONValue.Member("rtol", .real(1e-9))]))
    front.set("engine", to: .text("2026.10"))
    let lines = String(decoding: front.bytes, as: UTF8.self)
    #expect(lines == "---\nopsbook: 1\ncheck: {\"rtol\": 1.0e-09}\nengine: \"2026.10\"\n---\n")
  }

  @Test("F6: values behind a fence hold nothing that CommonMark would read its own way")
  func infoStrings() {
    let value = "a b`c\\d&e=f%g\"访问\n"
    let attribute = Attribute("name", value)
    #expect(attribute.written == "name=a%20b%60c%5Cd%26e%3Df%25g%22访问%0A")
    let output = NotebookOutput(.table, attributes: [attribute], text: "a:int\n")
    var notebook = file("```opsbook\n```\n")
    notebook.setOutputs([output], of: 0)
    #expect(file(text(notebook)).outputs(of: 0).first?.attribute("name") == value)
    #expect(file("```opsbook id=\"a b\" x=1\n```\n").cells.first?.id == "a b")
  }

  @Test("F7: what a later version wrote is kept and ignored with a warning")
  func unknown() {
    let source = """
      ---
      opsbook: 1
      theme: "dark"
      ---
      ```opsbook colour=red
      ```
      ```output sound
      ```
      ```output note
      old
      ```

      """
    var notebook = file(source)
    #expect(notebook.problems.map(\.code) == ["W533", "W533", "W533"])
    #expect(notebook.problems.map(\.line) == [3, 5, 7])
    notebook.setOutputs([Self.note], of: 0)
    #expect(text(notebook) == source.replacing("old", with: "new"))
  }

  @Test("F7: a format of a later version is an error")
  func format() {
    #expect(file("---\nopsbook: 2\n---\n").problems.map(\.code) == ["E530"])
    #expect(file("---\nopsbook: 1\n---\n").problems.isEmpty)
  }

  @Test("F8: ordinary Markdown with a cell is a notebook, and nothing is added to it")
  func ordinary() {
    let notebook = file("# A\n\n---\n\n```opsbook\nfunnel a -> b\n```\n\n---\n")
    #expect(notebook.front == nil)
    #expect(notebook.problems.isEmpty)
    #expect(notebook.cells.map(\.text) == ["funnel a -> b\n"])
  }

  @Test("F8: the front matter of another tool is left alone")
  func foreignFront() {
    let notebook = file("---\ntitle: Hello World\ntags:\n  - a\n---\n```opsbook\n```\n")
    #expect(notebook.front?.isOurs == false)
    #expect(notebook.problems.isEmpty)
  }

  @Test("F9: a cell may be indented by up to three spaces, and its outputs then are too")
  func indented() {
    var notebook = file("1. a\n\n   ```opsbook\n   funnel a\n     -> b\n   ```\n\n    ```opsbook\n")
    #expect(notebook.cells.map(\.text) == ["funnel a\n  -> b\n"])
    notebook.setOutputs([NotebookOutput(.text, text: "x\n\n  y\n")], of: 0)
    #expect(
      text(notebook).contains(
        "   ```\n\n   ```output text\n   x\n\n     y\n   ```\n\n    ```opsbook\n"))
    #expect(notebook.outputs(of: 0).map(\.text) == ["x\n\n  y\n"])
  }
}
