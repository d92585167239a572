import Charts
import Engine
import Reporting

/// An audit as tables for machines and as a page for people.
struct AuditReport: Sendable {
  let audit: Audit
  let dataset: Dataset

  init(_ audit: Audit, of dataset: Dataset) {
    self.audit = audit
    self.dataset = dataset
  }

  private var found: [AuditFinding] { audit.findings.filter { $0.count > 0 } }

  var answer: Answer {
    var tables = [summary(audit.findings), examples]
    if !audit.usable.isEmpty { tables.append(usable) }
    return Answer(tables: tables, rule: RuleLine.ground(of: dataset))
  }

  /// What was found first, then the rows that are left, then each finding with its rule.
  func blocks(on canvas: Canvas) -> [Block] {
    let language = canvas.language
    var blocks: [Block] = [.lines(headlines.map { StyledText($0.text(in: language), .title) })]
    if !found.isEmpty {
      let labels = Dictionary(
        AuditCheck.all.map { ($0.name, $0.title) }, uniquingKeysWith: { first, _ in first })
      blocks.append(
        .chart(
          summary(found).grid(
            headings: Self.headings.merging(["rows": Phrase("found", "发现")]) { $1 },
            labels: labels, language: language
          ).draw(on: canvas)))
    }
    if audit.usable.count > 1 {
      blocks.append(
        .chart(
          usable.grid(
            title: Phrase("rows that can be used", "可用的行"), headings: Self.headings,
            language: language
          ).draw(on: canvas)))
    }
    for finding in found { blocks.append(.lines(lines(of: finding, language))) }
    return blocks + [.lines(clean(language))]
  }

  private var headlines: [Phrase] {
    if audit.usable.count == 1, let usable = audit.usable.first {
      let (rows, left) = (NumberText.count(usable.rows), NumberText.count(usable.usable))
      return [
        Phrase(
          "\(usable.table): \(rows) rows · \(left) usable",
          "\(usable.table)：\(rows) 行 · \(left) 行可用")
      ]
    }
    let tables = Set(audit.findings.map(\.table)).count
    return [
      Phrase(
        "\(dataset.name): \(tables) \(tables == 1 ? "table" : "tables") audited",
        "\(dataset.name)：已质检 \(tables) 张表")
    ]
  }

  private func lines(of finding: AuditFinding, _ language: DisplayLanguage) -> [StyledText] {
    let name = Phrase(verbatim: Escaping.visible(finding.table) + " · ")
    var lines = [
      StyledText(""),
      StyledText(
        (name + finding.check.title + Phrase(": ", "：") + finding.words).text(in: language),
        .keyword),
      StyledText((Phrase("  rule: ", "  规则：") + finding.check.rule).text(in: language), .muted),
    ]
    for example in finding.examples {
      let place = example.line > 0 ? "\(example.file):\(example.line)  " : ""
      lines.append(StyledText("  " + Escaping.visible(place + example.content)))
    }
    if let next = finding.next {
      lines.append(StyledText("  → " + Escaping.visible(next.text(in: language)), .label))
    }
    return lines
  }

  /// The checks that found nothing anywhere.
  private func clean(_ language: DisplayLanguage) -> [StyledText] {
    let bad = Set(found.map(\.check.name))
    let made = Set(audit.findings.map(\.check.name))
    let names = AuditCheck.all.filter { made.contains($0.name) && !bad.contains($0.name) }
    guard !names.isEmpty else { return [] }
    let list = Phrase(
      names.map(\.title.english).joined(separator: ", "),
      names.map(\.title.chinese).joined(separator: "、"))
    return [
      StyledText(""),
      StyledText((Phrase("nothing found: ", "未发现问题：") + list).text(in: language), .muted),
    ]
  }
}

extension AuditReport {
  private func summary(_ findings: [AuditFinding]) -> ResultTable {
    ResultTable(
      "summary",
      columns: [
        ResultColumn("table", .text), ResultColumn("check", .text), ResultColumn("rows", .int),
        ResultColumn("of", .int), ResultColumn("rate", .rate),
      ],
      rows: findings.map {
        [
          .text($0.table), .text($0.check.name), .int($0.count), .int($0.of), Cell($0.rate),
        ]
      })
  }

  private var examples: ResultTable {
    ResultTable(
      "examples",
      columns: [
        ResultColumn("table", .text), ResultColumn("check", .text), ResultColumn("file", .text),
        ResultColumn("line", .int), ResultColumn("content", .text),
      ],
      rows: audit.findings.flatMap { finding in
        finding.examples.map { example in
          [
            .text(finding.table), .text(finding.check.name),
            example.line > 0 ? .text(example.file) : .missing,
            example.line > 0 ? .int(example.line) : .missing, .text(example.content),
          ]
        }
      })
  }

  private var usable: ResultTable {
    ResultTable(
      "usable",
      columns: [
        ResultColumn("table", .text), ResultColumn("rows", .int), ResultColumn("usable", .int),
        ResultColumn("rate", .rate),
      ],
      rows: audit.usable.map {
        [.text($0.table), .int($0.rows), .int($0.usable), Cell($0.rate)]
      })
  }

  private static let headings: [String: Phrase] = [
    "table": Phrase("table", "表"), "check": Phrase("check", "检查项"),
    "rows": Phrase("rows", "行数"), "of": Phrase("of", "总数"), "rate": Phrase("rate", "比率"),
    "usable": Phrase("usable", "可用"),
  ]
}
