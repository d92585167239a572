import Engine
import Reporting

/// A product's cells beside ours, and the users who make the difference.
struct CohortRulesComparison {
  private(set) var tables: [ResultTable] = []
  private(set) var notes: [Phrase] = []

  /// One cohort by its label: the two calendars may begin their weeks on different days.
  struct Place: Hashable {
    let cohort: String
    let column: Int
  }

  /// Where one user stands.
  struct Standing {
    var cohorts: Set<String> = []
    var cells: Set<Place> = []
  }

  /// From the entries under both rules, as either engine found them.
  init(
    plan: Cohort.Plan, rules: CohortRules, entries: [PeerEntry], counts: PeerCounts,
    mine: OurEntries, in dataset: Dataset
  ) {
    let calendar = rules.calendar(of: dataset)
    func label(_ cohort: Int) -> String { calendar.label(ofPeriod: cohort, unit: rules.unit) }
    let widths = Dictionary(
      counts.rows.map { (label($0.cohort), $0.users.count) }
    ) { first, _ in first }
    let shown = rules.points.map(Set.init)
    let width = max(widths.values.max() ?? 0, mine.width)
    let columns = (0..<width).filter { shown?.contains($0) ?? true }

    var theirs: [Int: Standing] = [:]
    for entry in entries {
      let cohort = label(entry.cohort)
      let width = widths[cohort] ?? 0
      theirs[entry.user, default: Standing()].add(
        cohort, columns.filter { $0 < width && entry.counts(in: $0) })
    }
    var own: [Int: Standing] = [:]
    for entry in mine.all {
      own[entry.user, default: Standing()].add(
        mine.label(entry), columns.filter { entry.counts(in: $0) })
    }
    var tally = Tally()
    for user in Set(theirs.keys).union(own.keys) {
      tally.add(theirs[user] ?? Standing(), own[user] ?? Standing())
    }
    let labels = Set(widths.keys).union(mine.all.map(mine.label)).sorted()
    tables = [
      Self.compared(tally, labels: labels, columns: columns, widths: widths, mine: mine, plan: plan)
    ]
    if plan.listsUsers {
      tables.append(Self.differing(theirs, own, in: dataset))
    } else {
      notes.append(
        Phrase(
          "under privacy the users who differ are neither listed nor counted",
          "隐私模式下不列出、也不统计两套规则结果不同的用户"))
    }
  }

  private struct Tally {
    var theirSizes: [String: Int] = [:]
    var ourSizes: [String: Int] = [:]
    var theirs: [Place: Int] = [:]
    var ours: [Place: Int] = [:]
    var differing: [Place: Int] = [:]

    mutating func add(_ a: Standing, _ b: Standing) {
      for cohort in a.cohorts { theirSizes[cohort, default: 0] += 1 }
      for cohort in b.cohorts { ourSizes[cohort, default: 0] += 1 }
      for cell in a.cells { theirs[cell, default: 0] += 1 }
      for cell in b.cells { ours[cell, default: 0] += 1 }
      for cell in a.cells.symmetricDifference(b.cells) { differing[cell, default: 0] += 1 }
    }
  }

  private static func compared(
    _ tally: Tally, labels: [String], columns: [Int], widths: [String: Int], mine: OurEntries,
    plan: Cohort.Plan
  ) -> ResultTable {
    var table = ResultTable(
      "compared",
      columns: [
        ResultColumn("cohort", .date), ResultColumn("offset", .int),
        ResultColumn("their_size", .int), ResultColumn("their_users", .int),
        ResultColumn("our_size", .int), ResultColumn("our_users", .int),
      ] + (plan.listsUsers ? [ResultColumn("differing", .int)] : []))
    for label in labels {
      let most = max(widths[label] ?? 0, mine.widths[label] ?? 0)
      for column in columns where column < most {
        let cell = Place(cohort: label, column: column)
        // A side without the cohort has nobody in it; one whose time has not come has no number.
        let isTheirs = column < (widths[label] ?? 0)
        let isOurs = column < (mine.widths[label] ?? 0)
        table.append(
          [
            .text(label), .int(column), isTheirs ? .int(tally.theirSizes[label] ?? 0) : .missing,
            isTheirs ? .int(tally.theirs[cell] ?? 0) : .missing,
            isOurs ? .int(tally.ourSizes[label] ?? 0) : .missing,
            isOurs ? .int(tally.ours[cell] ?? 0) : .missing,
          ] + (plan.listsUsers ? [.int(tally.differing[cell] ?? 0)] : []))
      }
    }
    return table
  }

