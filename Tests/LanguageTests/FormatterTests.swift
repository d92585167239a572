import Language
import Reporting
import Testing

@Suite struct FormatterTests {
  @Test("clauses stand in the order of the language, one space apart") func order() {
    let text = "segment   limit 3 as x   by  region ,city where a=1  from  s"
    #expect(
      format(parse(text).script, .english)
        == "segment from s where a = 1 by region, city limit 3 as x")
    #expect(format(parse(text).script, .chinese) == "分群 来自 s 其中 a = 1 按 region, city 取 3 存为 x")
  }

  @Test("past eighty columns each clause has a line, and wide letters count two") func lines() {
    let fits = "segment where city = \"" + String(repeating: "a", count: 56) + "\""
    #expect(format(parse(fits).script, .english) == fits)
    let wide = "segment where city = \"" + String(repeating: "上", count: 29) + "\" by a"
    #expect(
      format(parse(wide).script, .english)
        == "segment\n  where city = \"" + String(repeating: "上", count: 29) + "\"\n  by a")
  }

  @Test(
    "brackets stay where they mean something and nowhere else",
    arguments: [
      ("a = 1 and (b = 2 or c = 3)", "a = 1 and (b = 2 or c = 3)"),
      ("((a = 1) and (b = 2)) or c = 3", "a = 1 and b = 2 or c = 3"),
      ("not (a = 1 and b = 2)", "not (a = 1 and b = 2)"),
      ("(not (a = 1)) and did(x)", "not a = 1 and did(x)"),
      ("(a + b) * c > a + (b * c)", "(a + b) * c > a + b * c"),
      ("a - (b - c) = (a - b) - c", "a - (b - c) = a - b - c"),
      ("a / (b * c) > -(a + b)", "a / (b * c) > -(a + b)"),
      ("a = 1 and (b = 2 and c = 3)", "a = 1 and (b = 2 and c = 3)"),
      ("not not a = 1", "not not a = 1"),
      ("x not in (1, 2) or x between (1 + 2) and 5", "x not in (1, 2) or x between 1 + 2 and 5"),
      ("x is not missing and y contains 'z'", "x is not missing and y contains \"z\""),
    ])
  func brackets(_ typed: String, _ canonical: String) {
    #expect(
      format(parse("segment where \(typed)").script, .english) == "segment where \(canonical)")
  }

  @Test(
    "numbers keep every digit and have no exponent",
    arguments: [
      ("0.1", "0.1"), ("3万", "30000"), ("1_000", "1000"), ("0.0000001", "0.0000001"),
      ("9007199254740992", "9007199254740992"), ("5.50%", "5.5%"), ("0.07%", "0.07%"),
      ("33.3%", "33.3%"), ("2亿", "200000000"), ("00.50", "0.5"),
    ])
  func numbers(_ typed: String, _ canonical: String) {
    #expect(format(parse("ltv with k=\(typed)").script, .english) == "ltv with k=\(canonical)")
  }

  @Test("a machine's column name is the canonical English of its dimension") func parts() {
    let formatter = Formatter(language: .english)
    guard
      case .analysis(let call)? = parse("漏斗 访问 -> 支付[金额 > 1] 按 首次(访问.渠道), 周 其中 a = 1").script
        .statements.first?.kind,
      case .by(let dimensions)? = call.clause(.by)?.body,
      case .where(let condition)? = call.clause(.where)?.body,
      case .steps(let steps)? = call.subject
    else {
      Issue.record("the query did not parse")
      return
    }
    #expect(dimensions.map(formatter.format(dimension:)) == ["first(访问.渠道)", "week"])
    #expect(formatter.format(expression: condition) == "a = 1")
    #expect(steps.map(formatter.format(event:)) == ["访问", "支付[金额 > 1]"])
    #expect(Formatter(language: .chinese).format(dimension: dimensions[1]) == "周")
  }
}
