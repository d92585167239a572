import Language
import Reporting

extension ConditionReader {
  /// E310: the two sides of a comparison are of different types.
  func mismatch(
    _ left: TypedOperand, _ expected: ValueType, found: Phrase, at span: Span
  ) -> Diagnostic {
    let example = left.example(in: dataset)
    var notes = [
      Phrase("'\(left.text)' is ", "'\(left.text)' 是") + left.type.phrase
        + Phrase(", for example \(example)", "，例如 \(example)")
    ]
    if left.type == expected {
      notes.append(Phrase("for example \(left.text) = \(example)", "例如 \(left.text) = \(example)"))
    }
    return Diagnostic(
      "E310",
      Phrase("expected ", "此处应为") + expected.phrase + Phrase(", found ", "，却是 ") + found,
      at: span, notes: notes)
  }

  /// E312: a value stands where a condition is needed.
  func untested(_ value: TypedOperand, at span: Span) -> Diagnostic {
    let example = value.example(in: dataset)
    return Diagnostic(
      "E312",
      Phrase(
        "expected a condition, found the value '\(value.text)'", "此处应为条件，却是值 '\(value.text)'"),
      at: span,
      notes: [
        Phrase(
          "compare it: \(value.text) = \(example)", "请加上比较：\(value.text) = \(example)")
      ])
  }

  /// E311: the arguments are not those of the function.
  func wrongArguments(_ call: Call, at span: Span) -> Diagnostic {
    let name = call.function.text
    let form =
      switch name {
      case "sum", "avg", "mean", "min", "max": "\(name)(EVENT.NAME, last 90 days)"
      case "first", "last": "\(name)(EVENT), \(name)(EVENT.NAME)"
      case "member": "member(SEGMENT)"
      default: "\(name)(EVENT, last 90 days)"
      }
    return Diagnostic(
      "E311", Phrase("'\(name)' does not take this", "'\(name)' 不接受这样的参数"), at: span,
      notes: [Phrase("its form: \(form)", "写法：\(form)")])
  }

  func pathNotYet(_ call: Call, at span: Span) -> Diagnostic {
    Diagnostic(
      "E204",
      Phrase(
        "a path inside '\(call.function.text)' is not in this version yet",
        "'\(call.function.text)' 中的路径本版本尚未支持"), at: span,
      notes: [
        Phrase(
          "one event after another: did(pay, within 7d of signup)",
          "两个事件先后发生：发生(支付, 7天内 起于 注册)")
      ])
  }

  private static let functions = [
    "did", "count", "sum", "avg", "min", "max", "days", "days_since", "first", "last", "member",
  ]

  /// E204: a function that this version does not compute.
  func functionNotYet(_ word: Word) -> Diagnostic {
    let list = Self.functions.joined(separator: ", ")
    return Diagnostic(
      "E204", Phrase("'\(word.text)' is not in this version yet", "'\(word.text)' 本版本尚未支持"),
      at: word.place.span,
      notes: [Phrase("figures of a user now: \(list)", "目前的用户函数：\(list)")])
  }

  /// E212: no figure of a user has this name.
  func unknownFunction(_ word: Word) -> Diagnostic {
    let list = Self.functions.joined(separator: ", ")
    return Diagnostic(
      "E212", Phrase("unknown function '\(word.text)'", "未知函数 '\(word.text)'"),
      at: word.place.span,
      notes: [Phrase("figures of a user: \(list)", "用户函数：\(list)")],
      suggestion: Suggestion.closest(to: word.text, among: Self.functions))
  }

  /// E314: a filter of events asks for a figure of the user.
  func callInFilter(_ call: Call) -> Diagnostic {
    Diagnostic(
      "E314",
      Phrase(
        "expected a property of the event, found '\(call.function.text)(…)'",
        "此处应为事件的属性，却是 '\(call.function.text)(…)'"), at: call.place.span,
      notes: [
        Phrase(
          "brackets choose events, where chooses users: where \(CanonicalText.call(call)) …",
          "方括号选事件，其中 选用户：其中 \(CanonicalText.call(call)) …")
      ])
  }

  /// E314: `[visit.channel = …]` names an event inside the filter of one.
  func qualifiedInFilter(_ name: Name) -> Diagnostic {
    Diagnostic(
      "E314",
      Phrase(
        "expected a property of the event, found '\(name.text)'",
        "此处应为事件的属性，却是 '\(name.text)'"), at: name.place.span,
      notes: [
        Phrase(
          "a filter speaks of its own event: \(name.word.text)",
          "过滤条件只说本事件的属性：\(name.word.text)")
      ], suggestion: name.word.text)
  }
}

extension ConditionReader {
  /// E315: a period of the calendar where no event gives the time.
  func noTime(_ word: Word) -> Diagnostic {
    Diagnostic(
      "E315",
      Phrase(
        "users have no time of their own to be cut by \(word.text)",
        "用户本身没有时间，无法按 \(word.text) 划分"), at: word.place.span,
      notes: [
        Phrase(
          "one \(word.text) at a time: segment where did(any, 2024-03)",
          "一次看一段时间：分群 其中 发生(任意, 2024-03)")
      ])
  }
}
