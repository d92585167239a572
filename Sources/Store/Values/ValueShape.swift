import Engine

/// How a date or a number is written: digits as `9`, words as `Aaa`, signs as they are.
enum ValueShape {
  private static let longest = 48

  /// Writes the shape of a text; of a number any digits are one `9`, and any number is `9`.
  ///
  /// A fraction of a second is `9` however many digits it has. Blanks around are left out.
  static func write(
    _ text: UnsafeBufferPointer<UInt8>, _ kind: ColumnFormats.Kind, into shape: inout [UInt8]
  ) {
    shape.removeAll(keepingCapacity: true)
    let bytes = NumberText.trimmed(text)
    if kind == .number, NumberText.money(bytes) != nil {
      shape.append(digit)
      return
    }
    var place = 0
    while place < bytes.count, place < longest {
      let start = place
      if NumberText.isDigit(bytes[place]) {
        while place < bytes.count, NumberText.isDigit(bytes[place]) { place += 1 }
        let isFraction = start >= 4 && isPoint(bytes[start - 1]) && bytes[start - 4] == colon
        let count = kind == .number || isFraction ? 1 : place - start
        shape.append(contentsOf: repeatElement(digit, count: count))
      } else if isLetter(bytes[place]) {
        while place < bytes.count, isLetter(bytes[place]) { place += 1 }
        if place - start == 1 { shape.append(bytes[start]) } else { shape += word }
      } else {
        shape.append(bytes[place])
        place += 1
      }
    }
    if place < bytes.count { shape += more }
  }

  /// A shape with runs of two digits as one.
  static func unpadded(_ shape: String) -> String {
    runs(of: shape).map { $0.digits == 2 ? "9" : $0.text }.joined()
  }

  /// Whether some digit of a shape stands alone, as the month does in `9999-9-99`.
  static func hasSingleDigit(_ shape: String) -> Bool {
    let runs = runs(of: shape)
    return runs.indices.contains { place in
      // The fraction of a second is always one digit here.
      let isFraction =
        place >= 3 && [".", ","].contains(runs[place - 1].text) && runs[place - 3].text == ":"
      return runs[place].digits == 1 && !isFraction
    }
  }

  private static func runs(of shape: String) -> [(text: String, digits: Int)] {
    var runs: [(text: String, digits: Int)] = []
    for character in shape {
      if character == "9", let last = runs.last, last.digits > 0 {
        runs[runs.count - 1] = (last.text + "9", last.digits + 1)
      } else {
        runs.append((String(character), character == "9" ? 1 : 0))
      }
    }
    return runs
  }

  /// Whether a text begins like a date: year, month and day, or day, month and year, as digits
  /// between `-`, `/`, `.` or the Chinese words, or with the month's name.
  static func isDate(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = NumberText.trimmed(text)
    guard bytes.count >= 6, bytes.count <= longest else { return false }
    var widths: [Int] = []
    var place = 0
    var hasMonth = false
    while place < bytes.count, widths.count < 3 {
      let start = place
      if NumberText.isDigit(bytes[place]) {
        while place < bytes.count, NumberText.isDigit(bytes[place]) { place += 1 }
        widths.append(place - start)
      } else if isLetter(bytes[place]) {
        while place < bytes.count, isLetter(bytes[place]) { place += 1 }
        hasMonth = hasMonth || isMonth(bytes[start..<place])
      } else if bytes[place] == colon {
        break
      } else {
        place += 1
        let isSeparator = bytes[start] >= 0x80 || separators.contains(bytes[start])
        guard isSeparator else { return false }
      }
    }
    if hasMonth { return widths.count >= 2 && widths.prefix(3).contains(4) }
    return widths.count == 3
      && (widths[0] == 4 && widths[1] <= 2 && widths[2] <= 2
        || widths[0] <= 2 && widths[1] <= 2 && widths[2] == 4)
  }

  private static let digit = UInt8(ascii: "9")
  private static let colon = UInt8(ascii: ":")
  private static let word = Array("Aaa".utf8)
  private static let more = Array("…".utf8)
  private static let separators = Set("-/., ".utf8)
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 }

  private static func isPoint(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
  }

  private static func isMonth(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    months.contains(String(decoding: bytes.prefix(3).map { $0 | 32 }, as: UTF8.self))
  }
}
