import Language
import Reporting
import Testing

/// Every code of the language with the place that its carets mark.
@Suite struct FaultTests {
  static let signs: [FaultCase] = [
    FaultCase("segment by ⟦@⟧x", "E101", "unknown sign '@'"),
    FaultCase("segment where a ⟦==⟧ 1", "E101", "unknown sign '=='", suggestion: "="),
    FaultCase("segment where a ⟦<>⟧ 1", "E101", "unknown sign '<>'", suggestion: "!="),
    FaultCase("分群 其中 a = 1 ⟦＆＆⟧ b = 2", "E101", "unknown sign '&&'", suggestion: "and"),
    FaultCase("funnel a ⟦=>⟧ b", "E101", "unknown sign '=>'"),
    FaultCase(
      "segment by a⟦#⟧b", "E101", "unknown sign '#'", hint: "a comment needs a space before #"),
    FaultCase("segment by a ⟦|⟧ b", "E101", "unknown sign '|'"),
    FaultCase(
      "分群 其中 城市 = ⟦“⟧上海", "E102", "expected a closing “, found the end of the line",
      hint: "opened here"),
    FaultCase("segment by ⟦`⟧a b", "E102", "expected a closing `, found the end of the line"),
    FaultCase("segment by ⟦``⟧", "E102", "expected a name between the backticks, found nothing"),
    FaultCase("segment last 5⟦m⟧", "E103", "unknown unit 'm'", hint: "5min or 5mo"),
    FaultCase("segment where a = 3⟦x⟧", "E103", "unknown unit 'x'"),
    FaultCase("segment last ⟦1.5h⟧", "E103", "expected a whole number of units, found a fraction"),
    FaultCase(
      "segment limit ⟦99999999999999999999⟧", "E103",
      "expected a smaller number, found one too large"),
    FaultCase("cohort at ⟦d999999999⟧", "E103", "expected a smaller number, found one too large"),
    FaultCase(
      "segment since ⟦2024-02-30⟧", "E105", "expected a date of the calendar, found '2024-02-30'",
      hint: "that month has 29 days"),
    FaultCase(
      "segment since ⟦2024-W54⟧", "E105", "expected a date of the calendar, found '2024-W54'",
      hint: "2024 has 52 weeks"),
    FaultCase(
      "segment since ⟦2024/3/15⟧", "E105", "expected a date as 2024-03-15, found '2024/3/15'",
      suggestion: "2024-03-15"),
    FaultCase(
      "segment since ⟦2024-3⟧", "E105", "expected a date as 2024-03-15, found '2024-3'",
      suggestion: "2024-03"),
    FaultCase(
      "segment since ⟦2024-03-15 13:00⟧", "E105", "expected quotes round a time, found none",
      suggestion: "'2024-03-15 13:00'"),
    FaultCase(
      "分群 ⟦按渠道⟧", "E115", "expected a space in '按渠道', found none", hint: "written 按 渠道",
      suggestion: "按 渠道"),
    FaultCase("⟦分群按渠道⟧", "E115", "expected a space in '分群按渠道', found none", suggestion: "分群 按 渠道"),
    FaultCase(
      "分群 按 ⟦渠道最近⟧30天", "E115", "expected a space in '渠道最近', found none", suggestion: "渠道 最近"),
    FaultCase(
      "分群 最近⟦30天按⟧ 渠道", "E115", "expected a space in '30天按', found none", suggestion: "30天 按"),
    FaultCase(
      "留存 时点 ⟦第7日按⟧ 周", "E115", "expected a space in '第7日按', found none", suggestion: "第7日 按"),
    FaultCase(
      "分群 自 ⟦2024年3月按⟧ 周", "E115", "expected a space in '2024年3月按', found none",
      suggestion: "2024年3月 按"),
    FaultCase("⟦术语跳出率⟧", "E115", "expected a space in '术语跳出率', found none", suggestion: "术语 跳出率"),
    FaultCase("留存 ⟦7日留存⟧", "E116", "expected one reading of '7日留存', found two"),
  ]

