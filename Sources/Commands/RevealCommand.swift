import Charts
import Engine
import Language
import Reporting
import Simulation

/// `reveal`: a learner's estimate beside the truth that was planted in a simulated dataset.
enum RevealCommand {
  static let reveal = Command(
    names: ["reveal"], usage: "reveal [ID[.FIGURE] [ESTIMATE|now]]",
    summary: Phrase(
      "compare your estimate with a truth of a sealed dataset", "把你的估计与封存数据集的真值对照")
  ) { call, workspace, _ throws(Diagnostic) in
    var words = try ArgumentText(call).words.map(\.text)
    let path: String
    if let first = words.first, first.contains("/") || first.hasSuffix(".sealed") {
      path = first.hasSuffix(".sealed") ? first : first + "/" + SealedTruths.file
      words.removeFirst()
    } else {
      path = try folder(call, workspace) + "/" + SealedTruths.file
    }
    let sealed = try read(path, call)
    guard let wanted = words.first else {
      return .text("reveal", list(sealed, workspace.revealed))
    }
    let (truth, picked) = try find(wanted, in: sealed, call)
    guard words.count > 1 else { return .text("reveal", asking(truth, picked)) }
    let typed = words.dropFirst().joined(separator: " ")
    if ["now", "现在"].contains(typed.lowercased()) {
      workspace.revealed.insert(key(sealed, truth))
      let figures = picked.map { [truth.figures[$0]] } ?? truth.figures
      return .text(
        "reveal",
        [(Phrase(verbatim: truth.id + "  ") + truth.statement, .title)]
          + figures.map { (Phrase(verbatim: "  \($0.name): \(text($0.value))"), .plain) })
    }
    guard let estimate = number(typed) else { throw .noEstimate(typed, call) }
    guard let index = picked ?? (truth.figures.count == 1 ? 0 : nil) else {
      throw .whichFigure(truth, call)
    }
    workspace.revealed.insert(key(sealed, truth))
    return .text("reveal", compared(truth, truth.figures[index], estimate))
  }

  private static func key(_ sealed: SealedTruths, _ truth: Truth) -> String {
    "\(sealed.dataset) \(sealed.seed) \(sealed.scale) \(truth.id)"
  }

