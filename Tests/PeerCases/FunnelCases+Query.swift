import Engine
import Export

extension FunnelCases {
  /// The case in the query language.
  ///
  /// - Parameters:
  ///   - range: bounds the entries, in place of the range of the case.
  ///   - end: what stands behind all clauses.
  func query(
    by: [String] = [], settings: [String] = [], range: String? = nil, end: String = ""
  ) throws(PeerFault) -> String {
    guard let steps = params["steps"]?.listValue, steps.count >= 2 else {
      throw .broken("'steps' holds fewer than two")
    }
    var written: [String] = []
    for step in steps { written.append(try PeerQuery.event(step, in: world)) }
    var using: [String] = []
    var with = settings
    // Totals of other products than Mixpanel are our entries: an event serves one of them.
    let isTotal = ["totals", "totals_exclusive"].contains(peerCase.kind)
    let rules: Rules = isTotal && self.rules != .mixpanel ? .ours : self.rules
    if rules != .ours { using.append(rules.rawValue) }
    using += try order()
    let window = try window()
    if window.isCalendar { using.append("calendar") }
    using += counted()
    with += try held()
    if let unit = params["aggregate_by"]?.textValue { with.append("unit=\(PeerQuery.name(unit))") }
    var text = "funnel " + written.joined(separator: " -> ")
    if !by.isEmpty { text += " by " + by.joined(separator: ", ") }
    text += window.clause
    if let range { text += range } else { text += try dates() }
    text += try exclusions()
    if !using.isEmpty { text += " using " + using.joined(separator: ", ") }
    if !with.isEmpty { text += " with " + with.joined(separator: ", ") }
    return text + end
  }

  private var params: JSONValue { peerCase.params }

  private func order() throws(PeerFault) -> [String] {
    switch params["order"]?.textValue {
    case nil, "ordered": return []
    case "strict": return ["strict"]
    case "unordered": return ["any_order"]
    case "window_funnel":
      var modes: [String] = []
      for mode in params["modes"]?.listValue ?? [] {
        guard let name = mode.textValue else { throw .broken("a mode is no text") }
        modes.append(name)
      }
      return modes
    case .some(let other): throw .broken("unknown order '\(other)'")
    }
  }

  private func counted() -> [String] {
    switch peerCase.kind {
    case "totals": return rules == .mixpanel ? ["reentry", "entries"] : ["entries"]
    case "totals_exclusive":
      // One attempt at a time is a rule of Mixpanel's alone.
      return rules == .mixpanel ? ["entries"] : ["mixpanel", "entries"]
    default:
      // Without the first entry a case follows the rule that every entry counts.
      return rules == .mixpanel && params["entry"]?.textValue != "first" ? ["reentry"] : []
    }
  }

  private func window() throws(PeerFault) -> (clause: String, isCalendar: Bool) {
    guard let value = params["window_seconds"] else { return ("", false) }
    guard let seconds = value.intValue, seconds >= 0 else {
      throw .broken("'window_seconds' is no whole number")
    }
    if let unit = params["window_calendar"]?["unit"]?.textValue {
      let lengths = ["day": ("d", 86_400), "week": ("w", 604_800), "month": ("mo", 2_592_000)]
      guard let (letter, length) = lengths[unit] else { throw .broken("unknown unit '\(unit)'") }
      return (" within \(max(1, seconds / length))\(letter)", true)
    }
    // Longer than any history: the source has no window.
    if seconds >= 1_000_000_000 { return ("", false) }
    return (" within \(seconds)s", false)
  }

  /// A range of dates bounds the entries, both ends inclusive.
  private func dates() throws(PeerFault) -> String {
    var text = ""
    for (word, name) in [("since", "date_from"), ("until", "date_to")] {
      guard let value = params[name], value != .null else { continue }
      guard let time = value.textValue.flatMap({ PeerTime($0) }) else {
        throw .broken("'\(name)' is no time")
      }
      text += " \(word) \(PeerQuery.text(time.written(in: world.world.calendar)))"
    }
    return text
  }

  private func exclusions() throws(PeerFault) -> String {
    let list = params["exclusions"]?.listValue ?? []
    guard !list.isEmpty else { return "" }
    var parts: [String] = []
    for exclusion in list {
      var text = try PeerQuery.event(exclusion, in: world)
      if let from = exclusion["from"]?.intValue, let to = exclusion["to"]?.intValue {
        text += " between \(from) and \(to)"
      }
      if !parts.contains(text) { parts.append(text) }
    }
    return " excluding " + parts.joined(separator: ", ")
  }

  private func held() throws(PeerFault) -> [String] {
    guard let hold = params["hold"], hold != .null else { return [] }
    guard let property = hold["prop"]?.textValue else { throw .broken("'hold' has no property") }
    var settings = ["hold=\(PeerQuery.name(property))"]
    if let steps = hold["steps"]?.listValue {
      settings.append("held=(\(steps.compactMap(\.scalarText).joined(separator: ", ")))")
    }
    return settings
  }
}
