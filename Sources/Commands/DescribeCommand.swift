import Charts
import Engine
import Language
import Reporting

/// `describe` and `tables`: what the open dataset holds and where it came from.
enum DescribeCommand {
  static let describe = Command(
    names: ["describe"], usage: "describe [TABLE|users|events|sources|columns]",
    summary: Phrase("what the dataset holds, or one part of it", "数据集里有什么，或其中一部分")
  ) { call, workspace, interrupt throws(Diagnostic) in
    let scope = try workspace.scope(at: call.command.place.span)
    let description = Description(
      dataset: scope.dataset, interrupt: interrupt, privacy: workspace.privacy)
    let words = try ArgumentText(call).words.map(\.text)
    guard let word = words.first else { return try whole(description) }
    // Between quotes it is a table, whatever its name means elsewhere.
    let isQuoted = call.rest.hasPrefix("\"") || call.rest.hasPrefix("'")
    let part = isQuoted ? nil : parts[word.lowercased()]
    switch part {
    case .users: return .sections([description.users, description.attributes])
    case .events: return .sections([description.events, description.properties])
    case .sources: return .sections([description.sources(of: nil)], closing: description.hashNote)
    case .columns: return .sections(try description.columns())
    case nil:
      guard let name = description.table(named: words.joined(separator: " ")) else {
        throw Diagnostic.unknownTable(
          words.joined(separator: " "), among: scope.dataset.tables.map(\.name),
          at: call.restPlace.span)
      }
      return .sections(
        try description.columns(of: name) + [description.sources(of: name)],
        closing: description.hashNote)
    }
  }

  private enum Part { case users, events, sources, columns }

  private static let parts: [String: Part] = [
    "users": .users, "events": .events, "sources": .sources, "columns": .columns,
    "用户": .users, "事件": .events, "来源": .sources, "列": .columns,
  ]

  private static func whole(_ description: Description) throws(Diagnostic) -> Command.Output {
    let next = Phrase(
      "more: describe users · describe events · describe sources · describe TABLE",
      "更多：概览 用户 · 概览 事件 · 概览 来源 · 概览 表名")
    return .sections(
      [description.summary, try description.tables()] + (try description.columns()),
      closing: [next])
  }

  static let tables = Command(
    names: ["tables"], usage: "tables",
    summary: Phrase("the tables, their roles and what they span", "各表的角色和时间范围")
  ) { call, workspace, interrupt throws(Diagnostic) in
    let dataset = try workspace.scope(at: call.command.place.span).dataset
    return .sections([try Description(dataset: dataset, interrupt: interrupt).tables()])
  }

  static let events = Command(
    names: ["events"], usage: "events",
    summary: Phrase("the events with their counts", "全部事件及次数")
  ) { call, workspace, interrupt throws(Diagnostic) in
    let dataset = try workspace.scope(at: call.command.place.span).dataset
    return .sections([
      Description(dataset: dataset, interrupt: interrupt, privacy: workspace.privacy).events
    ])
  }

  /// What is said when a dataset has been opened.
  static func opened(_ opened: DatasetAccess.Opened) -> Command.Output {
    let dataset = opened.dataset
    let count = NumberText.count
    var lines: [(Phrase, Role)] = [
      (
        Phrase(
          "\(dataset.name): \(count(dataset.users.count)) users,"
            + " \(count(dataset.events.count)) events, ",
          "\(dataset.name)：\(count(dataset.users.count)) 个用户，\(count(dataset.events.count)) 个事件，")
          + RuleLine.ground(of: dataset), .title
      )
    ]
    lines += opened.notices.map { ($0, .plain) }
    return .text("opened", lines)
  }
}
