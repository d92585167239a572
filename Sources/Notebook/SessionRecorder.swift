import Engine
import Export
import Language
import Reporting

/// Collects what was asked in a session, to be saved as a notebook.
///
/// Questions, definitions and what decides the data or the day are kept; help, looks at the tables,
/// `save` and the like are not. A replay of the notebook gives the outputs that were seen.
public struct SessionRecorder: Sendable {
  /// One entry of the prompt that has a part worth keeping.
  private struct Entry: Sendable {
    let text: String
    let outcomes: [Outcome]
    let before: Workspace
    let after: Workspace
    let names: CellNames

    init(text: String, outcomes: [Outcome], before: Workspace, after: Workspace) {
      self.text = text
      self.outcomes = outcomes
      self.before = before
      self.after = after
      names = CellNames(text, catalogue: before.catalogue)
    }

    /// A notebook writes no files: it tells of an export and passes over it.
    var isExport: Bool { outcomes.allSatisfy { $0.verb == "export" } }

    var isFailure: Bool { outcomes.contains { !$0.diagnostics.isEmpty } }

    /// Without what failed, which stopped the entry: what ran before it has had its effect.
    var withoutFailure: Entry? {
      guard isFailure else { return self }
      let kept = outcomes.filter {
        $0.diagnostics.isEmpty && SessionRecorder.isKept($0, in: before.catalogue)
      }
      if kept.isEmpty { return nil }
      return Entry(
        text: SessionRecorder.text(of: kept), outcomes: kept, before: before, after: after)
    }
  }

  private enum Part: Sendable {
    case entry(Entry)
    case prose(String)
  }

  private var parts: [Part] = []
  private let stamp: NotebookStamp

  public init(stamp: NotebookStamp) { self.stamp = stamp }

  /// Nothing worth saving was entered yet.
  public var isEmpty: Bool { parts.isEmpty }

  /// Takes in an entry as it was typed.
  ///
  /// - Parameters:
  ///   - before: the workspace that it was run in.
  ///   - after: what it left.
  public mutating func record(
    _ text: String, outcomes: [Outcome], before: Workspace, after: Workspace
  ) {
    // A failed entry is taken whole: the places of its errors count from its start.
    let hasFailed = outcomes.contains { !$0.diagnostics.isEmpty }
    let kept = outcomes.filter { Self.isKept($0, in: before.catalogue) }
    guard !kept.isEmpty else { return }
    let exports = kept.count { $0.verb == "export" }
    if !hasFailed, exports > 0, kept.count > 1 {
      for outcome in kept {
        parts.append(
          .entry(
            Entry(text: outcome.statement, outcomes: [outcome], before: before, after: after)))
      }
      return
    }
    let isWhole = hasFailed || kept.count == outcomes.count
    parts.append(
      .entry(
        Entry(
          text: isWhole ? text : Self.text(of: kept), outcomes: isWhole ? outcomes : kept,
          before: before, after: after)))
  }

  private static func text(of outcomes: [Outcome]) -> String {
    outcomes.map(\.statement).joined(separator: "\n")
  }

  /// Takes in prose, a paragraph of Markdown.
  public mutating func note(_ prose: String) { parts.append(.prose(prose)) }

  /// Drops the last cell or paragraph.
  public mutating func removeLast() { _ = parts.popLast() }

  /// Text that cannot be read counts as a question that failed.
  private static func isKept(_ outcome: Outcome, in catalogue: Catalogue) -> Bool {
    guard let verb = outcome.verb else { return true }
    if case .host = outcome.kind { return false }
    return catalogue.verb(verb) != nil || kept.contains(verb)
  }

  private static let kept: Set<String> = [
    "open", "use", "load", "map", "set", "define", "goal", "action", "checklist", "explain", "sql",
    "export",
  ]

  /// The ids of cells that `notebook` saves with values replaced that tell who someone is.
  public var maskedCells: [String] {
    let entries = parts.compactMap { part in
      if case .entry(let entry) = part { entry.withoutFailure } else { nil }
    }
    return entries.enumerated().compactMap { number, entry in
      let isKept = PersonalText(entry.after.dataset).masked(entry.text) == entry.text
      return isKept ? nil : "c\(number + 1)"
    }
  }

