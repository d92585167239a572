import Engine
import Language
import Reporting

extension Funnel {
  /// The words after `using` that name another product's rules, and the modes of those.
  static let peerVariants: [Signature.Entry] = [
    .init("posthog", Phrase("as PostHog counts", "按 PostHog 的口径")),
    .init("mixpanel", Phrase("as Mixpanel counts: the first entry alone", "按 Mixpanel 的口径：只看首次进入")),
    .init(
      "reentry",
      Phrase("with mixpanel: its Optimized Re-entry", "配合 mixpanel：其优化再进入")),
    .init("amplitude", Phrase("as Amplitude counts", "按 Amplitude 的口径")),
    .init(
      "clickhouse", Phrase("as ClickHouse's windowFunnel counts", "按 ClickHouse 的 windowFunnel")),
    .init(
      "strict_order",
      Phrase(
        "with clickhouse: another event, or a step too early, ends the scan",
        "配合 clickhouse：遇到其他事件或过早的步骤即停止")),
    .init(
      "strict_deduplication",
      Phrase("with clickhouse: a repeated step ends the scan", "配合 clickhouse：遇到重复步骤即停止")),
    .init("strict_dedup", Phrase("the same as strict_deduplication", "同 strict_deduplication")),
    .init(
      "strict_increase",
      Phrase("with clickhouse: each step at a later instant", "配合 clickhouse：每步必须更晚")),
    .init(
      "strict_once",
      Phrase("with clickhouse: an event serves one step", "配合 clickhouse：一个事件只用于一步")),
    .init(
      "allow_reentry",
      Phrase(
        "with strict_order: steps too early are passed over", "配合 strict_order：跳过过早的步骤")),
    .init("kusto", Phrase("as Kusto's funnel plugins count", "按 Kusto 的漏斗插件")),
  ]
}

extension FunnelReader {
  private static let peers = ["posthog", "mixpanel", "amplitude", "clickhouse", "kusto"]

  /// The product whose rules are asked for.
  func peer(_ words: FunnelWords) throws(Diagnostic) -> Funnel.Peer? {
    let named = words.all(Self.peers)
    if named.count > 1 { throw .conflict(named[0], named[1]) }
    var modes: ClickHouseModes = []
    for (name, mode) in ClickHouseModes.words {
      guard let word = words[name] else { continue }
      guard named.first?.text == "clickhouse" else {
        throw .needs(
          word, Phrase("'clickhouse'", "“clickhouse”"),
          example: Phrase("using clickhouse, \(name)", "口径 clickhouse, \(name)"))
      }
      modes.insert(mode)
    }
    if let word = words["allow_reentry"], !modes.contains(.strictOrder) {
      throw .needs(
        word, Phrase("'strict_order'", "“strict_order”"),
        example: Phrase(
          "using clickhouse, strict_order, allow_reentry",
          "口径 clickhouse, strict_order, allow_reentry"))
    }
    if let word = words["reentry"], named.first?.text != "mixpanel" {
      throw .needs(
        word, Phrase("'mixpanel'", "“mixpanel”"),
        example: Phrase("using mixpanel, reentry", "口径 mixpanel, reentry"))
    }
    switch named.first?.text {
    case "posthog": return .posthog
    case "mixpanel": return .mixpanel(reenters: words.has("reentry"))
    case "amplitude": return .amplitude
    case "clickhouse": return .clickhouse(modes)
    case "kusto": return .kusto
    default: return nil
    }
  }

  /// The window of the product where none is written.
  func setWindow(of rules: inout Funnel.Rules, _ words: FunnelWords) throws(Diagnostic) {
    guard let peer = rules.peer?.rules, rules.window == nil, rules.each == nil else { return }
    if let span = peer.defaultWindow {
      rules.window = Funnel.Limit(span)
      return
    }
    guard let word = words[peer.word] else { return }
    throw .needs(
      word, Phrase("a window", "一个窗口"),
      example: Phrase("within 7d using \(peer.word)", "窗口 7d 口径 \(peer.word)"))
  }

  /// E336: what the product's funnels do not have, or do not say.
  func refuseByPeer(
    _ words: FunnelWords, _ rules: Funnel.Rules, _ unit: Funnel.Unit,
    _ breakdown: [Funnel.Breakdown]
  ) throws(Diagnostic) {
    guard let peer = rules.peer?.rules else { return }
    if case .clickhouse = rules.peer, steps.count > ClickHouseRules.mostSteps {
      throw .peerRefuses(
        peer, Phrase("\(steps.count) steps", "\(steps.count) 个步骤"),
        because: Phrase(
          "windowFunnel takes at most \(ClickHouseRules.mostSteps)",
          "windowFunnel 最多 \(ClickHouseRules.mostSteps) 步"), at: call.verb.place.span)
    }
    for (part, phrase, span) in parts(words, rules, unit, breakdown) {
      guard let reason = peer.refusal(of: part) else { continue }
      throw .peerRefuses(peer, phrase, because: reason, at: span)
    }
    guard rules.heldSteps == nil else {
      throw .peerRefuses(
        peer, Phrase("'held'", "“held”"),
        because: Phrase("it holds a property over all steps", "它的属性在所有步骤上保持一致"),
        at: try setting("held")?.key.place.span ?? call.verb.place.span)
    }
  }

