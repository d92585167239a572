import Language
import Reporting
import Statistics

/// Random syntax trees in the form that the parser gives them.
///
/// Names are drawn from a pool of traps: reserved words, words of the language in both languages,
/// names that look like points or durations, names with spaces and backticks.
struct TreeSource {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  static let nowhere = Place(Span(0, 0))

  private static let traps = [
    "pay", "visit", "支付", "会员2", "v2", "d7", "W4", "from", "按", "first", "首个", "首次", "any",
    "任意", "a b", "a`b", "7x", "week", "月", "rfm", "价值", "活跃", "active", "注册", "signup", "key",
    "重点用户", "revenue", "收入", "转化", "rest", "上期", "次日", "第7日", "s", "天", "day", "and", "且",
    "count", "次数", "within", "user", "desc", "各 种", "naïve", "-", "`", "last", "of", "each", "K因子",
    "before", "previous", "And", "pay.amount", "Ａ", "done", "完成", "rolling", "滚动", "heat", "。",
    "#x",
  ]

  // MARK: Drawing

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  mutating func list<Element>(
    _ most: Int = 3, _ element: (inout TreeSource) -> Element
  ) -> [Element] {
    (0..<(1 + below(most))).map { _ in element(&self) }
  }

  /// A name of the data, or a word of these kinds.
  mutating func word(_ kinds: [Keyword.Kind] = []) -> Word {
    let keywords = kinds.flatMap { KeywordTable.standard.keywords($0) }
    if !keywords.isEmpty, chance(50) { return Word(pick(keywords).english, at: Self.nowhere) }
    let text = pick(Self.traps)
    // Another spelling of a word of the language can only come from between backticks.
    let isAlias = KeywordTable.standard.canonical(text, kinds).map { $0 != text } ?? false
    return Word(text, quoted: isAlias || chance(20), at: Self.nowhere)
  }

  mutating func name(_ kinds: [Keyword.Kind] = [], part: [Keyword.Kind] = []) -> Name {
    if chance(30) { return Name(word(part), in: word(), at: Self.nowhere) }
    return Name(word(kinds), at: Self.nowhere)
  }

  // MARK: Values

  mutating func number() -> Double {
    switch below(5) {
    case 0: return Double(below(10))
    case 1: return Double(below(1_000_000)) / 1000
    case 2: return Double.random(in: 0..<1, using: &random)
    case 3: return Double(below(1_000_000_000)) * 1_000_000
    default: return Double.random(in: 0..<1, using: &random) / 1e9
    }
  }

  mutating func span() -> CalendarSpan {
    CalendarSpan(below(400), pick(CalendarSpan.Unit.allCases))
  }

  mutating func retentionPoint() -> RetentionPoint {
    RetentionPoint(pick([.day, .week, .month]), below(40))
  }

  mutating func parameter() -> String { pick(["n", "from", "天数", "d7", "last"]) }

  mutating func text() -> String {
    pick(["", "上海", "it's", "a\"b", "“c”", "x # y; z", "\"", "a\\", "2024-01-01", "—>", "。"])
  }

  /// A date that is no bare number.
  mutating func date() -> DateValue {
    switch below(4) {
    case 0: .day(year: 2000 + below(40), month: 1 + below(12), day: 1 + below(28))
    case 1: .week(year: 2000 + below(40), week: 1 + below(52))
    case 2: .month(year: 2000 + below(40), month: 1 + below(12))
    default: .quarter(year: 2000 + below(40), quarter: 1 + below(4))
    }
  }

  mutating func clauseDate() -> DateValue {
    switch below(5) {
    case 0: .year(1 + below(9998))
    case 1: .time("2024-03-15 13:00")
    case 2: .parameter(parameter())
    default: date()
    }
  }

  mutating func duration() -> DurationValue {
    chance(80) ? .span(span()) : .parameter(parameter())
  }

  mutating func period() -> Period {
    if chance(30) { return .last(duration()) }
    return .dates(clauseDate(), to: chance(50) ? clauseDate() : nil)
  }

