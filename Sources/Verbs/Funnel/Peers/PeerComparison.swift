import Charts
import Engine
import Reporting

/// The same users counted under another product's rules and under ours.
struct PeerComparison {
  private let plan: Funnel.Plan
  private let peer: any PeerRules
  private let theirs: FunnelCounts
  private let own: FunnelCounts
  private let dataset: Dataset
  private let ours: Funnel.Plan

  init(
    _ plan: Funnel.Plan, _ peer: any PeerRules, on dataset: Dataset, _ interrupt: Interrupt
  ) throws(Diagnostic) {
    var theirs = FunnelCount(plan, dataset, keepsMasks: true)
    try theirs.run(interrupt)
    var own = FunnelCount(plan.underOurRules, dataset, keepsMasks: true)
    try own.run(interrupt)
    try self.init(plan, peer, on: dataset, theirs.counts, own.counts)
  }

  /// From what either engine counted.
  init(
    _ plan: Funnel.Plan, _ peer: any PeerRules, on dataset: Dataset, _ theirs: FunnelCounts,
    _ own: FunnelCounts
  ) throws(Diagnostic) {
    self.plan = plan
    self.peer = peer
    self.dataset = dataset
    self.theirs = theirs
    self.own = own
    ours = plan.underOurRules
    try theirs.checkInvariants()
    try own.checkInvariants()
  }

  var answer: Answer {
    let calendar = dataset.calendar
    let columns =
      Funnel.stepColumns + (plan.rules.exclusions.isEmpty ? [] : [Funnel.excludedColumn])
    let rows =
      theirs.total.rows(of: plan, in: calendar).map { [.text(peer.word)] + $0 }
      + own.total.rows(of: ours, in: calendar).map { [.text("ours")] + $0 }
    var tables = [
      ResultTable("steps", columns: [ResultColumn("population", .text)] + columns, rows: rows),
      difference,
    ]
    let differing = self.differing
    if plan.unit == .user { tables.append(Self.table(differing, peer: peer.word)) }
    return Answer(
      tables: tables, rule: plan.rule,
      warnings: warnings,
      notes: notes(differing), saved: Funnel.savedSet(plan, theirs))
  }

  private var warnings: [Warning] {
    var warnings = plan.population.warnings + plan.steps.flatMap(\.selector.warnings)
    let (open, all) = (theirs.total.withTimeLeft, theirs.total.reached[0])
    if open > 0 {
      warnings.append(
        .countedTooEarly(open, all, plan.unit.phrase, peer.name, isCompared: true))
    }
    if let small = Warning.smallSample(all, of: plan.unit.phrase) { warnings.append(small) }
    return warnings
  }

  /// Step by step what the rules make of it; both count the same users, so there is no test.
  private var difference: ResultTable {
    var table = ResultTable(
      "difference",
      columns: [
        ResultColumn("step", .int), ResultColumn("event", .text), ResultColumn("metric", .text),
        ResultColumn("a", .float), ResultColumn("b", .float), ResultColumn("difference", .float),
        ResultColumn("low", .float), ResultColumn("high", .float), ResultColumn("p", .float),
        ResultColumn("p_adjusted", .float),
      ])
    for step in plan.steps.indices {
      let users = (theirs.total.reached[step], own.total.reached[step])
      let rates = (
        theirs.total.rate(step, of: 0, usesAll: true),
        own.total.rate(step, of: 0, usesAll: ours.usesAll)
      )
      let head: [Cell] = [.int(step + 1), .text(plan.stepName(step))]
      let none: [Cell] = [.missing, .missing, .missing, .missing]
      table.append(
        head + [
          .text("users"), .real(Double(users.0)), .real(Double(users.1)),
          .real(Double(users.0 - users.1)),
        ] + none)
      var change = Cell.missing
      if let a = rates.0, let b = rates.1 { change = .real(a - b) }
      table.append(head + [.text("rate_first"), Cell(rates.0), Cell(rates.1), change] + none)
    }
    return table
  }

  private struct Differing {
    let id: String
    let theirs: Int
    let ours: Int
    let kind: PeerDifference
  }

  /// The users who reach other steps, in the order of the dataset.
  private var differing: [Differing] {
    let (theirs, own) = (self.theirs.masks ?? [], self.own.masks ?? [])
    return theirs.indices.compactMap { user in
      let (a, b) = (theirs[user], own[user])
      guard a != b else { return nil }
      let depths = (Self.depth(a), Self.depth(b))
      let kind: PeerDifference =
        if a == 0 {
          .leftOut
        } else if depths.0 != depths.1 {
          depths.0 < depths.1 ? .shallower : .deeper
        } else {
          .otherSteps
        }
      return Differing(
        id: dataset.users.ids[user], theirs: depths.0, ours: depths.1, kind: kind)
    }
  }

  /// The furthest step, from 1; 0 where there is none.
  private static func depth(_ mask: UInt64) -> Int { 64 - mask.leadingZeroBitCount }

  private static func table(_ differing: [Differing], peer: String) -> ResultTable {
    ResultTable(
      "differing",
      columns: [
        ResultColumn("id", .text), ResultColumn(peer, .int), ResultColumn("ours", .int),
        ResultColumn("difference", .text),
      ],
      rows: differing.map { user in
        [.text(user.id), .int(user.theirs), .int(user.ours), .text(user.kind.name)]
      })
  }

