import Engine
import Language
import Reporting

extension LTV {
  /// What `using` and `with` say.
  struct Words {
    private(set) var isProjected: Word?
    private(set) var forcesRevenue: Word?
    private(set) var isNet: Word?
    private(set) var keepsImmature: Word?
    private(set) var margin: Double?
    private(set) var age: AgeUnit?
    private(set) var discount = 0.0
    private(set) var trim = 0.0
    /// Settings by their key, for those that need more than their own value.
    private(set) var written: [String: Setting] = [:]

    /// Throws E372 for two that exclude each other, E373 for values that are not of their form.
    init(_ call: VerbCall, in scope: Scope) throws(Diagnostic) {
      if case .using(let words) = call.clause(.using)?.body {
        try read(words)
      }
      guard case .with(let settings) = call.clause(.with)?.body else { return }
      for setting in settings {
        written[setting.key.text] = setting
        try read(setting, in: scope)
      }
      if let forced = forcesRevenue, margin != nil, let key = written["margin"]?.key {
        throw .excludeEachOther(forced, key)
      }
    }

    private mutating func read(_ words: [Word]) throws(Diagnostic) {
      var historical: Word?
      for word in words {
        switch word.text {
        case "projected": isProjected = word
        case "historical": historical = word
        case "revenue": forcesRevenue = word
        case "net": isNet = word
        case "all": keepsImmature = word
        default: continue
        }
      }
      if let historical, let projected = isProjected {
        throw .excludeEachOther(historical, projected)
      }
    }

    private mutating func read(_ setting: Setting, in scope: Scope) throws(Diagnostic) {
      let span = setting.key.place.span
      switch setting.key.text {
      case "margin":
        margin = try Self.share(setting, 0...1, in: scope)
        if margin == nil {
          throw .badValue("margin", Phrase("a share up to 100%", "不超过 100% 的比例"), "40%", at: span)
        }
      case "discount":
        guard let value = try Self.share(setting, 0...1, in: scope) else {
          throw .badValue("discount", Phrase("a share for each month", "每月的比例"), "1%", at: span)
        }
        discount = value
      case "trim":
        guard let value = try Self.share(setting, 0...0.5, in: scope), value < 0.5 else {
          throw .badValue(
            "trim", Phrase("a share under 50%", "小于 50% 的比例"), "1%", at: span)
        }
        trim = value
      case "age":
        guard case .name(let name) = setting.value, let unit = AgeUnit(rawValue: name.text) else {
          throw .badValue(
            "age", Phrase("day, week or month", "day、week 或 month"), "week", at: span)
        }
        age = unit
      case "immature":
        guard case .name(let name) = setting.value, name.text == "show" else {
          throw .badValue("immature", Phrase("show", "show"), "show", at: span)
        }
        keepsImmature = keepsImmature ?? setting.key
      default: return
      }
    }

    /// A share in these bounds; nil for anything else.
    static func share(
      _ setting: Setting, _ bounds: ClosedRange<Double>, in scope: Scope
    ) throws(Diagnostic) -> Double? {
      guard case .literal(let literal, _) = setting.value,
        let value = try scope.number(literal, at: setting.key.place.span), bounds.contains(value)
      else { return nil }
      return value
    }
  }

  /// The horizon of `within`.
  static func horizon(of call: VerbCall, in scope: Scope) throws(Diagnostic) -> CalendarSpan {
    guard let clause = call.clause(.within), case .within(let duration, let each) = clause.body
    else { return defaultHorizon }
    let span = clause.place.span
    guard !each else { throw .noEach(at: span) }
    let horizon = try scope.span(duration, at: span)
    let days: Int? =
      switch horizon.unit {
      case .day: horizon.count
      case .week: horizon.count.multipliedReportingOverflow(by: 7).partialValue
      case .month: horizon.count.multipliedReportingOverflow(by: 31).partialValue
      case .quarter: horizon.count.multipliedReportingOverflow(by: 92).partialValue
      case .year: horizon.count.multipliedReportingOverflow(by: 366).partialValue
      case .hour, .minute, .second: nil
      }
    guard let days, (0...longestHorizon).contains(days) else { throw .badHorizon(at: span) }
    return horizon
  }

  /// Throws E214 for a chart that it does not draw.
  static func chart(of call: VerbCall) throws(Diagnostic) -> ChartKind? {
    guard case .chart(let word) = call.clause(.chart)?.body else { return nil }
    if let kind = ChartKind(rawValue: word.text) { return kind }
    throw .noSuchChart(word, verb: "ltv", among: ChartKind.allCases.map(\.rawValue))
  }

  /// Throws E374 for users of two populations, of whom neither are the ones to keep.
  static func saving(of call: VerbCall) throws(Diagnostic) -> String? {
    guard case .as(let word) = call.clause(.as)?.body else { return nil }
    if let compare = call.clause(.compare) { throw .comparedUsers(at: compare.place.span) }
    return word.text
  }
}
