import Engine
import Language
import Reporting

extension Cohort {
  /// What `using` says.
  struct Words {
    private(set) var reading = Reading.exact
    private(set) var entry = Entry.first
    private(set) var isElapsed = false
    private(set) var keepsImmature = false
    /// `stickiness` or `interval`, which ask something else.
    private(set) var activity: Word?
    private var entryWord: Word?

    /// Throws E350 for two words that exclude each other.
    init(_ call: VerbCall) throws(Diagnostic) {
      guard case .using(let words) = call.clause(.using)?.body else { return }
      var readingWord: Word?
      if let word = words.first(where: { ["stickiness", "interval"].contains($0.text) }) {
        if let other = words.first(where: { $0.text != word.text }) {
          throw .twoReadings(word, other)
        }
        activity = word
      }
      for word in words {
        if let reading = Reading(rawValue: word.text) {
          if let other = readingWord, other.text != word.text { throw .twoReadings(other, word) }
          self.reading = reading
          readingWord = word
        } else if let entry = Entry(rawValue: word.text) {
          if let other = entryWord, other.text != word.text { throw .twoReadings(other, word) }
          self.entry = entry
          entryWord = word
        } else if word.text == "elapsed" || word.text == "hours" {
          isElapsed = true
        } else if word.text == "all" {
          keepsImmature = true
        }
      }
    }

    /// Throws E351 where an entry lacks the periods or the range it speaks of.
    func check(period: CalendarUnit?, range: InstantRange) throws(Diagnostic) {
      guard let entryWord else { return }
      if entry == .recurring, period == nil { throw .recurringPeriod(at: entryWord.place.span) }
      if entry == .inRange, range.isAll { throw .inWhichRange(at: entryWord.place.span) }
    }
  }

  /// What `with` says.
  struct Settings {
    struct Bracket {
      /// Of the bracket's own points; nil for bare numbers.
      let unit: CalendarUnit?
      let first: Int
      let last: Int
    }

    private(set) var average = Average.weighted
    private(set) var times = 1
    private(set) var showsImmature = false
    private(set) var brackets: (items: [Bracket], span: Span)?
    private(set) var fit: FitShape?
    private(set) var fitSpan: Span?

    /// Throws E321 and E352 for values that are not of their form.
    init(_ call: VerbCall, in scope: Scope) throws(Diagnostic) {
      guard let clause = call.clause(.with), case .with(let settings) = clause.body else { return }
      for setting in settings {
        let span = setting.key.place.span
        switch setting.key.text {
        case "average": average = try Self.average(setting, at: span)
        case "times": times = try Self.times(setting, in: scope, at: span)
        case "immature":
          guard case .name(let name) = setting.value, name.text == "show" else {
            throw .badSetting("immature", Phrase("show", "show"), "immature=show", at: span)
          }
          showsImmature = true
        case "brackets": brackets = (try Self.brackets(setting, in: scope, at: span), span)
        case "fit":
          guard case .name(let name) = setting.value, let shape = FitShape(rawValue: name.text)
          else {
            throw .badSetting(
              "fit", Phrase("sbg, power or exponential", "sbg、power 或 exponential"), "fit=sbg",
              at: span)
          }
          (fit, fitSpan) = (shape, span)
        default: continue
        }
      }
    }

    private static func average(_ setting: Setting, at span: Span) throws(Diagnostic) -> Average {
      if case .name(let name) = setting.value, let average = Average(rawValue: name.text) {
        return average
      }
      throw Diagnostic(
        "E321",
        Phrase(
          "expected weighted, simple or observed after 'average='",
          "'average=' 之后应为 weighted、simple 或 observed"), at: span,
        notes: [Phrase("for example with average=observed", "例如 参数 average=observed")])
    }

    private static func times(
      _ setting: Setting, in scope: Scope, at span: Span
    ) throws(Diagnostic) -> Int {
      var written: Literal?
      if case .literal(let literal, _) = setting.value {
        written = literal
        if case .parameter(let name) = literal { written = try scope.parameter(name, at: span) }
      }
      if case .number(let number) = written, let times = Int(exactly: number),
        (1...1_000_000).contains(times)
      {
        return times
      }
      throw .badSetting(
        "times", Phrase("a whole number from 1", "不小于 1 的整数"), "times=2", at: span)
    }

    private static func brackets(
      _ setting: Setting, in scope: Scope, at span: Span
    ) throws(Diagnostic) -> [Bracket] {
      var items: [Bracket] = []
      if case .list(let list) = setting.value {
        for item in list {
          guard let bracket = try Self.bracket(item, in: scope, at: span) else { break }
          items.append(bracket)
        }
        if items.count == list.count, (1...mostBrackets).contains(items.count) { return items }
      }
      throw .badSetting(
        "brackets", Phrase("offsets such as (1..3, 4..7)", "(1..3, 4..7) 这样的区间"),
        "brackets=(1..3, 4..7)", at: span)
    }

    private static let mostBrackets = 100

    private static func bracket(
      _ item: SettingItem, in scope: Scope, at span: Span
    ) throws(Diagnostic) -> Bracket? {
      guard let lower = try end(item.lower, in: scope, at: span) else { return nil }
      guard let written = item.upper else {
        return Bracket(unit: lower.unit, first: lower.offset, last: lower.offset)
      }
      guard let upper = try end(written, in: scope, at: span), upper.unit == lower.unit,
        lower.offset <= upper.offset
      else { return nil }
      return Bracket(unit: lower.unit, first: lower.offset, last: upper.offset)
    }

    private static func end(
      _ literal: Literal, in scope: Scope, at span: Span
    ) throws(Diagnostic) -> (unit: CalendarUnit?, offset: Int)? {
      switch literal {
      case .number(let number):
        guard let offset = Int(exactly: number), (0...100_000).contains(offset) else { return nil }
        return (nil, offset)
      case .point(let point): return point.isInReach ? (point.calendarUnit, point.offset) : nil
      case .parameter(let name):
        let value = try scope.parameter(name, at: span)
        if case .parameter = value { return nil }
        return try end(value, in: scope, at: span)
      default: return nil
      }
    }
  }
}