  static let values: [FaultCase] = [
    FaultCase(
      "funnel signup -> pay within⟦⟧", "E104",
      "expected a duration after 'within', found the end of the line",
      hint: "for example 7d, 12h or 2w"),
    FaultCase(
      "漏斗 a -> b 窗口 ⟦第7日⟧", "E104", "expected a duration after '窗口', found the point 第7日",
      suggestion: "7d"),
    FaultCase(
      "segment last ⟦30⟧", "E104", "expected a duration after 'last', found the number 30",
      suggestion: "30d"),
    FaultCase(
      "segment last ⟦week⟧", "E104", "expected a duration after 'last', found 'week'",
      suggestion: "1w"),
    FaultCase(
      "segment since ⟦yesterday⟧", "E106", "expected a date after 'since', found 'yesterday'"),
    FaultCase(
      "ltv during 2024-01..⟦⟧", "E106", "expected a date after '..', found the end of the line"),
    FaultCase("segment until ⟦24⟧", "E106", "expected a date after 'until', found the number 24"),
    FaultCase(
      "segment since ⟦'noon'⟧", "E106", "expected a date after 'since', found the text 'noon'"),
    FaultCase(
      "segment compare before⟦⟧", "E106",
      "expected a date or the name of an action after 'before', found the end of the line"),
    FaultCase(
      "segment by ⟦from⟧ x", "E107", "expected a dimension after 'by', found 'from'",
      hint: "a word of the language; as a name: `from`"),
    FaultCase(
      "segment by ⟦d7⟧", "E107", "expected a dimension after 'by', found the point d7",
      hint: "as a name: `d7`"),
    FaultCase(
      "segment by a,⟦⟧", "E107", "expected a dimension after ',', found the end of the line"),
    FaultCase("segment by ⟦'x'⟧", "E107", "expected a dimension after 'by', found the text 'x'"),
    FaultCase(
      "segment from ⟦2024-01-01⟧", "E107",
      "expected a saved segment after 'from', found the date 2024-01-01",
      hint: "a date follows 'since'"),
    FaultCase("segment as⟦⟧", "E107", "expected a name after 'as', found the end of the line"),
    FaultCase(
      "segment using⟦⟧", "E107", "expected a variant after 'using', found the end of the line"),
    FaultCase(
      "segment compare⟦⟧", "E107",
      "expected what to compare with after 'compare', found the end of the line"),
    FaultCase("segment chart⟦;⟧", "E107", "expected a chart after 'chart', found ';'"),
    FaultCase(
      "funnel signup ->⟦⟧", "E108", "expected an event after '->', found the end of the line"),
    FaultCase(
      "funnel⟦⟧", "E108", "expected an event after 'funnel', found the end of the line",
      hint: "for example visit -> pay"),
    FaultCase("funnel a -> ⟦7d⟧", "E108", "expected an event after '->', found the duration 7d"),
    FaultCase(
      "segment where count(a, within 7d⟦)⟧ > 1", "E108",
      "expected 'of' and an event after '7d', found ')'"),
    FaultCase(
      "留存 时点 ⟦7日⟧", "E109", "expected a point after '时点', found the duration 7日", suggestion: "d7"),
    FaultCase(
      "cohort at ⟦7⟧", "E109", "expected a point after 'at', found the number 7", suggestion: "d7"),
    FaultCase(
      "segment where a =⟦⟧", "E110",
      "expected a value or a name after '=', found the end of the line"),
    FaultCase(
      "segment where a contains ⟦b⟧", "E110", "expected a text after 'contains', found 'b'"),
    FaultCase(
      "segment where a in ⟦b⟧", "E110", "expected a list in brackets after 'in', found 'b'"),
    FaultCase("segment with model ⟦bgnbd⟧", "E110", "expected '=' after 'model', found 'bgnbd'"),
    FaultCase(
      "segment with model=⟦⟧", "E110", "expected a value after '=', found the end of the line"),
    FaultCase(
      "segment limit ⟦1.5⟧", "E110",
      "expected a whole number or a share after 'limit', found the number 1.5"),
    FaultCase(
      "funnel a -> b excluding c between ⟦x⟧", "E110",
      "expected the number of a step after 'between', found 'x'"),
  ]

