import Engine
import Language
import Reporting

extension Feedback {
  /// What `within` and `with` say.
  struct Settings {
    private(set) var within = CalendarSpan(24, .hour)
    private(set) var alert: Double?
    private(set) var weighsRevenue = false
    private(set) var impactSpan: Span?

    /// Throws E381 for a word that the facets asked for have no use for, E382 for a value that is
    /// not of its form.
    init(
      _ call: VerbCall, facets: [Facet], breakdown: [Breakdown], in scope: Scope
    ) throws(Diagnostic) {
      func asks(_ question: Facet.Question) -> Bool {
        facets.contains { $0.question == question }
      }
      if let clause = call.clause(.within), case .within(let value, let each) = clause.body {
        guard asks(.response), !each else {
          throw .ofNoUse("within", of: .response, "response within 24h", at: clause.place.span)
        }
        within = try scope.span(value, at: clause.place.span)
        guard within.count > 0 else { throw .badWithin(at: clause.place.span) }
      }
      guard case .with(let settings) = call.clause(.with)?.body else { return }
      for setting in settings {
        let span = setting.key.place.span
        switch setting.key.text {
        case "alert":
          guard asks(.mentions), breakdown.contains(.period(.day)) else {
            throw .ofNoUse("alert", of: .mentions, "mentions by day with alert=3", at: span)
          }
          alert = try Self.number(setting, in: scope, at: span)
        case "impact":
          guard asks(.priority) else {
            throw .ofNoUse("impact", of: .priority, "priority with impact=revenue", at: span)
          }
          weighsRevenue = try Self.impact(setting, at: span)
          impactSpan = span
        case "topic":
          guard call.clause(.as) != nil else { throw .unnamedAnswers(at: span) }
        default: continue
        }
      }
    }

    private static func number(
      _ setting: Setting, in scope: Scope, at span: Span
    ) throws(Diagnostic) -> Double {
      if case .literal(var literal, _) = setting.value {
        if case .parameter(let name) = literal { literal = try scope.parameter(name, at: span) }
        if case .number(let value) = literal, value.isFinite, value > 0 { return value }
      }
      throw .badAnswerSetting("alert", Phrase("a number above zero", "大于零的数"), "alert=3", at: span)
    }

    private static func impact(_ setting: Setting, at span: Span) throws(Diagnostic) -> Bool {
      if case .name(let name) = setting.value {
        if name.text == "revenue" { return true }
        if name.text == "severity" { return false }
      }
      throw .badAnswerSetting(
        "impact", Phrase("severity or revenue", "severity 或 revenue"), "impact=revenue", at: span)
    }
  }

  /// Reads `as` and the setting `topic`.
  static func saving(
    of call: VerbCall, _ facets: [Facet], lexicon: TopicLexicon, in scope: Scope
  ) throws(Diagnostic) -> Saving? {
    guard let clause = call.clause(.as), case .as(let word) = clause.body else { return nil }
    if let compare = call.clause(.compare) { throw .savedAnswersCompared(at: compare.place.span) }
    let question = facets.first?.question ?? .nps
    if [.terms, .loop].contains(question) {
      throw .notSaved(question, at: clause.place.span)
    }
    var topic: Int?
    if case .with(let settings) = call.clause(.with)?.body {
      for setting in settings where setting.key.text == "topic" {
        let span = setting.key.place.span
        guard question.readsTopics else {
          throw .ofNoUse("topic", of: .topics, "topics with topic=… as …", at: span)
        }
        switch setting.value {
        case .name(let name): topic = try Self.topic(name.text, lexicon, at: span)
        case .literal(.text(let text), _): topic = try Self.topic(text, lexicon, at: span)
        default:
          throw .badAnswerSetting("topic", Phrase("a topic", "一个主题"), "topic=payment", at: span)
        }
      }
    }
    return Saving(name: word.text, topic: topic)
  }
}
