import Reporting

/// A small terminal: what a program's output makes of a screen.
///
/// Knows what the editor and the printer write: characters of one and two cells, wrapping that
/// waits at the last cell, relative and absolute moves, clearing, scrolling. Anything else is kept
/// in `unknown`, so that a test can see that nothing was overlooked.
struct VirtualScreen {
  private(set) var columns: Int
  private(set) var rows: Int
  /// Each cell's text: empty for the second half of a wide character.
  private var cells: [[String]]
  private(set) var row = 0
  private(set) var column = 0
  private var waitsToWrap = false
  /// Whether a row goes on in the next one.
  private var isWrapped: [Bool]
  private(set) var scrolledOff: [String] = []
  private(set) var unknown: [String] = []
  private(set) var isPasteBracketed = false
  /// What the terminal answers; the session sends it.
  var replies: [String] = []
  private var bytes: [UInt8] = []
  private var sequence: [UInt8]?
  private let measure: DisplayWidth

  init(columns: Int, rows: Int, ambiguousIsWide: Bool = false) {
    self.columns = columns
    self.rows = rows
    measure = DisplayWidth(ambiguousIsWide: ambiguousIsWide)
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    isWrapped = Array(repeating: false, count: rows)
  }

  /// The rows without the blanks at their ends.
  var lines: [String] { cells.map(Self.text) }

  /// Everything that was ever shown, from the top.
  var transcript: String { (scrolledOff + lines).joined(separator: "\n") }

  private static func text(_ cells: [String]) -> String {
    var text = cells.joined()
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }

  mutating func feed(_ new: some Sequence<UInt8>) {
    for byte in new { feed(byte) }
  }

  private mutating func feed(_ byte: UInt8) {
    if let started = sequence {
      sequence = started + [byte]
      finishSequence()
    } else if byte == 0x1B {
      sequence = []
    } else if byte < 0x20 || byte == 0x7F {
      control(byte)
    } else {
      bytes.append(byte)
      if let text = String(validating: bytes, as: UTF8.self) {
        bytes = []
        for scalar in text.unicodeScalars { put(scalar) }
      } else if bytes.count >= 4 {
        unknown.append("bytes \(bytes)")
        bytes = []
      }
    }
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x07: break
    case 0x08:
      waitsToWrap = false
      column = max(0, column - 1)
    case 0x0A: lineFeed(wrapping: false)
    case 0x0D:
      waitsToWrap = false
      column = 0
    default: unknown.append("control \(byte)")
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = measure.width(of: scalar)
    if width == 0 {
      let place = waitsToWrap ? column : max(0, column - 1)
      let base = cells[row][place].isEmpty && place > 0 ? place - 1 : place
      cells[row][base] += String(scalar)
      return
    }
    if waitsToWrap || column + width > columns {
      column = 0
      lineFeed(wrapping: true)
    }
    waitsToWrap = false
    breakPair(at: column)
    breakPair(at: column + width - 1)
    cells[row][column] = String(scalar)
    if width == 2 { cells[row][column + 1] = "" }
    column += width
    if column >= columns {
      column = columns - 1
      waitsToWrap = true
    }
  }

  /// Writing on one half of a wide character wipes the other.
  private mutating func breakPair(at place: Int) {
    guard place < columns else { return }
    if cells[row][place].isEmpty, place > 0 { cells[row][place - 1] = " " }
    if cells[row][place].isEmpty { cells[row][place] = " " }
    if place + 1 < columns, cells[row][place + 1].isEmpty { cells[row][place + 1] = " " }
  }

  private mutating func lineFeed(wrapping: Bool) {
    isWrapped[row] = wrapping
    waitsToWrap = false
    if row + 1 < rows {
      row += 1
      return
    }
    scrolledOff.append(Self.text(cells.removeFirst()))
    isWrapped.removeFirst()
    cells.append(Array(repeating: " ", count: columns))
    isWrapped.append(false)
  }
}

// MARK: Sequences

extension VirtualScreen {
  private mutating func finishSequence() {
    guard let bytes = sequence, let last = bytes.last else { return }
    guard bytes.first == UInt8(ascii: "[") else {
      if bytes == [UInt8(ascii: "(")] { return }
      sequence = nil
      // The choice of a character set, and the keypad's modes, show nothing.
      let text = String(decoding: bytes, as: UTF8.self)
      if !["(B", "=", ">"].contains(text) { unknown.append("ESC \(text)") }
      return
    }
    guard bytes.count > 1, (0x40...0x7E).contains(last) else { return }
    sequence = nil
    let parameters = String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
    run(parameters, last)
  }