  private func parts(
    _ words: FunnelWords, _ rules: Funnel.Rules, _ unit: Funnel.Unit,
    _ breakdown: [Funnel.Breakdown]
  ) -> [(PeerPart, Phrase, Span)] {
    var parts: [(PeerPart, Phrase, Span)] = []
    let variants: [(String, PeerPart)] = [
      ("strict", .strict), ("any_order", .anyOrder), ("strictly", .strictly),
      ("calendar", .calendar), ("session", .session), ("entries", .entries),
      ("exclude_user", .excludeUser),
    ]
    for (name, part) in variants {
      guard let word = words[name] else { continue }
      let phrase = Phrase.word(name)
      parts.append(
        (part, Phrase("'\(phrase.english)'", "“\(phrase.chinese)”"), word.place.span))
    }
    func span(_ keyword: ClauseKeyword) -> Span {
      call.clause(keyword)?.place.span ?? call.verb.place.span
    }
    if rules.each != nil {
      parts.append((.each, Phrase("a time between steps", "步骤之间的时限"), span(.within)))
    }
    if !rules.exclusions.isEmpty {
      parts.append((.exclusion, Phrase("'excluding'", "“排除”"), span(.excluding)))
    }
    if !rules.hold.isEmpty { parts.append((.hold, Phrase("'hold'", "“hold”"), span(.with))) }
    if case .column = unit {
      parts.append((.column, Phrase("'unit'", "“unit”"), span(.with)))
    }
    if steps.contains(where: \.isOptional) {
      parts.append((.optional, Phrase("optional steps", "可选步骤"), call.verb.place.span))
    }
    for dimension in breakdown {
      switch dimension {
      case .user: continue
      case .entryProperty:
        parts.append(
          (.propertySplit, Phrase("a split by an event's property", "按事件属性拆分"), span(.by)))
      case .entryPeriod:
        parts.append((.periodSplit, Phrase("a split by time", "按时间拆分"), span(.by)))
      }
    }
    return parts
  }

  /// Whether `compare ours` stands beside another product's rules.
  func comparesOurs(
    _ rules: Funnel.Rules, _ breakdown: [Funnel.Breakdown]
  ) throws(Diagnostic) -> Bool {
    guard let clause = call.clause(.compare), case .compare(.ours) = clause.body else {
      return false
    }
    let span = clause.place.span
    guard rules.peer != nil else {
      throw Diagnostic(
        "E337", Phrase("these are our rules already", "当前就是本工具的口径"), at: span,
        notes: [
          Phrase(
            "name the product to compare with: using posthog compare ours",
            "请写明要对比的产品：口径 posthog 对比 本工具")
        ])
    }
    if rules.order == .anyOrder,
      rules.exclusions.contains(where: { $0.last < steps.count - 1 || $0.first > 0 })
    {
      throw Diagnostic(
        "E337",
        Phrase(
          "our rules have no 'between' where steps have no order", "步骤不分先后时，本工具的口径没有“介于”"),
        at: span,
        notes: [Phrase("leave out 'between' or 'compare ours'", "请去掉“介于”或“对比 本工具”")])
    }
    guard breakdown.isEmpty else {
      throw Diagnostic(
        "E337", Phrase("two rules are compared over all users, not by group", "两种口径按全体对比，不分组"),
        at: call.clause(.by)?.place.span ?? span,
        notes: [
          Phrase("leave out 'by', or narrow the users with 'where'", "请去掉“按”，或用“其中”限定用户")
        ])
    }
    guard !scope.privacy.isOn else {
      throw Diagnostic(
        "E337",
        Phrase(
          "under privacy two counts of the same users would tell of the few between them",
          "隐私模式下，同一批用户的两个计数会暴露二者之间的少数人"), at: span,
        notes: [Phrase("leave out 'compare ours', or: set privacy off", "请去掉“对比 本工具”，或：设置 隐私 off")])
    }
    return true
  }
}

extension Diagnostic {
  /// E336: a part of a query that another product's rules have no meaning for.
  fileprivate static func peerRefuses(
    _ peer: any PeerRules, _ part: Phrase, because reason: Phrase, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E336",
      Phrase(
        "\(part.english) cannot be counted as \(peer.name) does",
        "无法按 \(peer.name) 的口径使用\(part.chinese)"), at: span,
      notes: [
        reason,
        Phrase(
          "leave it out, or leave out 'using \(peer.word)'", "请去掉它，或去掉“口径 \(peer.word)”"),
      ])
  }

  static func manyExclusions(_ count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      "E338",
      Phrase(
        "a funnel takes at most \(Funnel.mostSteps) exclusions, found \(count)",
        "漏斗最多 \(Funnel.mostSteps) 个排除事件，这里有 \(count) 个"), at: span,
      notes: [
        Phrase("join events of the same steps: excluding (a or b)", "相同区间的可合并：排除 (a 或 b)")
      ])
  }
}
