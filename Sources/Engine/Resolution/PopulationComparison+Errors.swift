import Language
import Reporting

extension Diagnostic {
  /// E346: a period that is running would be held against a whole one.
  static func runningPeriod(asof day: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E346",
      Phrase(
        "this period is not over on \(day), and the one before it is whole",
        "本期到 \(day) 尚未结束，而上期是完整的"), at: span,
      notes: [
        Phrase(
          "as many days of both: using partial; or a whole period: last 30 days",
          "两期取相同天数：口径 含未完；或用完整时段：最近30天")
      ])
  }

  /// E355: a range to compare with needs one of its own.
  static func compareNeedsRange(at span: Span) -> Diagnostic {
    Diagnostic(
      "E355",
      Phrase(
        "another range is compared, but this one has no beginning", "要与另一时间范围对比，但本范围没有起点"),
      at: span,
      notes: [
        Phrase("for example during 2024-02 compare previous", "例如 期间 2024-02 对比 上期")
      ])
  }

  /// E355: a day outside the range leaves one side without a day.
  static func outsideRange(at span: Span) -> Diagnostic {
    Diagnostic(
      "E355", Phrase("this day leaves one side without a day", "该日使一侧没有任何一天"), at: span,
      notes: [
        Phrase(
          "for example compare before 2024-04-01, inside the range",
          "例如 对比 之前 2024-04-01，须在范围之内")
      ])
  }

  /// E355: the rest of all users is nobody.
  static func restOfWhat(_ verb: String, at span: Span) -> Diagnostic {
    let word = Phrase.word(verb)
    return Diagnostic(
      "E355",
      Phrase("the rest of all users is nobody", "全部用户之外没有其余用户"), at: span,
      notes: [
        Phrase(
          "choose users first: \(word.english) … where did(pay) compare rest",
          "先选出用户：\(word.chinese) … 其中 发生(支付) 对比 其余")
      ])
  }

  /// E355: a name that stands for no day.
  static func undated(_ name: Name) -> Diagnostic {
    Diagnostic(
      "E355",
      Phrase("'\(name.text)' stands for no day", "'\(name.text)' 不代表任何日期"),
      at: name.place.span,
      notes: [
        Phrase("type the day: compare before 2024-04-01", "请写日期：对比 之前 2024-04-01")
      ])
  }

  /// E347: nobody was held out of anything.
  static func noControl(at span: Span) -> Diagnostic {
    Diagnostic(
      "E347",
      Phrase("this dataset has no control group", "该数据集没有对照组"), at: span,
      notes: [
        Phrase(
          "a table with users and a column 'variant' that says 'control' has one;"
            + " or compare two saved segments: compare A, B",
          "含用户与 variant 列（取值 control）的表即有对照组；也可对比两个已存分群：对比 A, B")
      ])
  }

  /// E348: one of several experiments must be named, or the named one is not there.
  static func whichExperiment(
    _ typed: String?, among names: [String], at span: Span
  ) -> Diagnostic {
    let list = names.prefix(8).joined(separator: ", ")
    let example = names.first ?? "NAME"
    return Diagnostic(
      "E348",
      typed.map {
        Phrase("unknown experiment '\($0)'", "未知的实验 '\($0)'")
      }
        ?? Phrase(
          "\(names.count) experiments have a control group", "有 \(names.count) 个实验设有对照组"),
      at: span,
      notes: [
        Phrase("they are: \(list)", "它们是：\(list)"),
        Phrase(
          "choose one: compare control with experiment=\(example)",
          "请选一个：对比 对照组 参数 experiment=\(example)"),
      ], suggestion: typed.flatMap { Suggestion.closest(to: $0, among: names) })
  }
}
