import Language
import Reporting
import Testing

/// The canonical English of one line, or its faults.
private func canonical(_ text: String) -> String {
  let parse = parse(text)
  if let fault = parse.diagnostics.first { return "\(fault.code) \(fault.message.english)" }
  return format(parse.script, .english)
}

private func statement(_ text: String) -> VerbCall? {
  guard case .analysis(let call)? = parse(text).script.statements.first?.kind else { return nil }
  return call
}

@Suite struct AmbiguityTests {
  @Test("a reserved word is a name between backticks, behind a dot, a dollar and an equals sign")
  func reserved() {
    for text in [
      "segment by `from`", "segment by x.from", "segment where x = $from", "ltv with touch=last",
      "segment where pay.`and` = 1", "ltv with touch=and, mode=任意", "segment from tiers.or",
    ] {
      #expect(faults(in: text) == [], "\(text)")
    }
    for word in ["from", "按", "and", "空", "any", "任意", "FROM", "last"] {
      #expect(!faults(in: "segment by \(word)").isEmpty, "\(word)")
      #expect(!faults(in: "segment where x = \(word)").isEmpty, "\(word)")
    }
    #expect(canonical("segment by `from`, `by`") == "segment by `from`, `by`")
    #expect(canonical("segment by `region`") == "segment by region")
  }

  @Test("all other words of the language are names where they mean nothing") func contextual() {
    for word in [
      "each", "of", "first", "desc", "previous", "user", "tokens", "add", "count", "rolling",
    ] {
      #expect(canonical("segment by \(word)") == "segment by \(word)")
      #expect(canonical("segment where \(word) = 1 as \(word)_1") != "", "\(word)")
    }
  }

  @Test("first in steps is the marker, before a bracket in an expression the function")
  func first() {
    #expect(canonical("漏斗 首个 支付 -> 评价") == "funnel first 支付 -> 评价")
    #expect(canonical("分群 按 首次(支付.渠道)") == "segment by first(支付.渠道)")
    #expect(canonical("segment by first(visit.channel)") == "segment by first(visit.channel)")
    #expect(canonical("funnel first(a or b) -> c") == "funnel first a or b -> c")
    let marked = statement("funnel first pay[x = 1] -> a")
    let grouped = statement("funnel (first pay)[x = 1] -> a")
    #expect(marked != nil && grouped != nil && marked != grouped)
    #expect(canonical("funnel (first pay)[x = 1] -> a") == "funnel (first pay)[x = 1] -> a")
    #expect(canonical("measure count(first pay)") == "measure count(first pay)")
    #expect(canonical("指标 次数(首个 (a 或 b)[x = 1])") == "measure count(first (a or b)[x = 1])")
    #expect(canonical("funnel `first` -> a") == "funnel `first` -> a")
  }

