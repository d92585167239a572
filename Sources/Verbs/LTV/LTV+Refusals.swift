import Engine
import Language
import Reporting

extension Diagnostic {
  /// E403: nothing says which numbers are money.
  static func noAmount(at span: Span) -> Diagnostic {
    let notes = [
      Phrase(
        "say which column of the events holds the payments: map amount=COLUMN",
        "指明事件表中哪一列是支付金额：映射 amount=列名"),
      Phrase(
        "without payments, by a formula: ltv using projected with arpa=20, margin=80%, churn=5%",
        "没有支付数据时可用公式：生命周期价值 口径 推算 参数 arpa=20, margin=80%, churn=5%"),
    ]
    return Diagnostic(
      "E403", Phrase("this dataset has no amount of money", "该数据集没有金额"), at: span,
      hint: Phrase("no column is mapped as amount", "没有列映射为金额"), notes: notes)
  }

  /// E309: a horizon that is no number of days.
  static func badHorizon(at span: Span) -> Diagnostic {
    Diagnostic(
      "E309",
      Phrase("expected a horizon of whole days up to ten years", "窗口期应为整天，最长十年"), at: span,
      notes: [Phrase("for example within 90d or within 12mo", "例如 窗口 90d 或 窗口 12mo")])
  }

  /// E309: a user has one horizon.
  static func noEach(at span: Span) -> Diagnostic {
    Diagnostic(
      "E309",
      Phrase("the horizon runs from the acquisition alone", "窗口期只从获取时起算"), at: span,
      notes: [Phrase("leave out 'each': within 90d", "去掉“每步”：窗口 90d")])
  }

  /// E370: `cac=` is neither an amount nor a table.
  static func badCAC(_ tables: [String], at span: Span) -> Diagnostic {
    let table = tables.first
    return Diagnostic(
      "E370",
      Phrase(
        "expected an amount or a table of spend after 'cac='", "'cac=' 之后应为金额或花费表"),
      at: span,
      notes: [
        table.map {
          Phrase("for example with cac=\($0) or with cac=30", "例如 参数 cac=\($0) 或 参数 cac=30")
        } ?? Phrase("for example with cac=30", "例如 参数 cac=30")
      ])
  }

  /// E370: a table that does not say how much was spent when.
  static func noSpend(in table: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E370",
      Phrase(
        "'\(table)' does not say how much was spent when", "'\(table)' 没有说明何时花了多少钱"),
      at: span,
      notes: [
        Phrase(
          "map its columns: map \(table) time=COLUMN amount=COLUMN role=costs",
          "映射它的列：映射 \(table) time=列名 amount=列名 role=costs")
      ])
  }

  /// E371: what was spent is not told by this dimension.
  static func notSpentBy(_ dimension: String, in table: TableSummary, at span: Span) -> Diagnostic {
    let roles = ["time", "amount", "cost"].compactMap { table.mapping[$0] }
    let known = table.columns.filter { $0.type == .text && !roles.contains($0.name) }.map(\.name)
    let list = known.prefix(6).joined(separator: ", ")
    return Diagnostic(
      "E371",
      Phrase(
        "'\(table.name)' does not say what was spent by \(dimension)",
        "'\(table.name)' 没有按 \(dimension) 记录花费"), at: span,
      notes: [
        list.isEmpty
          ? Phrase(
            "it tells spend by time alone, for example by month", "它只按时间记录花费，例如 按 月")
          : Phrase(
            "it tells spend by time and: \(list)", "它按时间和这些列记录花费：\(list)"),
        Phrase(
          "one cost for every user: with cac=30", "每个用户同一成本：参数 cac=30"),
      ])
  }

  /// E372: two words that exclude each other.
  static func excludeEachOther(_ first: Word, _ second: Word) -> Diagnostic {
    let (one, other) = (Phrase.usingWord(first.text), Phrase.usingWord(second.text))
    return Diagnostic(
      "E372",
      Phrase(
        "'\(first.text)' and '\(second.text)' exclude each other",
        "'\(one.chinese)' 与 '\(other.chinese)' 不能同时使用"),
      at: second.place.span,
      notes: [
        Phrase("leave one of them out", "请去掉其中一个")
      ])
  }

  /// E373: a setting whose value is not of its form.
  static func badValue(
    _ key: String, _ expected: Phrase, _ example: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E373",
      Phrase(
        "expected \(expected.english) after '\(key)='", "'\(key)=' 之后应为\(expected.chinese)"),
      at: span,
      notes: [
        Phrase("for example with \(key)=\(example)", "例如 参数 \(key)=\(example)")
      ])
  }

  /// E374: of two populations neither is the one to save.
  static func comparedUsers(at span: Span) -> Diagnostic {
    Diagnostic(
      "E374", Phrase("a comparison is not saved as users", "对比的结果不能存为用户"), at: span,
      notes: [
        Phrase("leave out 'compare' to save the users", "去掉“对比”即可保存用户")
      ])
  }

  /// E376: rows are cut by their number.
  static func noShare(at span: Span) -> Diagnostic {
    Diagnostic(
      "E376", Phrase("groups are cut by their number", "分组按个数截取"), at: span,
      notes: [
        Phrase("for example limit 10", "例如 取 10"),
        Phrase(
          "the users of the greatest value: segment by value limit 20%",
          "价值最高的用户：分群 按 价值 取 20%"),
      ])
  }
}
