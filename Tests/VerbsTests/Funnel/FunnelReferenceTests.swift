import Statistics
import Testing

@Suite("funnel against a slow reference")
struct FunnelReferenceTests {
  typealias Event = SlowFunnel.Event

  private static let start: Int64 = 1_704_067_200_000
  private static let window: Int64 = 10_000

  /// Every multiset of at most four of the twelve events {a, b, c} x {0, 1, W, W + 1 s}: 1,820.
  private static func smallWorlds() -> [[Event]] {
    var kinds: [Event] = []
    for name in ["a", "b", "c"] {
      for instant in [0, 1000, window, window + 1000] {
        kinds.append(Event(name: name, instant: start + instant))
      }
    }
    var worlds: [[Event]] = []
    func extend(_ events: [Event], from first: Int) {
      worlds.append(events)
      guard events.count < 4 else { return }
      for index in first..<kinds.count { extend(events + [kinds[index]], from: index) }
    }
    extend([], from: 0)
    return worlds
  }

  private static func written(_ steps: String) -> String {
    steps.split(separator: " ").map { word -> String in
      let mark = word.hasSuffix("?") ? "?" : ""
      let names = word.filter { $0 != "?" }.map { String($0) }
      guard word != "->", names.count > 1 else { return String(word) }
      return "(" + names.joined(separator: " or ") + ")" + mark
    }.joined(separator: " ")
  }

  private static func elapsed(_ seconds: Int64) -> (Int64) -> Int64 { { $0 + seconds * 1000 } }

  /// Clauses with what they say to the slow reading.
  private struct Rule: Sendable {
    let clauses: String
    let apply: @Sendable (inout SlowFunnel) -> Void

    init(_ clauses: String, _ apply: @escaping @Sendable (inout SlowFunnel) -> Void) {
      self.clauses = clauses
      self.apply = apply
    }
  }

  private static let rules = [
    Rule("") { _ in },
    Rule("within 10s") { $0.window = elapsed(10) },
    Rule("within 10s using strictly") {
      $0.window = elapsed(10)
      $0.isStrictlyLater = true
    },
    Rule("within 10s using strict") {
      $0.window = elapsed(10)
      $0.order = .strict
    },
    Rule("using strict, strictly") {
      $0.order = .strict
      $0.isStrictlyLater = true
    },
    Rule("within 9s each using strict") {
      $0.order = .strict
      $0.each = elapsed(9)
    },
    Rule("within 9s each") { $0.each = elapsed(9) },
    Rule("within 10s with each=1s") {
      $0.window = elapsed(10)
      $0.each = elapsed(1)
    },
    Rule("within 9s each using strictly") {
      $0.each = elapsed(9)
      $0.isStrictlyLater = true
    },
  ]

  @Test(
    "all worlds of up to four events at the edges of the window",
    arguments: [
      "a -> b -> c", "a -> a -> b", "ab -> bc -> a", "a -> b? -> c? -> ab", "ab -> bc? -> ac",
    ])
  func allSmallWorlds(steps: String) throws {
    var worlds = try FunnelWorlds(Self.smallWorlds())
    #expect(worlds.worlds.count == 1820)
    // SQL takes a second for what takes milliseconds by columns.
    let bySQL = steps == "a -> b -> c"
    for rule in Self.rules {
      var slow = SlowFunnel(steps)
      rule.apply(&slow)
      try worlds.check("funnel \(Self.written(steps)) \(rule.clauses)", slow, bySQL: bySQL)
    }
  }

  @Test("any order in all small worlds")
  func anyOrder() throws {
    var worlds = try FunnelWorlds(Self.smallWorlds())
    var slow = SlowFunnel("a -> b -> c")
    slow.order = .anyOrder
    slow.window = Self.elapsed(9)
    try worlds.check("funnel a -> b -> c within 9s using any_order", slow, bySQL: true)
    slow = SlowFunnel("ab -> bc -> a")
    slow.order = .anyOrder
    try worlds.check("funnel (a or b) -> (b or c) -> a using any_order", slow)
    slow.isStrictlyLater = true
    slow.window = Self.elapsed(9)
    try worlds.check(
      "funnel (a or b) -> (b or c) -> a within 9s using any_order, strictly", slow)
  }

  @Test(
    "an excluded event in all small worlds",
    arguments: [
      ("a -> b -> a", "c", nil), ("ab -> b -> b", "c", (1, 2)), ("a -> b -> c", "b", (2, 3)),
      ("a -> ab? -> b", "c", nil), ("a -> b -> b", "a", nil),
    ] as [(String, String, (Int, Int)?)])
  func exclusion(steps: String, excluded: String, between: (Int, Int)?) throws {
    var worlds = try FunnelWorlds(Self.smallWorlds())
    var slow = SlowFunnel(steps)
    slow.excluded = excluded
    slow.between = between
    let pair = between.map { " between \($0.0) and \($0.1)" } ?? ""
    let query = "funnel \(Self.written(steps)) excluding \(excluded)\(pair)"
    slow.window = Self.elapsed(10)
    let bySQL = steps == "a -> b -> a"
    try worlds.check("\(query) within 10s", slow, bySQL: bySQL)
    slow.each = Self.elapsed(9)
    slow.isStrictlyLater = true
    try worlds.check("\(query) within 10s using strictly with each=9s", slow, bySQL: bySQL)
    slow.isStrictlyLater = false
    slow.each = nil
    slow.dropsUser = true
    try worlds.check("\(query) within 10s using exclude_user", slow, bySQL: bySQL)
    guard steps == "a -> b -> a" else { return }
    slow.order = .anyOrder
    try worlds.check("\(query) within 10s using exclude_user, any_order", slow)
    slow.dropsUser = false
    try worlds.check("\(query) within 10s using any_order", slow)
  }
}