  private mutating func run(_ parameters: String, _ final: UInt8) {
    let numbers = parameters.split(separator: ";").map { Int($0) ?? 0 }
    let count = max(1, numbers.first ?? 1)
    if final != UInt8(ascii: "m") { waitsToWrap = waitsToWrap && "hlnJK".utf8.contains(final) }
    switch final {
    case UInt8(ascii: "A"): row = max(0, row - count)
    case UInt8(ascii: "B"): row = min(rows - 1, row + count)
    case UInt8(ascii: "C"): column = min(columns - 1, column + count)
    case UInt8(ascii: "D"): column = max(0, column - count)
    case UInt8(ascii: "G"): column = min(columns, count) - 1
    case UInt8(ascii: "H"):
      row = min(rows, count) - 1
      column = min(columns, max(1, numbers.count > 1 ? numbers[1] : 1)) - 1
    case UInt8(ascii: "J") where parameters.isEmpty || parameters == "0":
      clear(row, from: column)
      for below in row..<rows where below > row { clear(below, from: 0) }
    case UInt8(ascii: "J"): for each in 0..<rows { clear(each, from: 0) }
    case UInt8(ascii: "K") where parameters.isEmpty || parameters == "0": clear(row, from: column)
    case UInt8(ascii: "@"):
      for _ in 0..<min(count, columns) {
        cells[row].insert(" ", at: column)
        cells[row].removeLast()
      }
    case UInt8(ascii: "P"):
      for _ in 0..<min(count, columns) {
        cells[row].remove(at: column)
        cells[row].append(" ")
      }
    case UInt8(ascii: "m"): break
    case UInt8(ascii: "n") where parameters == "6":
      replies.append("\u{1B}[\(row + 1);\(column + 1)R")
    case UInt8(ascii: "h"), UInt8(ascii: "l"):
      if parameters == "?2004" { isPasteBracketed = final == UInt8(ascii: "h") }
    default: unknown.append("CSI \(parameters)\(Character(Unicode.Scalar(final)))")
    }
  }

  private mutating func clear(_ row: Int, from column: Int) {
    guard column < columns else { return }
    if cells[row][column].isEmpty, column > 0 { cells[row][column - 1] = " " }
    for place in column..<columns { cells[row][place] = " " }
    isWrapped[row] = false
  }
}

// MARK: Size

extension VirtualScreen {
  /// Another width, as terminals that wrap their rows anew take it.
  mutating func resize(columns new: Int) {
    var lines: [[String]] = []
    var goesOn = false
    var cursor = (line: 0, cell: 0)
    for (index, line) in cells.enumerated() {
      if !goesOn { lines.append([]) }
      if index == row { cursor = (lines.count - 1, lines[lines.count - 1].count + column) }
      lines[lines.count - 1] += line
      goesOn = isWrapped[index]
    }
    while lines.count > cursor.line + 1, lines.last?.allSatisfy({ $0 == " " }) == true {
      lines.removeLast()
    }
    var next = VirtualScreen(columns: new, rows: rows)
    next.scrolledOff = scrolledOff
    next.isPasteBracketed = isPasteBracketed
    var place = (row: 0, column: 0)
    for (index, line) in lines.enumerated() {
      if index > 0 { next.feed([0x0D, 0x0A]) }
      let end = line.lastIndex { $0 != " " }.map { $0 + 1 } ?? 0
      let shown = index == cursor.line ? max(end, cursor.cell) : end
      for (cell, text) in line.prefix(shown).enumerated() {
        if index == cursor.line, cell == cursor.cell { place = next.nextPlace }
        next.feed(text.utf8)
      }
      if index == cursor.line, cursor.cell >= shown { place = next.nextPlace }
    }
    next.row = place.row
    next.column = place.column
    next.waitsToWrap = false
    self = next
  }

  private var nextPlace: (row: Int, column: Int) {
    waitsToWrap && row + 1 < rows ? (row + 1, 0) : (row, column)
  }
}
