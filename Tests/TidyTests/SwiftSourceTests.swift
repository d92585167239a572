import Testing

@Suite("the scanner of Swift files")
struct SwiftSourceTests {
  @Test(
    "comments and texts are blanked, code stays in its column",
    arguments: [
      (#"let a = "b" // c"#, "let a =         "),
      (#"f("a\"b", c)"#, "f(      , c)"),
      (##"f(#"a"b\n"#, c)"##, "f(         , c)"),
      (#"f("\(g("x") + "}")", c)"#, "f(                 , c)"),
      ("a /* b /* c */ d */ e", "a                   e"),
      (#"f("// no", c)"#, "f(       , c)"),
    ])
  func blanks(text: String, code: String) {
    #expect(SwiftSource(path: "", text: text).code == [code])
  }

  @Test("a long text ends at its three quotes, not before")
  func longText() {
    let text = #"""
      let a = """
        "x" } \(y)
        """
      let b = 1
      """#
    let code = SwiftSource(path: "", text: text).code.map { $0.trimmingSpaces }
    #expect(code == ["let a =", "", "", "let b = 1"])
  }

  @Test("a file that breaks off inside a text or a comment is read to its end")
  func brokenOff() {
    for text in ["let a = \"", "/* a", "\"\\(", "#\"", "\"\"\"\na", "/", "\"\\"] {
      #expect(SwiftSource(path: "", text: text).lines.joined(separator: "\n") == text)
    }
  }
}

extension String {
  fileprivate var trimmingSpaces: Substring {
    let start = drop { $0 == " " }
    return start.lastIndex { $0 != " " }.map { start[...$0] } ?? ""
  }
}