  static let structure: [FaultCase] = [
    FaultCase(
      "ltv where vip⟦⟧", "E111", "expected a comparison after 'vip', found the end of the line"),
    FaultCase(
      "segment where vip ⟦and⟧ a = 1", "E111", "expected a comparison after 'vip', found 'and'"),
    FaultCase(
      "segment where 1 < a ⟦<⟧ 5", "E111", "expected 'and', 'or' or a clause, found '<'",
      hint: "for a range: between 1 and 5"),
    FaultCase("segment where a > ⟦(b = 1)⟧", "E111", "expected a value, found a condition"),
    FaultCase("segment where a is ⟦null⟧", "E111", "expected 'missing' after 'is', found 'null'"),
    FaultCase(
      "segment where a between 1⟦⟧", "E111", "expected 'and' after '1', found the end of the line"),
    FaultCase("segment where (a = 1⟦⟧", "E112", "expected ')', found the end of the line"),
    FaultCase("segment where count(pay ⟦visit⟧) > 1", "E112", "expected ')', found 'visit'"),
    FaultCase("segment where a = 1⟦)⟧", "E112", "expected a clause or the end, found ')'"),
    FaultCase("funnel a[x = 1⟦)⟧ -> b", "E112", "expected ']', found ')'"),
    FaultCase("segment by a ⟦by⟧ b", "E113", "expected 'by' once, found it twice"),
    FaultCase("漏斗 a -> b 7天内 ⟦窗口⟧ 3天", "E113", "expected 'within' once, found it twice"),
    FaultCase("segment last 7d ⟦since⟧ 2024", "E114", "expected 'last' or 'since', found both"),
    FaultCase(
      "segment until 2024 ⟦during⟧ 2024", "E114", "expected 'until' or 'during', found both"),
    FaultCase("segment last 7d ⟦during⟧ 2024", "E114", "expected 'last' or 'during', found both"),
    FaultCase("funnel ⟦signup⟧ by x", "E118", "expected at least 2 steps after 'funnel', found 1"),
    FaultCase(
      "cohort a -> b -> ⟦c -> d⟧", "E118", "expected at most 2 steps after 'cohort', found 4"),
    FaultCase(
      "funnel visit⟦,⟧ pay", "E119", "expected '->' or a clause, found ','", suggestion: "->"),
    FaultCase("funnel visit ⟦pay⟧", "E119", "expected '->' or a clause, found 'pay'"),
    FaultCase(
      "ltv ⟦bby⟧ region", "E119", "expected a clause or the end, found 'bby'", suggestion: "by"),
    FaultCase(
      "segment ⟦region⟧", "E119", "expected a clause or the end, found 'region'",
      hint: "a dimension follows 'by': by region"),
    FaultCase(
      "漏斗 a -> b⟦，⟧最近 7天", "E119", "expected a clause or the end, found ','",
      hint: "clauses are parted by spaces alone"),
    FaultCase(
      "segment from a ⟦and⟧ b", "E119", "expected a clause or the end, found 'and'",
      hint: "a set stands in brackets: from (a and b)"),
    FaultCase(
      "ltv by x ⟦city⟧ = 'a'", "E119", "expected a clause or the end, found 'city'",
      hint: "a condition follows 'where'"),
    FaultCase(
      "feedback nps ⟦'x'⟧", "E119", "expected a part of feedback or a clause, found the text 'x'"),
    FaultCase("measure⟦⟧", "E120", "expected a metric after 'measure', found the end of the line"),
    FaultCase(
      "drivers⟦⟧", "E120", "expected a condition after 'drivers', found the end of the line"),
    FaultCase(
      "feedback ⟦npss⟧", "E120",
      "expected a part of feedback or a clause after 'feedback', found 'npss'", suggestion: "nps"),
    FaultCase(
      "journey ⟦afer⟧ visit", "E120",
      "expected 'after', 'before' or 'user' after 'journey', found 'afer'", suggestion: "after"),
    FaultCase("⟦`segment`⟧ by x", "E120", "expected a verb, found the name 'segment'"),
    FaultCase("goal⟦⟧", "E121", "expected what to do after 'goal', found the end of the line"),
    FaultCase(
      "goal ⟦chek⟧", "E121", "expected what to do after 'goal', found 'chek'", suggestion: "check"),
    FaultCase(
      "goal add order_rate 2%⟦⟧", "E121",
      "expected '->' and a target after '2%', found the end of the line"),
    FaultCase("action add ⟦fix⟧", "E121", "expected a text in quotes after 'add', found 'fix'"),
    FaultCase(
      "checklist mark crisis ⟦two⟧ done", "E121",
      "expected the number of an item after 'crisis', found 'two'"),
    FaultCase("segment as ⟦rest⟧", "E122", "expected a name of its own after 'as', found 'rest'"),
    FaultCase("分群 存为 ⟦`按`⟧", "E122", "expected a name of its own after '存为', found '按'"),
    FaultCase("explain⟦⟧", "E123", "expected a query after 'explain', found the end of the line"),
    FaultCase(
      "explain ⟦plann⟧ segment", "E123",
      "expected a query or a stage after 'explain', found 'plann'", suggestion: "plan"),
    FaultCase(
      "explain ⟦goal⟧ check", "E123", "expected a query that computes after 'explain', found 'goal'"
    ),
    FaultCase("define x ⟦users⟧(pay)", "E124", "expected '=' after 'x', found 'users'"),
    FaultCase(
      "define x = ⟦'a'⟧", "E124", "expected a metric or a number after '=', found the text 'a'"),
    FaultCase("⟦sgement⟧ by x", "E202", "unknown verb 'sgement'", suggestion: "segment"),
    FaultCase(
      "⟦by⟧ region", "E202", "unknown verb 'by'", hint: "a clause follows a verb: segment by region"
    ),
  ]

