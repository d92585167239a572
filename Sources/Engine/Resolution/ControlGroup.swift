import Language
import Reporting

/// The arms of one experiment: who was treated, and who was held out to show what would have
/// happened anyway.
struct ControlGroup {
  /// Nil where the table or the attribute knows but one experiment.
  let name: String?
  var treated: UserSet
  var control: UserSet
  /// Users found in both arms, who belong to neither.
  var mixed = 0

  private static let variants: Set = ["variant", "arm", "分组", "实验组"]
  private static let experiments: Set = ["exp", "experiment", "campaign", "test", "实验", "活动"]
  private static let held: Set = [
    "control", "holdout", "hold-out", "hold_out", "held out", "held_out", "对照", "对照组", "空白组",
  ]

  /// Every experiment of the dataset with a control group, in the order of the tables.
  static func all(in dataset: Dataset) throws(Diagnostic) -> [ControlGroup] {
    var found: [ControlGroup] = []
    for column in dataset.users.attributes where variants.contains(column.name.lowercased()) {
      found += arms(users: Array(dataset.users.ids.indices), names: nil, column, dataset)
    }
    for summary in dataset.tables where !["users", "events"].contains(summary.role) {
      guard let user = summary.mapping["user"],
        let variant = summary.columns.first(where: { variants.contains($0.name.lowercased()) }),
        let table = try dataset.table(summary.name), let arm = table.column(variant.name),
        let owner = table.column(user)
      else { continue }
      let places = dataset.users.places
      let users = (0..<table.count).map { row in places[owner.cell(row).written ?? ""] ?? -1 }
      let names = table.columns.first { experiments.contains($0.name.lowercased()) }
      found += arms(users: users, names: names, arm, dataset)
    }
    return found
  }

  private static func arms(
    users: [Int], names: PropertyColumn?, _ variant: PropertyColumn, _ dataset: Dataset
  ) -> [ControlGroup] {
    var groups: [String: ControlGroup] = [:]
    var order: [String] = []
    let nobody = UserSet(all: false, count: dataset.users.count)
    for (row, user) in users.enumerated() where nobody.flags.indices.contains(user) {
      guard let arm = variant.cell(row).written else { continue }
      let name = names.map { $0.cell(row).written ?? "" }
      let key = name ?? ""
      if groups[key] == nil {
        groups[key] = ControlGroup(name: name, treated: nobody, control: nobody)
        order.append(key)
      }
      if held.contains(arm.lowercased()) {
        groups[key]?.control.flags[user] = true
      } else {
        groups[key]?.treated.flags[user] = true
      }
    }
    return order.compactMap { groups[$0]?.parted }.filter {
      $0.control.count > 0 && $0.treated.count > 0
    }
  }

  private var parted: ControlGroup {
    var copy = self
    let both = treated.intersection(control)
    copy.mixed = both.count
    copy.treated = treated.intersection(both.complement)
    copy.control = control.intersection(both.complement)
    return copy
  }
}

extension Cell {
  /// A value that names something, as it is written.
  fileprivate var written: String? {
    switch self {
    case .text(let text): text
    case .int(let value): String(value)
    default: nil
    }
  }
}

extension Scope {
  /// `compare control`: the treated against those who were held out of the same experiment.
  ///
  /// Throws E347 where there is no control group, E348 where one of several must be named.
  func control(
    of call: VerbCall, range: InstantRange, population: Population, at span: Span
  ) throws(Diagnostic) -> PopulationComparison {
    let all = try ControlGroup.all(in: dataset)
    guard let first = all.first else { throw .noControl(at: span) }
    let names = all.compactMap(\.name)
    var group = first
    if let (typed, place) = experiment(of: call) {
      guard let found = all.first(where: { $0.name == typed }) else {
        throw .whichExperiment(typed, among: names, at: place)
      }
      group = found
    } else if all.count > 1 {
      throw .whichExperiment(nil, among: names, at: span)
    }
    let base = population.users(in: dataset)
    let name = group.name.map { Phrase(verbatim: " \($0)") } ?? Phrase("", "")
    var notes = [
      Phrase(
        "events before the treatment count too, unless the range begins with it",
        "若时间范围不从触达日起，触达之前的行为也会计入")
    ]
    if group.mixed > 0 {
      notes.append(
        Phrase(
          "\(group.mixed) users stand in both arms and are left out",
          "有 \(group.mixed) 个用户同在两组，未计入"))
    }
    return PopulationComparison(
      .init(
        text: "this", label: Phrase("treated", "实验组") + name,
        users: base.intersection(group.treated), range: range),
      [
        .init(
          text: "control", label: Phrase("control", "对照组") + name,
          users: base.intersection(group.control), range: range)
      ], notes: notes)
  }

  /// `with experiment=NAME`.
  private func experiment(of call: VerbCall) -> (name: String, place: Span)? {
    guard case .with(let settings) = call.clause(.with)?.body,
      let setting = settings.first(where: { $0.key.text == "experiment" })
    else { return nil }
    switch setting.value {
    case .name(let name): return (name.text, name.place.span)
    case .literal(.text(let text), let place): return (text, place.span)
    default: return ("", setting.key.place.span)
    }
  }
}
