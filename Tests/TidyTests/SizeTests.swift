import Testing

@Suite("sizes")
struct SizeTests {
  /// Files that are one long table of words.
  static let tables: Set = ["Sources/Language/KeywordTable+Words.swift"]

  @Test("no file is longer than 400 lines, no file of tests than 600")
  func files() { Repository.swift.flatMap(Self.longFiles).report() }

  @Test("no line is longer than 100 columns")
  func lines() { Repository.swift.flatMap(Self.longLines).report() }

  @Test("no function is longer than 70 lines")
  func functions() { Repository.swift.flatMap(Self.longFunctions).report() }

  @Test("what is too long is found, what is just short enough is not")
  func findsLong() {
    let body = { (count: Int) in
      "struct S {\n  func f(g: () -> Int = { 1 }) {\n"
        + String(repeating: "    g(\"}\") // }\n", count: count) + "  }\n  init() {}\n}\n"
    }
    let fits = SwiftSource(path: "Sources/A/A.swift", text: body(68))
    let long = SwiftSource(path: "Sources/A/A.swift", text: body(69))
    #expect(Self.longFunctions(fits).isEmpty)
    #expect(Self.longFunctions(long).map(\.line) == [2])

    let width = SwiftSource(
      path: "Sources/A/A.swift",
      text: String(repeating: "字", count: 100) + "\n" + String(repeating: "a", count: 101) + "\n")
    #expect(Self.longLines(width).map(\.line) == [2])

    let tall = String(repeating: "\n", count: 401)
    #expect(Self.longFiles(SwiftSource(path: "Sources/A/A.swift", text: tall)).count == 1)
    #expect(Self.longFiles(SwiftSource(path: "Tests/A/A.swift", text: tall)).isEmpty)
  }

  static func longFiles(_ source: SwiftSource) -> [Violation] {
    let limit = source.isTest ? 600 : 400
    guard source.lines.count > limit, !tables.contains(source.path) else { return [] }
    let message = "\(source.lines.count) lines, more than \(limit): split it by what it is about"
    return [Violation(path: source.path, line: limit + 1, message: message)]
  }

  static func longLines(_ source: SwiftSource) -> [Violation] {
    source.lines.enumerated().compactMap { index, line in
      guard line.count > 100 else { return nil }
      return Violation(
        path: source.path, line: index + 1, message: "\(line.count) columns, more than 100")
    }
  }

  static func longFunctions(_ source: SwiftSource) -> [Violation] {
    var found: [Violation] = []
    for (index, line) in source.code.enumerated() where startsFunction(line) {
      let length = functionLength(in: source.code, from: index)
      guard length > 70 else { continue }
      found.append(
        Violation(
          path: source.path, line: index + 1,
          message: "a function of \(length) lines, more than 70: give its parts names"))
    }
    return found
  }

  private static func startsFunction(_ line: String) -> Bool {
    let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
    return words.contains { ["func", "init", "deinit", "subscript"].contains($0) }
  }

  /// Lines from the declaration to the end of its body; 0 where it has none.
  private static func functionLength(in code: [String], from start: Int) -> Int {
    var round = 0
    var curly = 0
    for (index, line) in code[start...].enumerated() {
      if index > 0, round == 0, curly == 0, startsFunction(line) { return 0 }
      for character in line {
        switch character {
        case "(": round += 1
        case ")": round -= 1
        case "{" where round == 0: curly += 1
        case "}" where round == 0:
          curly -= 1
          if curly <= 0 { return curly < 0 ? 0 : index + 1 }
        default: break
        }
      }
    }
    return 0
  }
}
