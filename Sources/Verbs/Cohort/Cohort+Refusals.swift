import Language
import Reporting

extension Diagnostic {
  /// E350: two words after `using` that exclude each other.
  static func twoReadings(_ first: Word, _ second: Word) -> Diagnostic {
    let (one, other) = (Phrase.usingWord(first.text), Phrase.usingWord(second.text))
    return Diagnostic(
      "E350",
      Phrase(
        "'\(first.text)' and '\(second.text)' exclude each other",
        "'\(one.chinese)' 与 '\(other.chinese)' 不能同时使用"),
      at: second.place.span,
      notes: [
        Phrase("keep one of them: using \(first.text)", "只保留一个：口径 \(one.chinese)")
      ])
  }

  /// E351: entering every period needs periods.
  static func recurringPeriod(at span: Span) -> Diagnostic {
    Diagnostic(
      "E351",
      Phrase(
        "'recurring' enters users in every period, but no period is given",
        "'每期进入' 需要时间段，但没有给出"), at: span,
      notes: [Phrase("for example by week using recurring", "例如 按 周 口径 每期进入")])
  }

  /// E351: the first inside the range needs a range.
  static func inWhichRange(at span: Span) -> Diagnostic {
    Diagnostic(
      "E351",
      Phrase(
        "'in_range' takes the first start inside the range, but no range is given",
        "'期间首次' 取范围内的首次，但没有给出范围"), at: span,
      notes: [
        Phrase(
          "for example using in_range during 2024Q1", "例如 期间 2024Q1 口径 期间首次")
      ])
  }

  /// E352: a setting whose value is not of its form.
  static func badSetting(
    _ key: String, _ expected: Phrase, _ example: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E352",
      Phrase(
        "expected \(expected.english) after '\(key)='", "'\(key)=' 之后应为 \(expected.chinese)"),
      at: span,
      notes: [Phrase("for example with \(example)", "例如 参数 \(example)")])
  }

  /// E353: `at`, `within` and `brackets` each name the columns.
  static func columnsTwice(at span: Span) -> Diagnostic {
    Diagnostic(
      "E353",
      Phrase(
        "the columns are named twice: by 'at', 'within' or brackets",
        "列被指定了两次：时点、窗口、brackets 只能用一个"), at: span,
      notes: [
        Phrase("keep one of them, for example at d1, d7", "只保留一个，例如 时点 次日, 第7日")
      ])
  }

  /// E353: readings that speak of single periods.
  static func noBrackets(_ reading: Cohort.Reading, at span: Span) -> Diagnostic {
    let word = Phrase.usingWord(reading.rawValue)
    return Diagnostic(
      "E353",
      Phrase(
        "brackets cannot be read as '\(reading.rawValue)'",
        "brackets 不能与口径 '\(word.chinese)' 同用"), at: span,
      hint: Phrase("a bracket says itself which periods count", "区间本身已说明哪些期计入"),
      notes: [
        Phrase("for example with brackets=(1..3, 4..7)", "例如 参数 brackets=(1..3, 4..7)")
      ])
  }

  /// E353: `within` is a reading of its own.
  static func plainWithin(at span: Span) -> Diagnostic {
    Diagnostic(
      "E353",
      Phrase(
        "'within' counts elapsed time from the start and takes no other reading",
        "'窗口' 按自起点起的时长计，不能再用其他口径"), at: span,
      notes: [
        Phrase("for example cohort pay -> pay within 30d", "例如 留存 支付 -> 支付 窗口 30d")
      ])
  }

  /// E354: a cohort follows from E0 to E1, with no step between them to pass over.
  static func optionalStep(at span: Span) -> Diagnostic {
    Diagnostic(
      "E354", Phrase("a cohort has no optional step", "同期群没有可选步骤"), at: span,
      notes: [
        Phrase("for example cohort signup -> pay by week", "例如 留存 注册 -> 支付 按 周")
      ])
  }
}

extension Diagnostic {
  /// E357: a curve is laid through the offsets of a triangle.
  static func fitNeedsTriangle(at span: Span) -> Diagnostic {
    Diagnostic(
      "E357",
      Phrase(
        "a curve is fitted to all offsets of a period, not to chosen columns",
        "拟合曲线需要某一周期的全部期次，而不是选定的几列"), at: span,
      notes: [
        Phrase("for example by week with fit=power", "例如 按 周 参数 fit=power")
      ])
  }

  /// E358: stickiness and interval are no retention, and take less.
  static func notOfActivity(_ word: Word, _ what: Phrase, at span: Span) -> Diagnostic {
    let name = Phrase.usingWord(word.text)
    let query =
      word.text == "stickiness"
      ? Phrase("cohort any using stickiness by month", "留存 任意 口径 粘性 按 月")
      : Phrase("cohort any using interval", "留存 任意 口径 间隔")
    return Diagnostic(
      "E358",
      Phrase(
        "'\(word.text)' takes no \(what.english)", "口径 '\(name.chinese)' 不接受\(what.chinese)"),
      at: span, notes: [Phrase("for example ", "例如 ") + query])
  }
}

extension Phrase {
  /// A word after `using` as it is typed in each language.
  static func usingWord(_ english: String) -> Phrase {
    let chinese = KeywordTable.standard.spelling(of: english, [.variant], language: .chinese)
    return Phrase(english, chinese ?? english)
  }
}
