import Engine
import Language
import Reporting

/// `map`: how the rows that are open are understood, and what their names are called.
enum MapCommand {
  static let map = Command(
    names: ["map"],
    usage: "map [TABLE] ROLE=COLUMN … | map zone=ZONE | map label NAME = 'TEXT'",
    summary: Phrase(
      "say what columns, tables and events are for, and what they are called",
      "指定列、表、事件的用途和显示名")
  ) { call, workspace, interrupt throws(Diagnostic) in
    let dataset = try workspace.scope(at: call.command.place.span).dataset
    if let label = LabelText(call) {
      let new = try label.label(in: dataset)
      return try OpenCommand.read(
        .init(kind: .map, path: "", labels: [new], current: workspace.opened), call, &workspace,
        interrupt,
        saying: [Phrase("'\(new.name)' is called '\(new.text)'", "'\(new.name)' 显示为“\(new.text)”")])
    }
    let assignments = OpenCommand.assignments(try ArgumentText(call).words)
    guard !assignments.isEmpty else {
      throw OpenCommand.missing(
        Phrase("ROLE=COLUMN", "角色=列名"), "map user=uid time=ts", call)
    }
    return try OpenCommand.read(
      .init(kind: .map, path: "", assignments: assignments, current: workspace.opened), call,
      &workspace, interrupt)
  }
}

/// `label [event|column|value] NAME = 'TEXT'` behind `map`.
struct LabelText {
  private let call: CommandCall
  /// What stands before the sign, and behind it without its quotes.
  private let words: [String]
  private let text: String

  /// Nil where the rest of the call is about something else.
  init?(_ call: CommandCall) {
    self.call = call
    var pieces: [String] = [""]
    var text: String?
    var quote: Character?
    for character in call.rest {
      if let open = quote {
        if character == open { quote = nil } else { Self.add(character, &pieces, &text) }
      } else if character == "'" || character == "\"" || character == "`" {
        quote = character
      } else if character == "=", text == nil {
        text = ""
      } else if character.isWhitespace {
        if text == nil { pieces.append("") } else { text?.append(character) }
      } else {
        Self.add(character, &pieces, &text)
      }
    }
    let words = pieces.filter { !$0.isEmpty }
    guard ["label", "标签"].contains(words.first) else { return nil }
    self.words = Array(words.dropFirst())
    self.text = Self.trimmed(text ?? "")
  }

  private static func add(
    _ character: Character, _ pieces: inout [String], _ text: inout String?
  ) {
    if text == nil { pieces[pieces.count - 1].append(character) } else { text?.append(character) }
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }

  private typealias Kind = DatasetAccess.NewLabel.Kind

  private static let kinds: [String: Kind] = [
    "event": .event, "column": .column, "value": .value, "事件": .event, "列": .column, "值": .value,
  ]

  /// The label for what the name means in a dataset.
  ///
  /// Throws E131 where a part is missing, E215 for an unknown name, E207 for one of two meanings.
  func label(in dataset: Dataset) throws(Diagnostic) -> DatasetAccess.NewLabel {
    let kind = words.count > 1 ? words.first.flatMap { Self.kinds[$0] } : nil
    let name = words.dropFirst(kind == nil ? 0 : 1).joined(separator: " ")
    guard !name.isEmpty, !text.isEmpty else {
      throw OpenCommand.missing(
        Phrase("NAME = 'TEXT'", "名称 = '文字'"), "map label pay = '支付'", call)
    }
    let names = LabelledNames(dataset)
    var found = names.meanings(of: name)
    if let kind { found = found.filter { $0.kind == kind } }
    guard let meaning = found.first else {
      throw Diagnostic(
        "E215", Phrase("nothing in the data is called '\(name)'", "数据中没有叫 '\(name)' 的内容"),
        at: call.restPlace.span,
        notes: [
          Phrase("to see what there is: events, describe columns", "查看已有的名称：事件、概览 列")
        ], suggestion: Suggestion.closest(to: name, among: names.all))
    }
    guard found.count == 1 else { throw ambiguous(name, found) }
    let isChinese = text.unicodeScalars.contains { $0.properties.isIdeographic }
    return DatasetAccess.NewLabel(
      kind: meaning.kind, name: meaning.name, text: text,
      language: isChinese ? .chinese : .english)
  }

  private func ambiguous(_ name: String, _ found: [LabelledNames.Meaning]) -> Diagnostic {
    let phrases = found.map { meaning -> Phrase in
      switch meaning.kind {
      case .event: Phrase("the event '\(meaning.name)'", "事件 '\(meaning.name)'")
      case .column: Phrase("the column '\(meaning.name)'", "列 '\(meaning.name)'")
      case .value: Phrase("the value '\(meaning.name)'", "值 '\(meaning.name)'")
      }
    }
    let kind = found[0].kind.rawValue
    return Diagnostic(
      "E207",
      Phrase(
        "'\(name)' is " + phrases.map(\.english).joined(separator: " and "),
        "'\(name)' 既是" + phrases.map(\.chinese).joined(separator: "，又是")),
      at: call.restPlace.span,
      notes: [
        Phrase(
          "say which: map label \(kind) \(name) = '\(text)'",
          "请说明是哪一个：map label \(kind) \(name) = '\(text)'")
      ])
  }
}

/// What a name in the data can be, for its label.
private struct LabelledNames {
  struct Meaning {
    let kind: DatasetAccess.NewLabel.Kind
    let name: String
  }

  private let dataset: Dataset
  private let columns: [String]
  private let values: [String]

  init(_ dataset: Dataset) {
    self.dataset = dataset
    var columns = dataset.tables.flatMap { $0.columns.map(\.name) }
    let typed =
      dataset.events.properties + dataset.users.attributes + (dataset.feedback?.columns ?? [])
    for column in typed where !columns.contains(column.name) { columns.append(column.name) }
    self.columns = columns
    let personal = Set(dataset.tables.flatMap { $0.personal.keys })
    var values: Set<String> = []
    for column in typed where !personal.contains(column.name) {
      if case .text(_, let texts) = column.storage { values.formUnion(texts) }
    }
    self.values = values.sorted()
  }

  var all: [String] { dataset.events.names + columns + values.prefix(5000) }

  /// By the name itself, else by the label it has.
  func meanings(of name: String) -> [Meaning] {
    let labels = dataset.labels
    let byName = [
      Meaning(kind: .event, name: name), Meaning(kind: .column, name: name),
      Meaning(kind: .value, name: name),
    ].filter { meaning in
      switch meaning.kind {
      case .event: dataset.events.names.contains(name)
      case .column: columns.contains(name)
      case .value: values.contains(name)
      }
    }
    guard byName.isEmpty else { return byName }
    func labelled(_ labels: [String: Phrase], _ kind: DatasetAccess.NewLabel.Kind) -> [Meaning] {
      labels.filter { $0.value.english == name || $0.value.chinese == name }.keys.sorted()
        .map { Meaning(kind: kind, name: $0) }
    }
    return labelled(labels.events, .event) + labelled(labels.columns, .column)
      + labelled(labels.values, .value)
  }
}
