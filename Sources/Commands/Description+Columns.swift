import Charts
import Engine
import Reporting

extension Description {
  /// The columns of one table, or of all, with how far each is filled.
  ///
  /// Values of columns that tell who someone is are never shown.
  func columns(of name: String? = nil) throws(Diagnostic) -> [Section] {
    var sections: [Section] = []
    for table in dataset.tables where name == nil || table.name == name {
      try interrupt.check()
      sections.append(try columns(of: table))
    }
    return sections
  }

  private func columns(of summary: TableSummary) throws(Diagnostic) -> Section {
    let read = try dataset.table(summary.name)
    let rows = CountText.rows(summary.rows)
    var section = Section(
      "columns",
      title: Phrase(
        "\(Escaping.visible(summary.name)) · \(summary.role) · \(rows.english)",
        "\(Escaping.visible(summary.name)) · \(Words.tableRole(summary.role).chinese)"
          + " · \(rows.chinese)"),
      columns: [.init("table", .text, Phrase("table", "表"), isShown: false)]
        + coverageColumns(
          first: .init("column", .text, Phrase("column", "列")),
          second: .init("role", .text, Phrase("role", "角色"))))
    let roles = Dictionary(
      summary.mapping.map { ($1, $0) }, uniquingKeysWith: { min($0, $1) })
    let derived = Set(dataset.users.derivedAttributes)
    for column in read?.summary.columns ?? summary.columns {
      let role = roles[column.name]
      let attribute = derived.contains(column.name) && summary.role != "users"
      section.append(
        [.text(summary.name), .text(column.name, name(of: column.name))]
          + coverage(
            read?.column(column.name), type: column.type,
            second: .text(
              role ?? (attribute ? "user attribute" : ""),
              role.map { Phrase(verbatim: $0) }
                ?? (attribute ? Phrase("of the user", "用户属性") : Phrase(verbatim: ""))),
            personal: summary.personal[column.name], isProse: role == "text"))
    }
    if let constant = summary.mapping["event:"] {
      let shown = Escaping.visible(constant)
      section.notes.append(
        Phrase("every row is an event '\(shown)'", "每一行都是事件 '\(shown)'"))
    }
    return section
  }

  private func name(of column: String) -> Phrase {
    guard let label = dataset.labels.columns[column]?.chinese, label != column else {
      return Phrase(verbatim: column)
    }
    return Phrase(column, "\(column) \(label)")
  }

  private func coverageColumns(first: Section.Column, second: Section.Column) -> [Section.Column] {
    [
      first, .init("type", .text, Phrase("type", "类型")), second,
      .init("filled", .rate, Phrase("filled", "填充率")),
      .init("distinct", .int, Phrase("distinct", "不同值")),
      .init("values", .text, Phrase("values", "取值")),
    ]
  }

  /// The cells behind a column's name: its type, what it is for, how far it is filled, with what.
  private func coverage(
    _ column: PropertyColumn?, type: ColumnType, second: Section.Value, personal: PersonalKind?,
    isProse: Bool = false
  ) -> [Section.Value] {
    let coverage = column.map { ColumnCoverage($0, calendar: dataset.calendar) }
    let values = personal.map { kind in
      Phrase("(\(kind.phrase.english), not shown)", "（\(kind.phrase.chinese)，不显示）")
    }
    // The least and the greatest value are somebody's.
    let shown = values ?? (isProse || privacy.isOn ? nil : coverage?.values) ?? Phrase(verbatim: "")
    return [
      .text(type.rawValue), second,
      Section.Value(
        Cell(coverage?.share),
        Phrase(verbatim: coverage.map { NumberText.rate($0.share, digits: 0) } ?? "")),
      Section.Value(coverage.map { .int($0.distinct) } ?? .missing),
      .text(shown.english, shown),
    ]
  }

  /// How many users there are, and where they are known from.
  var users: Section {
    var section = Section(
      "users", title: Phrase("users", "用户"),
      columns: [
        .init("item", .text, Phrase("item", "项目")), .init("users", .int, Phrase("users", "用户")),
      ])
    let log = dataset.events
    let active = (0..<log.userCount).count { !log.rows(of: $0).isEmpty }
    let total = dataset.users.count
    func add(_ item: Phrase, _ count: Int) {
      let cell: Cell = privacy.tells(count) ? .int(count) : .under(privacy.least)
      section.append([.text(item.english, item), Section.Value(cell)])
    }
    add(Phrase("users", "全部用户"), total)
    if privacy.tells(total - active) { add(Phrase("with events", "有事件的用户"), active) }
    // One of them with the total tells the other.
    if privacy.tells(active), privacy.tells(total - active) {
      add(Phrase("without events", "没有事件的用户"), total - active)
    }
    if let feedback = dataset.feedback {
      let answering = Set(feedback.users.filter { $0 >= 0 }).count
      add(Phrase("with answers", "有反馈的用户"), answering)
    }
    return section
  }

  /// Attributes of users, how far they are known.
  var attributes: Section {
    var section = Section(
      "attributes", title: Phrase("attributes of users", "用户属性"),
      columns: coverageColumns(
        first: .init("attribute", .text, Phrase("attribute", "属性")),
        second: .init("from", .text, Phrase("from", "来自"))))
    let derived = Set(dataset.users.derivedAttributes)
    for column in dataset.users.attributes {
      let isDerived = derived.contains(column.name)
      section.append(
        [.text(column.name, name(of: column.name))]
          + coverage(
            column, type: column.type,
            second: .text(
              isDerived ? "events" : "users",
              isDerived ? Phrase("events", "事件") : Phrase("users", "用户表")),
            personal: personalKind(of: column.name)))
    }
    return section
  }

  /// Properties of events, how far they are filled.
  var properties: Section {
    var section = Section(
      "properties", title: Phrase("properties of events", "事件属性"),
      columns: coverageColumns(
        first: .init("property", .text, Phrase("property", "属性")),
        second: .init("role", .text, Phrase("role", "角色"))))
    for (index, column) in dataset.events.properties.enumerated() {
      let isAmount = index == dataset.events.amountIndex
      section.append(
        [.text(column.name, name(of: column.name))]
          + coverage(
            column, type: column.type, second: .text(isAmount ? "amount" : ""),
            personal: personalKind(of: column.name)))
    }
    return section
  }

  private func personalKind(of column: String) -> PersonalKind? {
    dataset.tables.lazy.compactMap { $0.personal[column] }.first
  }
}

/// Counts with their unit.
enum CountText {
  static func rows(_ count: Int) -> Phrase {
    let number = NumberText.count(count)
    return Phrase("\(number) \(count == 1 ? "row" : "rows")", "\(number) 行")
  }
}
