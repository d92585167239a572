import Reporting

/// The records of a CSV file by RFC 4180, one at a time and without copying a field.
///
/// Lines may end with LF, CRLF or CR; empty lines between records are passed over. A quote inside
/// an unquoted field stands for itself.
final class CSVReader {
  private struct Field {
    var start: Int
    var end: Int
    var hasQuotePairs: Bool
  }

  private enum Outcome {
    case record, blank, end, more
    case unterminated(line: Int)
  }

  private let window: ByteWindow
  private let delimiter: UInt8
  private var fields: ContiguousArray<Field> = []
  private var recordStart = 0
  private var recordEnd = 0
  private var nextStart = 0
  private var lineBreaks = 0
  /// The physical line that the record begins on, from 1.
  private(set) var line = 1
  private var nextLine = 1
  /// The record has text between a closing quote and the next delimiter.
  private(set) var hasTextAfterQuote = false

  init(window: ByteWindow, delimiter: UInt8 = UInt8(ascii: ",")) {
    self.window = window
    self.delimiter = delimiter
  }

  var fieldCount: Int { fields.count }

  /// The bytes of a field, valid until the next record is taken.
  func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let field = fields[index]
    return UnsafeBufferPointer(start: window.bytes + field.start, count: field.end - field.start)
  }

  /// The record as it stands in the file, without its line end; quote pairs may be undone in it.
  var text: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: window.bytes + recordStart, count: recordEnd - recordStart)
  }

  /// Takes the next record; false at the end of the file.
  func next() throws(Diagnostic) -> Bool {
    while true {
      line = nextLine
      switch scan() {
      case .record:
        window.start = nextStart
        nextLine += lineBreaks
        for index in fields.indices where fields[index].hasQuotePairs { undoPairs(index) }
        return true
      case .blank:
        window.start = nextStart
        nextLine += lineBreaks
      case .end: return false
      case .more: if try !window.refill() { throw tooLong }
      case .unterminated(let line): throw Self.unterminated(line)
      }
    }
  }

  private func scan() -> Outcome {
    let bytes = window.bytes
    let end = window.end
    var position = window.start
    guard position < end else { return window.isAtEnd ? .end : .more }
    fields.removeAll(keepingCapacity: true)
    recordStart = position
    lineBreaks = 0
    hasTextAfterQuote = false
    while true {
      let start = position
      var stop = position
      if position < end, bytes[position] == UInt8(ascii: "\"") {
        guard let close = scanQuoted(from: position + 1) else {
          return window.isAtEnd ? .unterminated(line: line + lineBreaksBefore(start)) : .more
        }
        position = close + 1
        stop = close
        while position < end, !isBoundary(bytes[position]) {
          hasTextAfterQuote = true
          position += 1
        }
      } else {
        while position < end, !isBoundary(bytes[position]) { position += 1 }
        stop = position
        fields.append(Field(start: start, end: stop, hasQuotePairs: false))
      }
      if position == end {
        guard window.isAtEnd else { return .more }
        return finish(at: position, next: position)
      }
      if bytes[position] == delimiter {
        position += 1
        continue
      }
      lineBreaks += 1
      guard bytes[position] == 13 else { return finish(at: position, next: position + 1) }
      if position + 1 == end, !window.isAtEnd { return .more }
      let isPair = position + 1 < end && bytes[position + 1] == 10
      return finish(at: position, next: position + (isPair ? 2 : 1))
    }
  }

  @inline(__always)
  private func isBoundary(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == 10 || byte == 13
  }

  /// Appends the field whose opening quote stands before `start`; the place of its closing quote,
  /// or nil where the window ends before it is certain.
  private func scanQuoted(from start: Int) -> Int? {
    let bytes = window.bytes
    let end = window.end
    var position = start
    var hasPairs = false
    while position < end {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        if position + 1 == end, !window.isAtEnd { return nil }
        guard position + 1 < end, bytes[position + 1] == byte else {
          fields.append(Field(start: start, end: position, hasQuotePairs: hasPairs))
          return position
        }
        hasPairs = true
        position += 2
        continue
      }
      if byte == 10 {
        lineBreaks += 1
      } else if byte == 13, !(position + 1 < end && bytes[position + 1] == 10) {
        lineBreaks += 1
      }
      position += 1
    }
    return nil
  }

  private func finish(at end: Int, next: Int) -> Outcome {
    recordEnd = end
    nextStart = next
    return end == recordStart ? .blank : .record
  }

  private func undoPairs(_ index: Int) {
    let bytes = window.bytes
    var target = fields[index].start
    var source = target
    while source < fields[index].end {
      bytes[target] = bytes[source]
      source += bytes[source] == UInt8(ascii: "\"") ? 2 : 1
      target += 1
    }
    fields[index].end = target
  }

  /// Line ends between the record's start and a place in it.
  private func lineBreaksBefore(_ place: Int) -> Int {
    var count = 0
    for position in recordStart..<place {
      let byte = window.bytes[position]
      let isLoneReturn = byte == 13 && window.bytes[position + 1] != 10
      if byte == 10 || isLoneReturn { count += 1 }
    }
    return count
  }

  private var tooLong: Diagnostic {
    Diagnostic(
      "E411",
      Phrase(
        "expected records below 64 MiB, found a longer one that begins in line \(line)",
        "单条记录不得超过 64 MiB，第 \(line) 行开始的记录超长"),
      at: nil,
      notes: [
        Phrase(
          "look for a quote left open in line \(line) of the file", "请检查文件第 \(line) 行是否有未闭合的引号")
      ])
  }

  private static func unterminated(_ line: Int) -> Diagnostic {
    Diagnostic(
      "E410",
      Phrase(
        "expected a closing quote, found the end of the file; the quote opens in line \(line)",
        "第 \(line) 行的引号直到文件结尾都没有闭合"),
      at: nil,
      notes: [
        Phrase(
          "close the quote in line \(line), or write \"\" for a quote inside a quoted field",
          "请在第 \(line) 行补上引号；引号内的引号要写成 \"\"")
      ])
  }
}