  /// `isSigned`: in settings and arguments durations may be negative.
  mutating func literal(isSigned: Bool) -> Literal {
    let sign = chance(30) ? -1 : 1
    switch below(7) {
    case 0: return .text(text())
    case 1: return .number(number() * Double(sign))
    case 2: return .percent(number() / 1000 * Double(sign))
    case 3:
      let span = span()
      return .duration(CalendarSpan(isSigned ? span.count * sign : span.count, span.unit))
    case 4: return .date(date())
    case 5: return .point(retentionPoint())
    default: return .parameter(parameter())
    }
  }

  mutating func item() -> SettingItem {
    SettingItem(literal(isSigned: true), to: chance(40) ? literal(isSigned: true) : nil)
  }

  mutating func value(_ depth: Int, isSetting: Bool = false) -> SettingValue {
    switch below(4) {
    case 0: .literal(literal(isSigned: true), Self.nowhere)
    case 1:
      .name(
        isSetting && chance(70) ? Name(word([.metric]), at: Self.nowhere) : name())
    case 2 where depth > 0: .call(call(depth - 1))
    default: .list(list { $0.item() })
    }
  }

  // MARK: Events

  mutating func event(_ depth: Int, _ kinds: [Keyword.Kind] = [.eventWord]) -> EventSyntax {
    let isFirst = chance(20)
    var terms = list(2) { $0.term(depth, kinds) }
    // A group alone behind `first` is read as its members.
    if isFirst, terms.count == 1, case .group = terms[0].kind, terms[0].filter == nil {
      terms[0].isOptional = true
    }
    return EventSyntax(isFirst: isFirst, alternatives: terms, at: Self.nowhere)
  }

  mutating func term(_ depth: Int, _ kinds: [Keyword.Kind]) -> EventTerm {
    let kind: EventTerm.Kind
    switch below(6) {
    case 0: kind = .any
    case 1 where depth > 0: kind = .group(event(depth - 1, kinds))
    default:
      let word = word(kinds)
      kind = word.text == "any" && !word.quoted ? .any : .name(word)
    }
    return EventTerm(
      kind, filter: depth > 0 && chance(25) ? condition(depth - 1) : nil, isOptional: chance(10),
      at: Self.nowhere)
  }

  mutating func call(_ depth: Int) -> Call {
    let function = word([.function, .metric])
    let isKnown = !function.quoted
    let takesMetrics =
      isKnown
      && (function.text == "share"
        || KeywordTable.standard.keyword(function.text, .metric) != nil)
    let isMember = function.text == "member" && !function.quoted
    let arguments =
      below(3) == 0
      ? []
      : list { source -> Argument in
        switch source.below(6) {
        case 0: return .period(source.argumentPeriod(), Self.nowhere)
        case 1 where depth > 0:
          return .within(source.duration(), of: source.event(depth - 1), Self.nowhere)
        case 2:
          let literal = source.literal(isSigned: true)
          if case .date(let date) = literal {
            return .period(.dates(date, to: nil), Self.nowhere)
          }
          return .literal(literal, Self.nowhere)
        case 3 where depth > 0: return .call(source.call(depth - 1))
        default:
          let event = source.event(
            max(0, depth - 1), takesMetrics ? [.eventWord, .metric] : [.eventWord])
          if source.chance(30) {
            return .event(event, property: source.word(isMember ? [.part] : []), then: [])
          }
          let then = source.chance(20) ? source.list(2) { $0.event(max(0, depth - 1)) } : []
          return .event(event, property: nil, then: then)
        }
      }
    return Call(function, arguments, at: Self.nowhere)
  }

  /// Without a range a year is a number, a text a text and a parameter a parameter.
  private mutating func argumentPeriod() -> Period {
    switch below(3) {
    case 0: .last(duration())
    case 1: .dates(date(), to: nil)
    default: .dates(clauseDate(), to: clauseDate())
    }
  }
}