  private static func folder(
    _ call: CommandCall, _ workspace: Workspace
  ) throws(Diagnostic) -> String {
    let dataset = try workspace.scope(at: call.command.place.span).dataset
    guard let path = workspace.access.path(workspace.opened ?? dataset) else {
      throw .noTruths(dataset.name, call)
    }
    let isFile = [".csv", ".sqlite", ".gz", ".jsonl", ".db"].contains { path.hasSuffix($0) }
    guard isFile else { return path }
    return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  private static func read(
    _ path: String, _ call: CommandCall
  ) throws(Diagnostic) -> SealedTruths {
    do throws(Diagnostic) {
      return try SealedTruths.read(path)
    } catch {
      if error.code == "E501" { throw .noTruths(path, call) }
      var located = error
      located.span = call.restPlace.span
      throw located
    }
  }

  /// A truth by its id, and one of its figures by number or name.
  private static func find(
    _ typed: String, in sealed: SealedTruths, _ call: CommandCall
  ) throws(Diagnostic) -> (Truth, Int?) {
    let parts = typed.split(separator: ".", maxSplits: 1).map(String.init)
    let id = parts.first ?? ""
    guard let truth = sealed.truths.first(where: { $0.id.lowercased() == id.lowercased() }) else {
      throw .unknownTruth(id, sealed, call)
    }
    guard parts.count > 1 else { return (truth, nil) }
    let name = parts[1].lowercased()
    let index =
      Int(name).map { $0 &- 1 } ?? truth.figures.firstIndex { $0.name.lowercased() == name }
    guard let index, truth.figures.indices.contains(index) else { throw .whichFigure(truth, call) }
    return (truth, index)
  }

  private static func list(
    _ sealed: SealedTruths, _ revealed: Set<String>
  ) -> [(Phrase, Role)] {
    let width = sealed.truths.map(\.id.count).max() ?? 0
    let lines: [(Phrase, Role)] = sealed.truths.map { truth in
      let id = truth.id + String(repeating: " ", count: width - truth.id.count + 2)
      let isRevealed = revealed.contains(key(sealed, truth))
      return (
        Phrase(verbatim: id) + (isRevealed ? truth.statement : truth.statement.withoutRates)
          + (isRevealed ? Phrase("  (revealed)", "（已揭晓）") : Phrase(verbatim: "")), .plain
      )
    }
    return lines + [
      (Phrase("estimate first, then: reveal SH1 0.08", "先估计，再输入：揭晓 SH1 0.08"), .muted)
    ]
  }

  private static func asking(_ truth: Truth, _ picked: Int?) -> [(Phrase, Role)] {
    var lines: [(Phrase, Role)] = [
      (Phrase(verbatim: truth.id + "  ") + truth.statement.withoutRates, .title)
    ]
    for (index, figure) in truth.figures.enumerated() where picked == nil || picked == index {
      lines.append((Phrase(verbatim: "  \(truth.id).\(index + 1)  \(figure.name)"), .plain))
    }
    let one = truth.figures.count == 1 ? truth.id : "\(truth.id).\((picked ?? 0) + 1)"
    lines.append(
      (
        Phrase(
          "what is your estimate? reveal \(one) 0.08; to see it at once: reveal \(truth.id) now",
          "你的估计是多少？揭晓 \(one) 0.08；直接查看：揭晓 \(truth.id) now"), .muted
      ))
    return lines
  }

  private static func compared(
    _ truth: Truth, _ figure: Truth.Figure, _ estimate: Double
  ) -> [(Phrase, Role)] {
    let difference = estimate - figure.value
    let relative = figure.value == 0 ? nil : difference / figure.value.magnitude
    let distance = relative?.magnitude ?? (difference == 0 ? 0 : .infinity)
    let verdict =
      if distance <= 0.01 {
        Phrase("within 1%: well done", "误差在 1% 以内：很准")
      } else if distance <= 0.05 {
        Phrase("within 5%: close", "误差在 5% 以内：接近")
      } else {
        Phrase("off by more than 5%: look again at the definition", "误差超过 5%：请再看看口径")
      }
    let share = relative.map { " (\(NumberText.signed($0 * 100, digits: 2))%)" } ?? ""
    let sign = difference > 0 ? "+" : ""
    return [
      (Phrase(verbatim: truth.id + "  ") + truth.statement, .title),
      (Phrase(verbatim: "  " + figure.name), .plain),
      (Phrase("  truth       \(text(figure.value))", "  真值  \(text(figure.value))"), .plain),
      (Phrase("  estimate    \(text(estimate))", "  估计  \(text(estimate))"), .plain),
      (
        Phrase(
          "  difference  \(sign)\(text(difference))\(share)",
          "  相差  \(sign)\(text(difference))\(share)"), .plain
      ),
      (Phrase(verbatim: "  ") + verdict, distance <= 0.05 ? .good : .bad),
    ]
  }

  /// `0.08`, `8%`, `1,204`, `3万`.
  static func number(_ typed: String) -> Double? {
    var text = typed.filter { $0 != "," && $0 != "_" && $0 != " " && $0 != "，" }
    var factor = 1.0
    let ends: [(String, Double)] = [("%", 0.01), ("％", 0.01), ("万", 10_000), ("亿", 100_000_000)]
    for (end, value) in ends where text.hasSuffix(end) {
      text.removeLast()
      factor = value
    }
    guard !text.isEmpty, text.utf8.allSatisfy({ "0123456789.-+".utf8.contains($0) }),
      let value = Double(text)
    else { return nil }
    return value * factor
  }

  private static func text(_ value: Double) -> String {
    if value == value.rounded(), value.magnitude < 1e15 { return NumberText.count(Int(value)) }
    return NumberText.fixed(value, digits: value.magnitude < 1 ? 4 : 2)
  }
}

extension Phrase {
  /// With percentages left open, which would give an estimate away.
  fileprivate var withoutRates: Phrase {
    func open(_ text: String) -> String {
      text.split(separator: " ", omittingEmptySubsequences: false).map { word in
        word.contains("%") ? String(word.filter { !$0.isNumber && $0 != "." }) + "?" : String(word)
      }.joined(separator: " ")
    }
    return Phrase(open(english), open(chinese))
  }
}

extension Diagnostic {
  fileprivate static func noTruths(_ place: String, _ call: CommandCall) -> Diagnostic {
    let span = call.restPlace.span
    return Diagnostic(
      "E550",
      Phrase("no sealed truths lie with '\(place)'", "'\(place)' 没有封存的真值"),
      at: span.isEmpty ? call.command.place.span : span,
      notes: [
        Phrase(
          "make a dataset that has them: opsbook simulate shop --sealed -o DIR",
          "生成带真值的数据集：opsbook simulate shop --sealed -o 目录")
      ])
  }

  fileprivate static func unknownTruth(
    _ id: String, _ sealed: SealedTruths, _ call: CommandCall
  ) -> Diagnostic {
    Diagnostic(
      "E551", Phrase("unknown truth '\(id)'", "没有编号为 '\(id)' 的真值"), at: call.restPlace.span,
      notes: [Phrase("to list them: reveal", "查看全部：揭晓")],
      suggestion: Suggestion.closest(to: id, among: sealed.truths.map(\.id)))
  }

  fileprivate static func whichFigure(_ truth: Truth, _ call: CommandCall) -> Diagnostic {
    let names = truth.figures.enumerated().prefix(6).map { "\(truth.id).\($0 + 1) \($1.name)" }
      .joined(separator: "; ")
    return Diagnostic(
      "E552",
      Phrase(
        "expected one of the \(truth.figures.count) figures of \(truth.id)",
        "\(truth.id) 有 \(truth.figures.count) 个数值，请指明其一"), at: call.restPlace.span,
      notes: [
        Phrase(verbatim: names),
        Phrase("for example reveal \(truth.id).1 550", "例如 揭晓 \(truth.id).1 550"),
      ])
  }

  fileprivate static func noEstimate(_ typed: String, _ call: CommandCall) -> Diagnostic {
    Diagnostic(
      "E553", Phrase("expected a number, found '\(typed)'", "应为数字，却是 '\(typed)'"),
      at: call.restPlace.span,
      notes: [Phrase("for example reveal SH1 0.08", "例如 揭晓 SH1 0.08")])
  }
}
