import Language
import Reporting
import Testing

@Suite struct KeywordTableTests {
  private let table = KeywordTable.standard

  @Test("the table holds every word of the design") func count() {
    #expect(table.keywords.count == 388)
    #expect(table.keywords(.clause).map(\.english) == ClauseKeyword.allCases.map(\.rawValue))
    #expect(table.keywords(.verb).map(\.english) == Grammar.planned.verbs.map(\.name))
    #expect(table.keywords(.unit).map(\.english) == CalendarSpan.Unit.allCases.map(\.rawValue))
  }

  @Test("no spelling means two things at one place") func distinct() {
    // Kinds that stand at the same places; the rest have a place of their own.
    let places: [[Keyword.Kind]] = [
      [.verb, .command], [.clause, .operator, .marker, .orderWord], [.time, .model, .function],
      [.function, .metric], [.eventWord, .marker],
    ]
    let alone = Set(Keyword.Kind.allCases).subtracting(places.joined()).map { [$0] }
    for kinds in places + alone {
      var seen: [String: Keyword] = [:]
      for keyword in table.keywords where kinds.contains(keyword.kind) {
        for spelling in Set(keyword.spellings.map { $0.lowercased() }) {
          let place = "\(spelling) \(keyword.scope ?? "")"
          #expect(seen[place] == nil, "\(spelling) is two words: \(keyword.kind)")
          seen[place] = keyword
        }
      }
    }
  }

  @Test("a word that stands among reserved words is none of them") func reserved() {
    // Functions stand before a bracket, where `last` is one.
    let exempt: Set<Keyword.Kind> = [.clause, .operator, .function, .command]
    for keyword in table.keywords where !exempt.contains(keyword.kind) {
      for spelling in keyword.spellings where spelling != "any" && spelling != "任意" {
        #expect(!table.isReserved(spelling), "\(spelling) of \(keyword.kind) is reserved")
      }
    }
  }

  @Test("every word can be typed without backticks") func typed() {
    for spelling in table.keywords.flatMap(\.spellings) {
      let tokens = Lexer().tokens(of: "x \(spelling)")
      #expect(tokens.dropFirst().first?.kind == .word(spelling), "\(spelling)")
    }
  }

  @Test("a word is found by spelling, kind and scope") func lookup() {
    #expect(table.keyword("漏斗", .verb)?.english == "funnel")
    #expect(table.keyword("漏斗", .chart)?.english == "funnel")
    #expect(table.keyword("Funnel", .verb)?.english == "funnel")
    #expect(table.keyword("mean", .function)?.english == "avg")
    #expect(table.keyword("exit", .command)?.english == "quit")
    #expect(table.keyword("覆盖", .facet, in: "channel")?.english == "reach")
    #expect(table.keyword("覆盖", .facet) == nil)
    #expect(table.keyword("目标树", .subcommand, in: "goal")?.english == "tree")
    #expect(table.canonical("收入", [.variant, .metric]) == "revenue")
    #expect(table.canonical("pay", [.metric, .function]) == nil)
  }

  @Test("names of the data keep their case: Week is a column, week the time") func exactness() {
    #expect(table.keyword("week", .time)?.english == "week")
    #expect(table.keyword("Week", .time) == nil)
    #expect(table.keyword("Revenue", .metric) == nil)
    #expect(table.isReserved("FROM") && table.isReserved("期间") && !table.isReserved("first"))
  }

  @Test("a canonical word has one spelling in each language") func spelling() {
    #expect(table.spelling(of: "from", [.clause], language: .chinese) == "来自")
    #expect(table.spelling(of: "from", [.clause], language: .english) == "from")
    #expect(table.spelling(of: "sql", [.command], language: .chinese) == "sql")
    #expect(table.spelling(of: "reach", [.facet], in: "content", language: .chinese) == "覆盖")
    #expect(table.spelling(of: "pay", [.metric], language: .english) == nil)
    #expect(table.clause("从") == .from && table.clause("到") == .until && table.clause("x") == nil)
  }
}
