import Reporting

/// A plain table: a heading line, a rule, rows; columns aligned by display width.
///
/// ```text
/// channel        users  share
/// ───────────────────────────
/// 微信小程序    18,432  38.0%
/// App Store     11,207  23.1%
/// ```
/// Where it is too wide, text columns are cut first, then headings wrap, and at last every row
/// becomes a small stack of `heading  value` lines. A number is never cut.
public struct TableGrid: Hashable, Sendable {
  public enum Alignment: Hashable, Sendable {
    /// For text; may be cut where space is short.
    case left
    /// For numbers; never cut.
    case right
  }

  public struct Column: Hashable, Sendable {
    public let heading: Phrase
    public let alignment: Alignment

    public init(_ heading: Phrase, _ alignment: Alignment = .left) {
      self.heading = heading
      self.alignment = alignment
    }
  }

  public struct Cell: Hashable, Sendable {
    public let text: Phrase
    public let role: Role

    public init(_ text: Phrase, role: Role = .plain) {
      self.text = text
      self.role = role
    }

    /// A number or a name from the data, the same in both languages.
    public init(_ text: String, role: Role = .plain) {
      self.init(Phrase(verbatim: text), role: role)
    }
  }

  public var title: Phrase?
  public var columns: [Column]
  /// A row shorter than the columns ends in empty cells; what is beyond them is not shown.
  public var rows: [[Cell]]
  /// Lines under the table.
  public var notes: [Phrase]

  public init(
    title: Phrase? = nil, columns: [Column], rows: [[Cell]], notes: [Phrase] = []
  ) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.notes = notes
  }

  /// Rows of texts that read the same in both languages.
  public init(
    title: Phrase? = nil, columns: [Column], texts: [[String]], notes: [Phrase] = []
  ) {
    self.init(
      title: title, columns: columns, rows: texts.map { $0.map { Cell($0) } }, notes: notes)
  }

  public func draw(on canvas: Canvas) -> Chart {
    let ink = Ink(canvas)
    let body = lines(ink)
    var frame = Frame(ink: ink, title: title, body: body)
    frame.legend = notes.map { StyledText(ink.text($0), .label) }
    let natural = ink.widest(body.map(\.plain))
    frame.ruleWidth = title == nil ? natural : nil
    return frame.chart(alternative: alternative, isDrawing: false)
  }

  /// One sentence: what the table is and how large.
  var alternative: Phrase {
    let name = title ?? Phrase("Table", "表格")
    let headings = columns.map(\.heading)
    return Phrase(
      "\(name.english): \(CountUnit.rows.counted(rows.count).english) with"
        + " \(headings.map(\.english).joined(separator: ", ")).",
      "\(name.chinese)：共 \(NumberText.count(rows.count)) 行，列为"
        + "\(headings.map(\.chinese).joined(separator: "、"))。")
  }
}
