import Engine
import Export
import Language
import Reporting

extension ExportCommand {
  private static let consenting: Set<String> = ["1", "1.0", "true", "yes", "y", "是"]

  /// The users of a saved set, or of a part of one, with their attributes.
  ///
  /// Under privacy ids are hashed, only who consented is there, and nothing personal else.
  static func users(
    _ name: String, _ call: CommandCall, _ workspace: Workspace
  ) throws(Diagnostic) -> Chosen {
    let span = call.restPlace.span
    let dataset = try workspace.scope(at: call.command.place.span).dataset
    let parts = try parts(named: name, workspace.sets, at: span)
    let privacy = workspace.privacy
    var chosen: [(user: Int, part: String?)] = []
    for (part, users) in parts {
      for user in users.flags.indices where users.flags[user] { chosen.append((user, part)) }
    }
    chosen.sort { $0.user < $1.user }
    let found = chosen.count
    if privacy.isOn {
      guard let consent = dataset.users.attributes.first(where: { $0.name == "consent" }) else {
        throw .noConsent(at: span)
      }
      chosen = chosen.filter { consenting.contains(written(consent.cell($0.user))) }
      try checkSizes(chosen.map { $0.part ?? "" }, privacy, at: span)
    }
    let attributes = dataset.users.attributes.filter { column in
      guard let kind = dataset.personalKind(of: column.name) else { return true }
      return kind == .id && !privacy.isOn
    }
    let hasParts = parts.contains { $0.part != nil }
    let columns =
      [ResultColumn("user", .text)] + attributes.map { ResultColumn($0.name, $0.type) }
      + (hasParts ? [ResultColumn("part", .text)] : [])
    let table = ResultTable(
      "users", columns: columns,
      rows: chosen.map { user, part in
        let id = dataset.users.ids.indices.contains(user) ? dataset.users.ids[user] : ""
        return [.text(privacy.isOn ? workspace.pseudonym.of(id) : id)]
          + attributes.map { $0.cell(user) }
          + (hasParts ? [part.map { .text($0) } ?? .missing] : [])
      })
    let names = attributes.map(\.name)
    let left = dataset.users.attributes.map(\.name).filter { !names.contains($0) }
    var counted = Phrase("\(chosen.count) users", "\(chosen.count) 个用户")
    if privacy.isOn {
      let removed = found - chosen.count
      counted =
        counted + Phrase("; \(removed) removed without consent", "；剔除 \(removed) 个未同意的用户")
    }
    return Chosen(table: table, notes: leftOut(left), counted: counted)
  }

  private static func written(_ cell: Cell) -> String {
    (TableText.text(of: cell) ?? "").lowercased()
  }

  /// Throws E544 for a group of fewer than `k` users.
  private static func checkSizes(
    _ parts: [String], _ privacy: Privacy, at span: Span
  ) throws(Diagnostic) {
    var counts: [String: Int] = [:]
    for part in parts { counts[part, default: 0] += 1 }
    let small = counts.filter { !privacy.tells($0.value) }.map(\.key).sorted()
    guard let first = small.first else { return }
    let group = first.isEmpty ? Phrase("the set", "该分群") : Phrase(verbatim: "'\(first)'")
    throw Diagnostic(
      "E544",
      Phrase(
        "fewer than \(privacy.least) users who consented are in \(group.english): nothing was"
          + " written",
        "\(group.chinese) 中同意的用户不足 \(privacy.least) 个：没有写入任何内容"), at: span,
      notes: [
        first.isEmpty
          ? Phrase("export a larger set", "请导出更大的分群")
          : Phrase("export single parts that are large enough: tiers.key", "请单独导出足够大的部分：tiers.key")
      ])
  }

  private static func parts(
    named name: String, _ sets: [String: SavedSet], at span: Span
  ) throws(Diagnostic) -> [(part: String?, users: UserSet)] {
    if let set = sets[name] {
      switch set.kind {
      case .segment(let users): return [(nil, users)]
      case .partition(let parts): return parts.map { ($0.part, $0.users) }
      }
    }
    for (owner, set) in sets where name.hasPrefix(owner + ".") {
      guard case .partition(let parts) = set.kind else { continue }
      let wanted = name.dropFirst(owner.count + 1)
      if let part = parts.first(where: { $0.part == wanted }) { return [(part.part, part.users)] }
    }
    let names = sets.keys.sorted()
    throw Diagnostic(
      "E543", Phrase("unknown saved set '\(name)'", "没有名为 '\(name)' 的已保存分群"), at: span,
      notes: [
        Phrase(
          "save one first: segment where did(pay) as payers", "请先保存：分群 其中 发生(支付) 存为 付费用户")
      ], suggestion: Suggestion.closest(to: name, among: names + ["result"]))
  }
}

extension Diagnostic {
  fileprivate static func noConsent(at span: Span) -> Diagnostic {
    Diagnostic(
      "E545",
      Phrase(
        "the users have no column 'consent', so nothing is exported under privacy",
        "用户表没有 'consent' 列，隐私模式下不导出任何内容"), at: span,
      notes: [
        Phrase(
          "add a column consent (1, true, yes) to the user table, or: set privacy off",
          "请在用户表中加入 consent 列（1、true、是），或：设置 隐私 off")
      ])
  }
}