  @Test("last before a bracket is the function, otherwise the range") func last() {
    #expect(canonical("segment by last(pay.city) last 7d") == "segment by last(pay.city) last 7d")
    #expect(canonical("分群 按 末次(支付.城市) 最近7天") == "segment by last(支付.城市) last 7d")
    #expect(canonical("drivers last(pay) > 2024-01-01") == "drivers last(pay) > 2024-01-01")
    #expect(
      canonical("segment where count(pay, last 90 days) > 1")
        == "segment where count(pay, last 90d) > 1")
  }

  @Test("or binds tighter than the arrow, the question mark stands after the filter")
  func steps() {
    guard case .steps(let steps)? = statement("funnel a or b -> c[x = 1]? -> d")?.subject else {
      Issue.record("no steps")
      return
    }
    #expect(steps.map(\.alternatives.count) == [2, 1, 1])
    #expect(steps[1].alternatives[0].isOptional && steps[1].alternatives[0].filter != nil)
    #expect(!faults(in: "funnel a -> c?[x = 1]").isEmpty)
  }

  @Test("2024 is a number, a year only where a date is expected") func years() {
    #expect(statement("segment since 2024")?.clause(.since)?.body == .since(.year(2024)))
    #expect(statement("segment since 2024年")?.clause(.since)?.body == .since(.year(2024)))
    #expect(
      statement("segment compare 2023")?.clause(.compare)?.body
        == .compare(.period(.dates(.year(2023), to: nil))))
    guard case .where(let condition)? = statement("segment where a = 2024")?.clause(.where)?.body,
      case .comparison(.equal, _, let right) = condition.kind
    else {
      Issue.record("no comparison")
      return
    }
    #expect(right.kind == .literal(.number(2024)))
  }

  @Test("limit keeps its kind") func limits() {
    #expect(statement("segment limit 20")?.clause(.limit)?.body == .limit(.rows(20)))
    #expect(statement("segment limit 20%")?.clause(.limit)?.body == .limit(.share(0.2)))
    #expect(statement("segment limit $n")?.clause(.limit)?.body == .limit(.parameter("n")))
  }

  @Test("before in compare is the keyword; other compare words need backticks to be names")
  func compare() {
    #expect(canonical("segment compare before fix_pay") == "segment compare before fix_pay")
    #expect(canonical("分群 对比 之前 2024-04-01") == "segment compare before 2024-04-01")
    #expect(statement("segment compare rest")?.clause(.compare)?.body == .compare(.rest))
    guard
      case .compare(.names(let names))? = statement("segment compare `rest`, b.c")?.clause(
        .compare)?.body
    else {
      Issue.record("no names")
      return
    }
    #expect(names.map(\.text) == ["rest", "b.c"])
    #expect(canonical("segment compare `rest`") == "segment compare `rest`")
    #expect(canonical("segment compare last 30 days") == "segment compare last 30d")
  }

  @Test("从 before a date is since, before a name from") func from() {
    #expect(canonical("分群 从 loyal 从 2024-01-01") == "segment from loyal since 2024-01-01")
    #expect(canonical("分群 从 2024 到 2024-06") == "segment since 2024 until 2024-06")
    #expect(canonical("分群 从 (a 且 非 b)") == "segment from (a and not b)")
  }

  @Test("time words and models win over columns, which are qualified or quoted") func dimensions() {
    #expect(canonical("分群 按 周") == "segment by week")
    #expect(canonical("分群 按 users.周") == "segment by users.周")
    #expect(canonical("segment by `week`") == "segment by `week`")
    #expect(canonical("segment by Week") == "segment by Week")
    #expect(format(parse("segment by `week`").script, .chinese) == "分群 按 `week`")
    #expect(canonical("分群 按 注册.渠道, 任意.平台") == "segment by signup.渠道, any.平台")
  }

  @Test("event words are canonical only as events, metrics only as metrics") func words() {
    #expect(canonical("留存 注册 -> 活跃") == "cohort signup -> active")
    #expect(canonical("分群 按 注册") == "segment by 注册")
    #expect(canonical("漏斗 `注册` -> 关键事件") == "funnel `注册` -> key")
    #expect(canonical("指标 增长率(收入), 均值(评分)") == "measure growth(revenue), avg(评分)")
    #expect(canonical("分群 其中 评分 > 3 且 均值(支付.评分) > 3") == "segment where 评分 > 3 and avg(支付.评分) > 3")
    #expect(canonical("ltv 参数 metric=收入") == "ltv with metric=revenue")
    #expect(canonical("画像 来自 tiers.重点用户") == "profile from tiers.key")
    #expect(canonical("分群 其中 属于群(tiers.重点用户)") == "segment where member(tiers.key)")
  }

  @Test("a word keeps what was typed beside its canonical spelling") func typed() {
    guard case .metrics(let metrics)? = statement("指标 收入")?.subject,
      case .name(let word)? = metrics.first
    else {
      Issue.record("no metric")
      return
    }
    #expect(word.text == "revenue" && word.typed == "收入" && !word.quoted)
  }

  @Test("a minus before a number is its sign, and an arrow is no minus") func minus() {
    #expect(canonical("segment where a > -5") == "segment where a > -5")
    #expect(canonical("segment where a -5 > -(5)") == "segment where a - 5 > -(5)")
    #expect(canonical("funnel a->b") == "funnel a -> b")
    #expect(canonical("ltv with a=-5, b=-7d, c=-0") == "ltv with a=-5, b=-7d, c=0")
  }

  @Test("sort takes a point, settings take lists and ranges") func settings() {
    #expect(canonical("cohort sort d7 desc") == "cohort sort d7 desc")
    #expect(canonical("cohort with brackets=(1..3, 4..7)") == "cohort with brackets=(1..3, 4..7)")
    #expect(
      canonical("funnel a -> b within 1d using calendar with lost=3 as l")
        == "funnel a -> b within 1d using calendar with lost=3 as l")
    #expect(canonical("segment where a in (1..5, 'x')") == "segment where a in (1..5, \"x\")")
  }

  @Test("an id that a number would change stays as typed") func ids() {
    #expect(canonical("explain user 0042 segment") == "explain user `0042` segment")
    #expect(canonical("journey user 7238912738912738912") == "journey user `7238912738912738912`")
    #expect(canonical("journey user 1042") == "journey user 1042")
    #expect(canonical("journey user 'a-1'") == "journey user \"a-1\"")
  }

  @Test("推荐 is referral or recommendation, so the fault offers the choice") func choice() {
    let fault = parse("推荐 k").diagnostics.first
    #expect(fault?.code == "E202")
    #expect(fault?.notes.first?.chinese.contains("裂变") == true)
  }

  @Test("clauses mean the same in any order") func order() {
    #expect(parse("segment by a limit 3").script == parse("segment limit 3 by a").script)
    #expect(parse("segment by a").script != parse("segment by b").script)
    #expect(statement("segment limit 3 by a")?.clauses.map(\.keyword) == [.limit, .by])
  }
}
