import Reporting

/// A field of cells for lines: braille dots, 2 by 4 in a cell, or one ASCII sign in each.
struct Plot {
  let columns: Int
  let rows: Int
  private let isASCII: Bool
  private var dots: [UInt8]
  private var signs: [String?]
  private var roles: [Role]

  init(columns: Int, rows: Int, isASCII: Bool) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    self.isASCII = isASCII
    let count = self.columns * self.rows
    dots = Array(repeating: 0, count: count)
    signs = Array(repeating: nil, count: count)
    roles = Array(repeating: .plain, count: count)
  }

  /// Dots from the left edge to the right one.
  var width: Int { columns * (isASCII ? 1 : 2) }
  /// Dots from the top edge to the bottom one.
  var height: Int { rows * (isASCII ? 1 : 4) }

  /// Sets one dot, x from the left and y from the top.
  ///
  /// In ASCII `sign` is written there, over whatever stood there but a stronger sign.
  mutating func set(_ x: Int, _ y: Int, sign: String, role: Role) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    if isASCII {
      put(column: x, row: y, sign, role: role)
      return
    }
    let index = y / 4 * columns + x / 2
    // Bits of a braille pattern: dots 1-3 and 7 on the left, 4-6 and 8 on the right.
    let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
    dots[index] |= bits[x % 2][y % 4]
    signs[index] = nil
    roles[index] = role
  }

  /// Writes a sign of one cell; a later one replaces it.
  mutating func put(column: Int, row: Int, _ sign: String, role: Role) {
    guard column >= 0, column < columns, row >= 0, row < rows else { return }
    let index = row * columns + column
    signs[index] = sign
    dots[index] = 0
    roles[index] = role
  }

  /// Whether nothing but background stands in cells `from..<to` of a row.
  func isFree(row: Int, from: Int, to: Int) -> Bool {
    guard row >= 0, row < rows, from >= 0, to <= columns, from <= to else { return false }
    return (from..<to).allSatisfy { column in
      let index = row * columns + column
      return dots[index] == 0 && (signs[index] == nil || roles[index] == .band)
    }
  }

  /// A row as pieces of equal role.
  func line(_ row: Int) -> StyledText {
    guard row >= 0, row < rows else { return StyledText() }
    var line = StyledText()
    var text = ""
    var role = Role.plain
    for column in 0..<columns {
      let index = row * columns + column
      let sign = signs[index] ?? (dots[index] == 0 ? " " : Self.braille(dots[index]))
      let next = sign == " " ? Role.plain : roles[index]
      if next != role {
        line.append(text, role)
        text = ""
        role = next
      }
      text += sign
    }
    line.append(text, role)
    return line
  }

  private static func braille(_ dots: UInt8) -> String {
    Unicode.Scalar(0x2800 + UInt32(dots)).map { String(Character($0)) } ?? " "
  }
}
