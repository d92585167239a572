import Engine
import Foundation

/// Numbers as they stand in files.
enum NumberText {
  /// Whole numbers up to here are exact as floating-point values.
  static let exactLimit: UInt64 = 1 << 53

  /// The value of a whole number in its one canonical spelling: no sign but `-`, no leading zeros.
  ///
  /// Nil past 18 digits.
  static func canonicalInteger(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let digits = bytes.dropFirst(isNegative ? 1 : 0)
    guard let first = digits.first, digits.count <= 18, digits.allSatisfy(isDigit) else {
      return nil
    }
    if first == UInt8(ascii: "0"), digits.count > 1 || isNegative { return nil }
    var value: Int64 = 0
    for digit in digits { value = value &* 10 &+ Int64(digit &- 48) }
    return isNegative ? 0 &- value : value
  }

  /// The value of a number written as JSON writes them: no leading zeros, no bare point.
  ///
  /// Nil for a whole number past 2^53, which a floating-point value could not hold exactly.
  static func canonicalNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    if let whole = canonicalInteger(bytes) {
      return whole.magnitude <= exactLimit ? Double(whole) : nil
    }
    guard let form = DecimalParts(bytes), form.isCanonical else { return nil }
    // Only digits: a whole number of more than 18 digits.
    if form.fraction.isEmpty, form.exponentText.isEmpty { return nil }
    guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }

  /// Whether a text is a number as JSON writes them, of whatever size.
  static func isNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    DecimalParts(bytes)?.isCanonical == true
  }

  /// An amount of money in ten-thousandths; more decimals are rounded half away from zero.
  ///
  /// Nil where it is no decimal number or does not fit.
  static func money(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard let form = DecimalParts(trimmed(bytes)) else { return nil }
    var exponent = 0
    if !form.exponentText.isEmpty {
      guard let value = Int(form.exponentText), abs(value) <= 400 else { return nil }
      exponent = value
    }
    var digits = Array(form.whole) + Array(form.fraction)
    // Where the digits are cut so that those before it count ten-thousandths.
    let cut = form.whole.count + exponent + 4
    if cut < 0 { return 0 }
    while digits.count < cut { digits.append(48) }
    var value: Int64 = 0
    for digit in digits[..<cut] {
      let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) = product.addingReportingOverflow(Int64(digit) - 48)
      guard !overflowed, !carried else { return nil }
      value = sum
    }
    if cut < digits.count, digits[cut] >= 53 {
      guard value < .max else { return nil }
      value += 1
    }
    return form.isNegative ? 0 - value : value
  }

  static func bool(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
    switch String(decoding: bytes.prefix(6), as: UTF8.self) {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  /// The bytes without blanks around them.
  static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var start = 0
    var end = bytes.count
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
}

/// The parts of a decimal number: `[+-] whole [. fraction] [e exponent]`.
private struct DecimalParts {
  var isNegative = false
  var isCanonical = true
  var whole: Slice<UnsafeBufferPointer<UInt8>>
  var fraction: Slice<UnsafeBufferPointer<UInt8>>
  var exponentText = ""

  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var position = 0
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      isCanonical = isNegative
      position = 1
    }
    let start = position
    while position < bytes.count, NumberText.isDigit(bytes[position]) { position += 1 }
    whole = bytes[start..<position]
    fraction = bytes[position..<position]
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      let point = position
      position += 1
      while position < bytes.count, NumberText.isDigit(bytes[position]) { position += 1 }
      fraction = bytes[point + 1..<position]
      if fraction.isEmpty { isCanonical = false }
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    if whole.isEmpty || (whole.count > 1 && whole.first == 48) { isCanonical = false }
    if position < bytes.count, bytes[position] | 32 == UInt8(ascii: "e") {
      let text = bytes[(position + 1)...]
      let digits = text.first.map { $0 == 43 || $0 == 45 } == true ? text.dropFirst() : text
      guard !digits.isEmpty, digits.count <= 6, digits.allSatisfy(NumberText.isDigit) else {
        return nil
      }
      exponentText = String(decoding: text, as: UTF8.self)
      position = bytes.count
    }
    guard position == bytes.count else { return nil }
  }
}
