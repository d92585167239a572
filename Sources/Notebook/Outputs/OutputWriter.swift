import Charts
import Engine
import Export
import Language
import Reporting

/// Turns what a cell gave into the outputs that a notebook keeps of it.
///
/// For each statement: a table for each of its tables, then the drawing, then as a note the rule,
/// what the drawing says in a sentence, and every doubt. A statement without tables leaves its
/// words as a text, a failed one its diagnostics as errors and, for people, as a note.
struct OutputWriter: Sendable {
  let language: DisplayLanguage
  /// The cell's id, where it has one.
  let id: String?
  let src: String
  /// The first 8 digits of the dataset's content hash.
  let data: String?
  /// What the cells were run on, for what must not be put on record.
  var dataset: Dataset?

  /// Without anything that tells who someone is.
  ///
  /// - Parameter text: the cell's, from whose start the diagnostics count.
  func outputs(of outcomes: [Outcome], in text: String) -> [NotebookOutput] {
    let personal = PersonalText(dataset)
    return unmasked(outcomes, in: text).map { $0.with(text: personal.masked($0.text)) }
  }

  private func unmasked(_ outcomes: [Outcome], in text: String) -> [NotebookOutput] {
    var outputs: [NotebookOutput] = []
    for (index, outcome) in outcomes.enumerated() {
      let number = index == 0 ? [] : [Attribute("statement", String(index + 1))]
      switch outcome.kind {
      case .answer(let answer, let render):
        outputs += self.outputs(of: answer, drawn: render, number: number)
      case .failure(let diagnostics):
        outputs += failure(diagnostics, in: text, number: number)
      case .host:
        let words = Phrase(
          "'\(outcome.verb ?? "")' belongs at the prompt; a notebook passes over it",
          "'\(outcome.verb ?? "")' 只用于提示符下，笔记本中会跳过")
        outputs.append(note([words.text(in: language)], number: number))
      }
    }
    guard outputs.isEmpty else { return outputs }
    return [NotebookOutput(.note, attributes: attributes(run: "ok"), text: "")]
  }

  /// For a cell that was not run because an earlier one failed.
  func skipped(because upstream: String) -> [NotebookOutput] {
    [
      NotebookOutput(
        .note, attributes: attributes(run: "skipped"), text: "upstream \(upstream)\n")
    ]
  }

  private var owner: [Attribute] { id.map { [Attribute("of", $0)] } ?? [] }

  private func attributes(run: String) -> [Attribute] {
    var attributes = owner + [Attribute("src", src)]
    if let data { attributes.append(Attribute("data", data)) }
    return attributes + [Attribute("run", run)]
  }

  private func outputs(
    of answer: Answer, drawn render: @Sendable (Canvas) -> [Block], number: [Attribute]
  ) -> [NotebookOutput] {
    var outputs: [NotebookOutput] = []
    let isProse = Self.isProse(answer)
    var showsPersons = false
    if !isProse {
      let personal = PersonalText(dataset)
      outputs += answer.tables.map { table in
        let told = personal.masked(table, ids: answer.ids[table.name] ?? [], in: dataset)
        showsPersons = showsPersons || told != table
        let stored = StoredTable(told)
        let name = table.name.isEmpty ? [] : [Attribute("name", table.name)]
        return NotebookOutput(
          .table,
          attributes: owner + name + number + attributes(run: "ok").dropFirst(owner.count)
            + [Attribute("rows", String(stored.rowCount))], text: stored.text)
      }
    }
    let canvas = Canvas(width: OutputText.width, characters: .unicode, language: language)
    let blocks = showsPersons ? [] : render(canvas)
    let drawing = BlockText.lines(of: blocks)
    if !drawing.isEmpty {
      let text = drawing.map { $0 + "\n" }.joined()
      outputs.append(
        outputs.isEmpty
          ? NotebookOutput(
            .text, attributes: owner + number + attributes(run: "ok").dropFirst(owner.count),
            text: text)
          : NotebookOutput(
            .chart,
            attributes: owner + number
              + [Attribute("w", String(OutputText.width)), Attribute("cs", "unicode")],
            text: text))
    }
    var doubts = answer.warnings.map { "\($0.code) \($0.message.text(in: language))" }
    doubts += answer.notes.map { $0.text(in: language) }
    let rule = answer.rule.text(in: language)
    let lines =
      (rule.isEmpty ? [] : [rule]) + BlockText.sentences(of: blocks, in: language) + doubts
    if !lines.isEmpty { outputs.append(note(lines, number: number)) }
    return outputs
  }

  /// Whether the tables only repeat the words that are shown, as those of commands do.
  private static func isProse(_ answer: Answer) -> Bool {
    answer.tables.allSatisfy { $0.columns.map(\.name) == ["text"] }
  }

  private func note(_ lines: [String], number: [Attribute]) -> NotebookOutput {
    let wrapped = lines.flatMap { OutputText.wrapped($0) }
    return NotebookOutput(
      .note, attributes: owner + number, text: wrapped.map { $0 + "\n" }.joined())
  }

  private func failure(
    _ diagnostics: [Diagnostic], in text: String, number: [Attribute]
  ) -> [NotebookOutput] {
    let isCancelled = diagnostics.contains { $0.code == Diagnostic.interrupted.code }
    let lines = diagnostics.map { ErrorLine($0, in: text).text + "\n" }
    let words = diagnostics.map { diagnostic in
      let message = diagnostic.message.text(in: language)
      let near = diagnostic.suggestion.map { name in
        Phrase("; did you mean '\(name)'?", "；是不是想写 '\(name)'？").text(in: language)
      }
      return message + (near ?? "")
    }
    return [
      NotebookOutput(
        .error,
        attributes: owner + number
          + attributes(run: isCancelled ? "cancelled" : "error").dropFirst(owner.count),
        text: lines.joined()),
      note(words, number: number),
    ]
  }
}
