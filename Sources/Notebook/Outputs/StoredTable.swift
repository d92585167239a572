import Digest
import Engine
import Export

/// A table as an output keeps it: CSV with typed headings, whole or its first rows alone.
///
/// ```text
/// step:int,event:text,users:int
/// 1,visit,6875
/// 2,pay,1204
/// ```
/// Up to 200 rows stand there. Of a longer table the first 20 do, and behind them one line
/// `@more rows=1180 sha256=… sums={"users":48210}`: how many are left out, the hash of the whole
/// table written out with LF, and the sum of each column of numbers.
public struct StoredTable: Hashable, Sendable {
  /// What stands for the rows that are left out.
  public struct More: Hashable, Sendable {
    public let rows: Int
    /// Of the whole table, hexadecimal.
    public let sha256: String
    /// Of the whole columns, by name; missing values count as none.
    public let sums: [JSONValue.Member]
  }

  /// Tables of more rows are cut.
  public static let mostRows = 200
  /// Rows of a cut table that stand in full.
  public static let firstRows = 20

  /// The rows that stand there.
  public let table: ResultTable
  public let more: More?

  /// A table as it is kept.
  public init(_ whole: ResultTable) {
    guard whole.rows.count > Self.mostRows else {
      table = whole
      more = nil
      return
    }
    table = ResultTable(
      whole.name, columns: whole.columns, rows: Array(whole.rows.prefix(Self.firstRows)))
    more = More(
      rows: whole.rows.count - Self.firstRows, sha256: Self.hash(of: whole),
      sums: whole.columns.indices.filter { whole.columns[$0].type.isNumeric }.map { index in
        JSONValue.Member(
          whole.columns[index].name, JSONValue(Self.sum(whole.rows.map { $0[index] })))
      })
  }

  init(_ table: ResultTable, more: More?) {
    self.table = table
    self.more = more
  }

  /// Rows of the whole table.
  public var rowCount: Int { table.rows.count + (more?.rows ?? 0) }

  /// The body of an output, each line ended by LF.
  public var text: String {
    var text = Self.body(of: table)
    if let more {
      let sums = JSONValue.object(more.sums).written()
      text += "@more rows=\(more.rows) sha256=\(more.sha256) sums=\(sums)\n"
    }
    return text
  }

  /// The SHA-256 of a whole table written out, hexadecimal.
  public static func hash(of table: ResultTable) -> String {
    SHA256.hexadecimal(of: body(of: table))
  }

  private static func body(of table: ResultTable) -> String {
    let head = table.columns.map { CSVText.field("\($0.name):\($0.type.rawValue)") }
    var text = head.joined(separator: ",") + "\n"
    for row in table.rows { text += line(row) + "\n" }
    return text
  }

  private static func line(_ row: [Cell]) -> String {
    let line = CSVText.record(row)
    guard line.utf8.first == UInt8(ascii: "@"), case .text(let text)? = row.first else {
      return line
    }
    // Only the line of a cut table begins with a sign that is not quoted.
    let rest = CSVText.record(Array(row.dropFirst()))
    return CSVText.quoted(text) + (row.count > 1 ? "," + rest : "")
  }

  /// Exact for integers and money as long as they fit; summed in order otherwise.
  private static func sum(_ cells: [Cell]) -> Cell {
    var units: Int64 = 0
    var isExact = true
    var isMoney = false
    var real = 0.0
    for cell in cells {
      real += cell.realValue ?? 0
      switch cell {
      case .int(let value): add(Int64(value))
      case .money(let value):
        isMoney = true
        add(value.tenThousandths)
      case .real: isExact = false
      default: break
      }
    }
    func add(_ value: Int64) {
      let (sum, overflow) = units.addingReportingOverflow(value)
      units = sum
      if overflow { isExact = false }
    }
    if !isExact { return Cell(real) }
    return isMoney ? .money(Money(tenThousandths: units)) : .int(Int(units))
  }
}