  /// The session as a notebook.
  ///
  /// - Parameters:
  ///   - title: the heading; nil for none.
  ///   - includingFailures: whether what failed is kept too, its cells marked `expect=error`.
  ///   - path: how a dataset is to be opened again, best relative to the notebook's folder.
  public func notebook(
    title: String?, includingFailures: Bool = false,
    path: (Dataset) -> String = { $0.name }
  ) -> NotebookFile {
    let kept = parts.compactMap { part -> Part? in
      guard case .entry(let entry) = part, !includingFailures else { return part }
      return entry.withoutFailure.map { .entry($0) }
    }
    let entries = kept.compactMap { if case .entry(let entry) = $0 { entry } else { nil } }
    let asof = Self.asof(of: entries)
    var file = NotebookFile()
    file.front = front(title: title, entries, asof: asof, path: path)
    if let title { file.append(prose: "# " + Self.oneLine(title)) }
    var history = CellHistory(.init(engine: stamp.engine))
    var number = 0
    for part in kept {
      switch part {
      case .prose(let text): file.append(prose: Self.harmless(text))
      case .entry(let entry):
        number += 1
        append(entry, number: number, asof: asof, to: &file, &history)
      }
    }
    return file
  }

  private func append(
    _ entry: Entry, number: Int, asof: CivilDay?, to file: inout NotebookFile,
    _ history: inout CellHistory
  ) {
    let startsAlone = number == 1 && entry.names.opensItself
    let day = entry.before.asof ?? asof ?? (startsAlone ? nil : entry.before.dataset?.asof.day)
    // The values stay out of the notebook; a replay finds nobody by their marks.
    let text = PersonalText(entry.after.dataset).masked(entry.text)
    let src = history.src(of: text, asof: day, privacy: entry.before.privacy)
    history.keep(entry.names.statements[...], src: src)
    let id = "c\(number)"
    let writer = OutputWriter(
      language: entry.after.language, id: id, src: src,
      data: entry.after.dataset.map(OutputWriter.dataHash), dataset: entry.after.dataset)
    let expected = entry.isFailure ? [Attribute("expect", "error")] : []
    let passedOver = entry.isExport ? [Attribute("run", "never")] : []
    file.append(
      NotebookCell(text: text, attributes: [Attribute("id", id)] + expected + passedOver),
      outputs: writer.outputs(of: entry.outcomes, in: entry.text))
  }

  private func front(
    title: String?, _ entries: [Entry], asof: CivilDay?, path: (Dataset) -> String
  ) -> FrontMatter {
    var front = FrontMatter()
    if let title { front.set("title", to: .text(title)) }
    let language = entries.first?.before.language ?? .english
    front.set("lang", to: .text(language == .chinese ? "zh-Hans" : "en"))
    front.set("tool", to: .text(stamp.tool))
    front.set("engine", to: .text(stamp.engine))
    if let asof { front.set("asof", to: .text(asof.label)) }
    for dataset in Self.datasets(of: entries) {
      let key = "dataset." + DatasetLine.key(for: dataset.name)
      if front[key] == nil {
        front.set(key, to: DatasetLine.value(of: dataset, path: path(dataset)))
      }
    }
    return front
  }

  /// The dataset that the first cell finds, then those that cells open.
  private static func datasets(of entries: [Entry]) -> [Dataset] {
    guard let first = entries.first else { return [] }
    let initial = first.names.opensItself ? nil : first.before.opened
    let opening = entries.filter { entry in
      entry.names.statements.contains { $0.ground == .opens }
    }
    return [initial].compactMap(\.self) + opening.compactMap(\.after.opened)
  }

  /// The day of the first cell, where all cells read one dataset; each has its own day otherwise.
  private static func asof(of entries: [Entry]) -> CivilDay? {
    let datasets = datasets(of: entries)
    guard let first = entries.first, let only = datasets.first,
      datasets.allSatisfy({ $0.name == only.name })
    else { return nil }
    return first.before.asof ?? only.asof.day
  }

  /// Prose in which no line opens a fence or a comment that would swallow what follows.
  private static func harmless(_ prose: String) -> String {
    NotebookLine.all(of: Array(prose.utf8)[...]).map { line in
      let text = String(decoding: line.content, as: UTF8.self)
      let opens = FenceOpening(line) != nil || NotebookFile.opensComment(line)
      return opens ? "\\" + text.drop { $0 == " " } : text
    }.joined(separator: "\n")
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