  static let slips: [FaultCase] = [
    FaultCase(
      "漏斗 a -> b ⟦在⟧7天内", "E119", "expected a clause or the end, found '在'",
      hint: "7天内 stands alone"),
    FaultCase(
      "留存 a -> b ⟦次日⟧", "E119", "expected a clause or the end, found the point 次日",
      hint: "points follow 'at'"),
    FaultCase(
      "ltv by x ⟦10⟧", "E119", "expected a clause or the end, found the number 10",
      hint: "a number follows 'limit'"),
    FaultCase(
      "ltv by x ⟦7d⟧", "E119", "expected a clause or the end, found the duration 7d",
      hint: "a duration follows 'within' or 'last'"),
    FaultCase(
      "ltv by x ⟦2024-03⟧", "E119", "expected a clause or the end, found the date 2024-03",
      hint: "a date follows 'since', 'until' or 'during'"),
    FaultCase(
      "ltv where a > 1⟦,⟧000", "E119", "expected a clause or the end, found ','",
      hint: "thousands are written 1_000 or 1000"),
    FaultCase(
      "ltv from a⟦,⟧ b", "E119", "expected 'and' or 'or', found ','",
      hint: "sets stand in brackets: from (a or b)"),
    FaultCase(
      "ltv from (a⟦,⟧ b)", "E119", "expected 'and' or 'or', found ','",
      hint: "sets stand in brackets: from (a or b)"),
    FaultCase(
      "test a ⟦b⟧", "E119", "expected '->' or a clause, found 'b'", hint: "a metric follows ->"),
    FaultCase(
      "feedback search ⟦慢⟧", "E119", "expected a part of feedback or a clause, found '慢'",
      hint: "a text is quoted: '慢'"),
    FaultCase(
      "measure a, ⟦by⟧ x", "E120", "expected a metric after ',', found 'by'",
      hint: "clauses are parted by spaces alone"),
    FaultCase(
      "ltv sort ⟦by⟧ x", "E120", "expected a metric after 'sort', found 'by'",
      hint: "without 'by', as sort dau desc"),
    FaultCase(
      "measure count(⟦*⟧)", "E108", "expected an event after '(', found '*'",
      hint: "every event is any"),
    FaultCase(
      "ltv where count(a ⟦where⟧ b = 1)", "E112", "expected ')', found 'where'",
      hint: "an event's filter stands in [ ]: pay[amount > 3]"),
    FaultCase(
      "ltv where pay⟦[⟧a = 1]", "E111", "expected a comparison after 'pay', found '['",
      hint: "an event stands in a function: did(pay[…])"),
    FaultCase(
      "funnel a[⟦where⟧ b = 1] -> c", "E110", "expected a value or a name after '[', found 'where'",
      hint: "the brackets alone make it a condition"),
    FaultCase(
      "define 付费率⟦2⟧ = dau", "E124", "expected '=' after '付费率', found the number 2",
      hint: "a name that ends in a digit: `付费率2`"),
  ]

  @Test("a common slip is told what to type instead", arguments: slips)
  func tellsSlips(_ fault: FaultCase) { fault.check(#_sourceLocation) }

  @Test("a fault of signs and numbers is marked where it is", arguments: signs)
  func marksSigns(_ fault: FaultCase) { fault.check(#_sourceLocation) }

  @Test("a fault of values and names is marked where it is", arguments: values)
  func marksValues(_ fault: FaultCase) { fault.check(#_sourceLocation) }

  @Test("a fault of structure is marked where it is", arguments: structure)
  func marksStructure(_ fault: FaultCase) { fault.check(#_sourceLocation) }

  @Test("each code has its case, and speaks Chinese as well") func codes() {
    let cases = Self.signs + Self.values + Self.structure + Self.slips
    let codes = Set(cases.map(\.code))
    for number in 101...124 where number != 117 { #expect(codes.contains("E\(number)")) }
    for fault in cases.flatMap({ parse($0.text).diagnostics }) {
      #expect(fault.message.english != fault.message.chinese)
      #expect(fault.message.english.unicodeScalars.allSatisfy { $0.value != 0x0A })
      #expect(fault.notes.count <= 3)
    }
  }
}