  /// One row for each user: the first cell in which the rules disagree, and how many there are.
  private static func differing(
    _ theirs: [Int: Standing], _ ours: [Int: Standing], in dataset: Dataset
  ) -> ResultTable {
    var table = ResultTable(
      "differing",
      columns: [
        ResultColumn("user", .text), ResultColumn("cohort", .date), ResultColumn("offset", .int),
        ResultColumn("theirs", .text), ResultColumn("ours", .text), ResultColumn("cells", .int),
      ])
    for user in Set(theirs.keys).union(ours.keys).sorted() {
      let (a, b) = (theirs[user] ?? Standing(), ours[user] ?? Standing())
      let cells = a.cells.symmetricDifference(b.cells)
      guard
        let first = cells.min(by: { ($0.cohort, $0.column) < ($1.cohort, $1.column) })
      else { continue }
      table.append([
        .text(dataset.users.ids[user]), .text(first.cohort), .int(first.column),
        .text(a.word(for: first)), .text(b.word(for: first)), .int(cells.count),
      ])
    }
    return table
  }
}

extension CohortRulesComparison.Standing {
  mutating func add(_ cohort: String, _ columns: [Int]) {
    cohorts.insert(cohort)
    for column in columns {
      cells.insert(CohortRulesComparison.Place(cohort: cohort, column: column))
    }
  }

  /// `retained`, `not retained` or `not in cohort`.
  func word(for cell: CohortRulesComparison.Place) -> String {
    if cells.contains(cell) { return "retained" }
    return cohorts.contains(cell.cohort) ? "not retained" : "not in cohort"
  }
}

/// The cells of our own reading, user by user.
struct OurEntries {
  private(set) var all: [PeerEntry] = []
  /// How many columns each cohort has, by its label.
  private(set) var widths: [String: Int] = [:]
  private let plan: Cohort.Plan
  private let calendar: LocalCalendar
  private let last: Int

  var width: Int { widths.values.max() ?? 0 }

  func label(_ entry: PeerEntry) -> String {
    plan.period.map { calendar.label(ofPeriod: entry.cohort, unit: $0) } ?? "all"
  }

  /// Throws E590 once interrupted.
  init(
    of plan: Cohort.Plan, in dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) {
    self.init(of: plan, in: dataset)
    let members = try CohortMembers(
      of: plan, among: plan.population.users(in: dataset), range: plan.range, in: dataset,
      interrupt: interrupt)
    let reader = MemberReader(plan: plan, members: members, dataset: dataset)
    let unit = plan.period ?? .day
    for member in members.all {
      var retained: [Range<Int>]
      let over = reader.overPeriods(of: member, unit: unit)
      if let columns = plan.columns {
        // Column 0 is the cohort's own, which brackets leave out.
        retained = reader.retained(member, unit).contains(0) ? [0..<1] : []
        for (place, column) in columns.enumerated()
        where reader.isOver(column, for: member) && reader.isRetained(member, at: column) {
          retained.append((place + 1)..<(place + 2))
        }
      } else {
        retained = reader.retained(member, unit)
          .stretches(below: width(of: member.cohort, over: over))
      }
      add(
        PeerEntry(
          user: member.user, value: 0, cohort: member.cohort, retained: retained, over: over))
    }
  }

  /// Without an entry so far.
  init(of plan: Cohort.Plan, in dataset: Dataset) {
    self.plan = plan
    calendar = dataset.calendar
    last = dataset.calendar.period(of: dataset.asof.day, unit: plan.period ?? .day)
  }

  /// How many columns an entry has.
  func width(of cohort: Int, over: Int) -> Int {
    if let columns = plan.columns { return columns.count + 1 }
    return plan.isElapsed ? over : max(0, last &- cohort &+ 1)
  }

  /// Adds an entry with the columns that it has.
  mutating func add(_ entry: PeerEntry) {
    let width = width(of: entry.cohort, over: entry.over)
    all.append(
      PeerEntry(
        user: entry.user, value: entry.value, cohort: entry.cohort,
        retained: entry.retained.map { $0.clamped(to: 0..<max(0, width)) }, over: entry.over))
    let label = calendar.label(ofPeriod: entry.cohort, unit: plan.period ?? .day)
    widths[label] = max(widths[label] ?? 0, width)
  }
}
