import Testing

@Suite("banned calls")
struct BannedCallTests {
  /// What must not be written, and what to write instead.
  struct Rule {
    let word: String
    let instead: String
    /// Targets where it belongs.
    var allowedIn: Set<String> = []
    /// A text for the terminal can only be found inside texts.
    var isInsideTexts = false
  }

  static let outer: Set = ["opsbook", "Shell"]

  static let rules = [
    Rule(word: "Date()", instead: "take the instant as an argument", allowedIn: outer),
    Rule(word: "Date.now", instead: "take the instant as an argument", allowedIn: outer),
    Rule(word: "ProcessInfo", instead: "take the value as an argument", allowedIn: outer),
    Rule(word: "getenv(", instead: "take the value as an argument", allowedIn: outer),
    Rule(word: "Locale.current", instead: "take a DisplayLanguage", allowedIn: outer),
    Rule(word: "TimeZone.current", instead: "take the dataset's calendar", allowedIn: outer),
    Rule(word: "Calendar.current", instead: "take the dataset's calendar", allowedIn: outer),
    Rule(word: "print(", instead: "return blocks or a Phrase", allowedIn: outer),
    Rule(
      word: #"\u{1B}"#, instead: "return StyledText with roles", allowedIn: outer,
      isInsideTexts: true),
    Rule(
      word: #"\u{1b}"#, instead: "return StyledText with roles", allowedIn: outer,
      isInsideTexts: true),
    Rule(word: ".shared", instead: "hand the value in"),
    Rule(word: "static var", instead: "static let, or a property of a value that is handed in"),
    Rule(word: "try!", instead: "throw a Diagnostic"),
    Rule(word: "fatalError(", instead: "throw a Diagnostic"),
    Rule(word: "preconditionFailure(", instead: "throw a Diagnostic"),
    Rule(word: "as!", instead: "as? and a Diagnostic, or an enum"),
  ]

  static let leftovers = ["FIXME", "TODO", "XXX"]

  @Test("the clock, the terminal, the environment, globals and traps stay out of the libraries")
  func calls() { Repository.sources.flatMap(Self.bannedCalls).report() }

  @Test("no variable or constant stands outside a type")
  func globals() { Repository.sources.flatMap(Self.globals).report() }

  @Test("nothing is left for later in a comment")
  func leftForLater() {
    Repository.swift.filter { $0.target != "TidyTests" }.flatMap(Self.leftForLater).report()
  }

  @Test(
    "every banned call is found",
    arguments: [
      ("  let now = Date()", 1), ("  let text = \"Date()\" // Date()", 0), ("  print(1)", 1),
      ("  canvas.print(1)", 0), ("  footprint(1)", 0), ("  let red = \"\\u{1B}[31m\"", 1),
      ("  let a = x as! Int", 1), ("  let a = x as? Int", 0), ("  static var count = 0", 1),
      ("  static var signature: Signature { get }", 0), ("  let a = try! f()", 1),
      ("  Store.shared.open()", 1), ("  let now = Foundation.Date()", 1),
      ("  text.sharedPrefix()", 0), ("  fatalError(\"no\")", 1),
      ("  let env = ProcessInfo.processInfo", 1),
    ])
  func findsCall(line: String, count: Int) {
    #expect(
      Self.bannedCalls(SwiftSource(path: "Sources/Engine/A.swift", text: line)).count == count)
  }

  @Test("the executable may look at the clock, but not trap")
  func executable() {
    let source = SwiftSource(path: "Sources/opsbook/A.swift", text: "f(Date())\ntry! f()\n")
    #expect(Self.bannedCalls(source).map(\.line) == [2])
  }

  @Test("globals and leftovers are found")
  func findsOthers() {
    let text = "let limit = 3\nprivate var n = 0\nstruct S {\n  let a = 1  // TODO: b\n}\n"
    let source = SwiftSource(path: "Sources/Engine/A.swift", text: text)
    #expect(Self.globals(source).map(\.line) == [1, 2])
    #expect(Self.leftForLater(source).map(\.line) == [4])
  }

  static func bannedCalls(_ source: SwiftSource) -> [Violation] {
    var found: [Violation] = []
    for rule in rules where !rule.allowedIn.contains(source.target) {
      let lines = rule.isInsideTexts ? source.uncommented : source.code
      for (index, line) in lines.enumerated() where line.containsWord(rule.word) {
        if rule.word == "static var", line.contains("{ get }") { continue }
        let message = "'\(rule.word)' is banned here; instead: \(rule.instead)"
        found.append(Violation(path: source.path, line: index + 1, message: message))
      }
    }
    return found
  }

  static func globals(_ source: SwiftSource) -> [Violation] {
    guard !source.path.hasSuffix("/main.swift") else { return [] }
    let access: Set<Substring> = ["public", "internal", "package", "private", "fileprivate"]
    return source.code.enumerated().compactMap { index, line in
      let words = line.split(separator: " ").drop { access.contains($0) }
      guard line.first?.isLetter == true, ["let", "var"].contains(words.first) else { return nil }
      return Violation(
        path: source.path, line: index + 1, message: "a global; instead: a member of a type")
    }
  }

  static func leftForLater(_ source: SwiftSource) -> [Violation] {
    source.lines.enumerated().compactMap { index, line in
      guard let word = leftovers.first(where: { line.containsWord($0) }) else { return nil }
      return Violation(
        path: source.path, line: index + 1, message: "'\(word)'; instead: do it, or leave it out")
    }
  }
}

extension String {
  /// Whether `word` occurs and is not a part of a longer name; `x.print(` is not `print(`.
  func containsWord(_ word: String) -> Bool {
    guard let first = word.first, let last = word.last else { return false }
    var rest = self[...]
    while let range = rest.firstRange(of: word) {
      let before = range.lowerBound == startIndex ? nil : self[index(before: range.lowerBound)]
      let after = range.upperBound == endIndex ? nil : self[range.upperBound]
      let isMember = before == "." && first.isLowercase
      let startsFresh = !first.isLetter || !(before?.isPartOfName ?? false) && !isMember
      let endsFresh = !last.isLetter || !(after?.isPartOfName ?? false)
      if startsFresh && endsFresh { return true }
      rest = self[range.upperBound...]
    }
    return false
  }
}

extension Character {
  fileprivate var isPartOfName: Bool { isLetter || isNumber || self == "_" }
}