  private func notes(_ differing: [Differing]) -> [Phrase] {
    let unit = plan.unit.phrase
    guard plan.unit == .user else {
      return [
        Phrase(
          "only users are told apart one by one; here \(unit.english) are counted",
          "只有用户能逐个对比，这里统计的是\(unit.chinese)")
      ]
    }
    guard !differing.isEmpty else {
      return [
        Phrase("every user counts alike under both rules", "两种口径下每个用户的结果都相同")
      ]
    }
    return PeerDifference.allCases.compactMap { kind in
      let count = differing.count { $0.kind == kind }
      guard count > 0 else { return nil }
      let number = NumberText.count(count)
      let reason = peer.reason(kind)
      let phrase = kind.phrase(peer.name, isOne: count == 1)
      return Phrase(
        "\(number) \(count == 1 ? "user" : "users") \(phrase.english): \(reason.english)",
        "\(number) 个用户\(phrase.chinese)：\(reason.chinese)")
    }
  }
}

extension PeerDifference {
  fileprivate var name: String {
    switch self {
    case .leftOut: "left out"
    case .shallower: "fewer steps"
    case .deeper: "more steps"
    case .otherSteps: "other steps"
    }
  }

  fileprivate func phrase(_ peer: String, isOne: Bool) -> Phrase {
    let (get, match) = isOne ? ("gets", "matches") : ("get", "match")
    return switch self {
    case .leftOut:
      Phrase("\(isOne ? "is" : "are") in no step of \(peer)'s", "不在 \(peer) 的任何步骤中")
    case .shallower: Phrase("\(get) less far with \(peer)", "按 \(peer) 的口径止步更早")
    case .deeper: Phrase("\(get) further with \(peer)", "按 \(peer) 的口径走得更远")
    case .otherSteps:
      Phrase("\(match) other steps with \(peer)", "按 \(peer) 的口径匹配了不同的步骤")
    }
  }
}

extension Funnel.Plan {
  /// The same question under our rules, with the window that counts there.
  var underOurRules: Funnel.Plan {
    var rules = rules
    rules.peer = nil
    rules.exclusions = rules.exclusions.map { exclusion in
      Funnel.Exclusion(
        selector: exclusion.selector, label: exclusion.label, first: exclusion.first,
        last: exclusion.last, dropsUnit: false)
    }
    return Funnel.Plan(
      steps: steps, rules: rules, range: range, population: population, unit: unit,
      usesAll: false, breakdown: [], touch: nil, comparison: nil, isComparedWithOurs: false,
      bins: bins,
      order: order, chart: chart, saving: nil, valueLabels: valueLabels, rule: rule)
  }
}

extension Funnel {
  /// Both counts step by step, then the first users who differ.
  static func renderComparison(
    _ answer: Answer, _ plan: Plan, _ peer: any PeerRules, _ canvas: Canvas
  ) -> [Block] {
    guard let steps = answer.table("steps") else { return [] }
    let count = plan.steps.count
    func number(_ row: Int, _ column: String) -> Cell {
      row < steps.rows.count ? steps.cell(row, column) : .missing
    }
    let table = ResultTable(
      "compared",
      columns: [
        ResultColumn("step", .int), ResultColumn("event", .text), ResultColumn("a", .int),
        ResultColumn("b", .int), ResultColumn("rate_a", .rate), ResultColumn("rate_b", .rate),
      ],
      rows: plan.steps.indices.map { step in
        [
          .int(step + 1), .text(plan.stepLabel(step).text(in: canvas.language)),
          number(step, "users"), number(count + step, "users"), number(step, "rate_first"),
          number(count + step, "rate_first"),
        ]
      })
    let ours = Phrase("ours", "本工具")
    var blocks: [Block] = [
      .chart(
        table.grid(
          title: title(plan),
          headings: [
            "step": Phrase("step", "步骤"), "event": Phrase("event", "事件"),
            "a": Phrase(verbatim: peer.name), "b": ours,
            "rate_a": Phrase("\(peer.name), of step 1", "\(peer.name) 总转化"),
            "rate_b": Phrase("ours, of step 1", "本工具总转化"),
          ], language: canvas.language
        ).draw(on: canvas))
    ]
    if let differing = answer.table("differing"), !differing.rows.isEmpty {
      blocks.append(grid(of: differing, peer, canvas))
    }
    return blocks
  }

  private static let shownUsers = 10

  private static func grid(
    of differing: ResultTable, _ peer: any PeerRules, _ canvas: Canvas
  ) -> Block {
    let shown = ResultTable(
      differing.name, columns: differing.columns,
      rows: Array(differing.rows.prefix(shownUsers)))
    let left = differing.rows.count - shown.rows.count
    let words: [String: Phrase] = [
      "left out": Phrase("left out", "被剔除"), "fewer steps": Phrase("fewer steps", "步骤更少"),
      "more steps": Phrase("more steps", "步骤更多"), "other steps": Phrase("other steps", "步骤不同"),
    ]
    return .chart(
      shown.grid(
        title: Phrase("users who differ", "结果不同的用户"),
        headings: [
          "id": Phrase("user", "用户"), peer.word: Phrase(verbatim: peer.name),
          "ours": Phrase("ours", "本工具"),
          "difference": Phrase("with ", "按 ")
            + Phrase(verbatim: peer.name),
        ], labels: words, language: canvas.language,
        notes: left > 0
          ? [
            Phrase(
              "and \(NumberText.count(left)) more; csv and json hold all",
              "另有 \(NumberText.count(left)) 个；csv 与 json 中有全部")
          ] : []
      ).draw(on: canvas))
  }
}
