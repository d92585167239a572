import Reporting
import Statistics
import Testing

@testable import Store

@Suite("CSV reader")
struct CSVReaderTests {
  struct Record: Equatable {
    var line: Int
    var fields: [String]
    var hasTextAfterQuote = false
  }

  /// All records of a text that arrives in chunks of a size.
  static func records(_ bytes: [UInt8], chunk: Int) throws -> [Record] {
    var position = 0
    let window = ByteWindow(chunk: chunk) { (buffer) throws(Diagnostic) in
      let count = min(chunk, buffer.count, bytes.count - position)
      for index in 0..<count { buffer[index] = bytes[position + index] }
      position += count
      return count
    }
    let reader = CSVReader(window: window)
    var records: [Record] = []
    while try reader.next() {
      records.append(
        Record(
          line: reader.line,
          fields: (0..<reader.fieldCount).map { String(decoding: reader.field($0), as: UTF8.self) },
          hasTextAfterQuote: reader.hasTextAfterQuote))
    }
    return records
  }

  static func fields(_ text: String) throws -> [[String]] {
    try records(Array(text.utf8), chunk: 1 << 16).map(\.fields)
  }

  @Test(
    "records are read as RFC 4180 says",
    arguments: [
      ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
      ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
      ("a,b\rc,d", [["a", "b"], ["c", "d"]]),
      ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
      ("a,", [["a", ""]]),
      (",\n", [["", ""]]),
      ("\"a,b\",c", [["a,b", "c"]]),
      ("\"a\"\"b\",\"\"\"\"", [["a\"b", "\""]]),
      ("\"a\nb\",c\nd", [["a\nb", "c"], ["d"]]),
      ("\"a\r\nb\"\r\nc", [["a\r\nb"], ["c"]]),
      ("\"\"\n", [[""]]),
      ("a\n\n\r\nb\n", [["a"], ["b"]]),
      ("a b , c\n", [["a b ", " c"]]),
      ("x\"y,z\n", [["x\"y", "z"]]),
      ("", []),
      ("用户,事件\n张三,支付\n", [["用户", "事件"], ["张三", "支付"]]),
    ])
  func rfc4180(text: String, expected: [[String]]) throws {
    #expect(try Self.fields(text) == expected)
  }

  @Test("a record knows the physical line it begins on, breaks inside quotes counted")
  func lines() throws {
    let text = "h\n\"a\nb\r\nc\rd\"\n\ne\r\nf\rg"
    #expect(try Self.records(Array(text.utf8), chunk: 4).map(\.line) == [1, 2, 7, 8, 9])
  }

  @Test("an open quote is an error that names the line it opens in")
  func openQuote() {
    let error = #expect(throws: Diagnostic.self) {
      _ = try Self.fields("a,b\nc,d\ne,\"f\ng\nh\n")
    }
    #expect(error?.code == "E410")
    #expect(error?.message.english.contains("line 3") == true)
  }

  @Test("text after a closing quote is told")
  func textAfterQuote() throws {
    let records = try Self.records(Array("\"a\"b,c\nd,e\n".utf8), chunk: 8)
    #expect(records.map(\.hasTextAfterQuote) == [true, false])
  }

  @Test("a record longer than the longest is an error, not all memory")
  func tooLong() {
    var sent = 0
    let window = ByteWindow { (buffer) throws(Diagnostic) in
      buffer.update(repeating: UInt8(ascii: sent == 0 ? "\"" : "a"))
      sent += buffer.count
      return buffer.count
    }
    let reader = CSVReader(window: window)
    let error = #expect(throws: Diagnostic.self) { _ = try reader.next() }
    #expect(error?.code == "E411")
    #expect(sent <= 2 * ByteWindow.longestRecord)
  }

  /// Byte by byte over the whole text, one state at a time.
  static func slowly(_ bytes: [UInt8]) -> [Record]? {
    var records: [Record] = []
    var line = 1
    var position = 0
    while position < bytes.count {
      var record = Record(line: line, fields: [])
      let start = position
      reading: while true {
        var field: [UInt8] = []
        if position < bytes.count, bytes[position] == 34 {
          position += 1
          while true {
            guard position < bytes.count else { return nil }
            if bytes[position] == 34 {
              guard position + 1 < bytes.count, bytes[position + 1] == 34 else { break }
              field.append(34)
              position += 2
              continue
            }
            let isPair =
              bytes[position] == 13 && position + 1 < bytes.count
              && bytes[position + 1] == 10
            if [10, 13].contains(bytes[position]), !isPair { line += 1 }
            field.append(bytes[position])
            position += 1
          }
          position += 1
          while position < bytes.count, ![44, 10, 13].contains(bytes[position]) {
            record.hasTextAfterQuote = true
            position += 1
          }
        } else {
          while position < bytes.count, ![44, 10, 13].contains(bytes[position]) {
            field.append(bytes[position])
            position += 1
          }
        }
        record.fields.append(String(decoding: field, as: UTF8.self))
        if position == bytes.count { break reading }
        let byte = bytes[position]
        position += 1
        if byte == 44 { continue }
        line += 1
        let isEmpty = position - 1 == start
        if byte == 13, position < bytes.count, bytes[position] == 10 { position += 1 }
        if isEmpty { record.fields = [] }
        break reading
      }
      if !record.fields.isEmpty { records.append(record) }
    }
    return records
  }

  @Test("any bytes, in chunks of any size, give what a slow reader gives", arguments: 0..<8)
  func fuzz(round: UInt64) throws {
    var random = SplitMix64(seed: 0xC5F0 + round)
    let alphabet = Array("ab\"\"\",,\n\r \u{e9}".utf8)
    for _ in 0..<400 {
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 97
      }
      let chunk = Int.random(in: 1...12, using: &random)
      let expected = Self.slowly(bytes)
      let found = try? Self.records(bytes, chunk: chunk)
      #expect(found == expected, "\(bytes) in chunks of \(chunk)")
    }
  }
}
