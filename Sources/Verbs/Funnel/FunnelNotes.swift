import Charts
import Engine
import Reporting

/// What is said under a funnel's numbers.
struct FunnelNotes {
  private let plan: Funnel.Plan
  private let dataset: Dataset
  private let count: FunnelCounts

  init(_ plan: Funnel.Plan, _ dataset: Dataset, _ count: FunnelCounts) {
    self.plan = plan
    self.dataset = dataset
    self.count = count
  }

  var all: [Phrase] {
    var notes = open + bottlenecks
    if let excluded { notes.append(excluded) }
    if count.unassigned > 0, case .column(let column) = plan.unit {
      notes.append(
        Phrase(
          "\(count.unassigned) events without a value of \(column.label.english) belong to none",
          "有 \(count.unassigned) 个事件缺少 \(column.label.chinese)，不归入任何单位"))
    }
    if count.total.hangingOnTies > 0 { notes.append(ties) }
    if let unit = plan.period, let note = RuleLine.runningPeriod(unit, in: dataset) {
      notes.append(note)
    }
    if let note = RuleLine.asofNote(dataset) { notes.append(note) }
    return notes
  }

  /// What is said of one side of a comparison.
  func ofSide(_ label: Phrase) -> [Phrase] {
    (open + (excluded.map { [$0] } ?? []) + (count.total.hangingOnTies > 0 ? [ties] : []))
      .map { label + Phrase(": ", "：") + $0 }
  }

  private var unit: Phrase { plan.unit.phrase }

  private var open: [Phrase] {
    let total = count.total
    var notes: [Phrase] = []
    if let last = total.lastOpenDeadline, total.openUnits > 0 {
      let day = dataset.calendar.day(of: last).label
      notes.append(
        Phrase(
          "\(total.openUnits) \(unit.english) still have time; the last window ends on \(day)",
          "还有 \(total.openUnits) 个\(unit.chinese)窗口未满，最后一个窗口于 \(day) 结束"))
    }
    let all = total.reached.first ?? 0
    let mature = total.mature.first ?? 0
    if mature < all, !plan.usesAll {
      notes.append(
        Phrase(
          "\(all - mature) of \(all) \(unit.english) have no window that is over and are left out"
            + " of the rates",
          "\(all) 个\(unit.chinese)中有 \(all - mature) 个没有已满的窗口，不计入比率"))
    }
    return notes
  }

  /// The largest loss and the lowest rate are two readings of the bottleneck; they may differ.
  private var bottlenecks: [Phrase] {
    let losses = FunnelLosses(plan, count.total)
    var notes: [Phrase] = []
    if let way = losses.largest {
      let lost = NumberText.count(way.lost)
      let arrow = plan.stepLabel(way.from) + Phrase(verbatim: " → ") + plan.stepLabel(way.to)
      notes.append(
        Phrase("largest loss: ", "流失人数最多：") + arrow + Phrase(" (\(lost))", "（\(lost)）"))
    }
    if let way = losses.lowest {
      let rate = NumberText.rate(way.rate)
      notes.append(
        Phrase("lowest step rate: ", "转化率最低：") + plan.stepLabel(way.to)
          + Phrase(" (\(rate))", "（\(rate)）"))
    }
    return notes
  }

  private var excluded: Phrase? {
    guard !plan.rules.exclusions.isEmpty else { return nil }
    let (units, label) = (count.total.excludedUnits, plan.rules.exclusions.labels)
    return plan.rules.dropsUnit
      ? Phrase(
        "\(units) \(unit.english) did \(label.english) on the way and are left out",
        "\(units) 个\(unit.chinese)途中发生 \(label.chinese)，已整个剔除")
      : Phrase(
        "\(units) \(unit.english) got less far because of \(label.english) between the steps",
        "\(units) 个\(unit.chinese)因步骤之间出现 \(label.chinese) 而止步更早")
  }

  private var ties: Phrase {
    let number = count.total.hangingOnTies
    return Phrase(
      "the depth of \(number) \(unit.english) hangs on events of the same instant",
      "有 \(number) 个\(unit.chinese)的深度取决于同一时刻的事件")
  }
}
