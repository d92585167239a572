import Reporting

/// A plain scan of texts for a phrase, whatever its case and however short it is.
struct TextSearch: Hashable, Sendable {
  /// In lower case.
  let phrase: String
  private let bytes: [UInt8]

  init(_ phrase: String) {
    self.phrase = phrase.lowercased()
    bytes = Array(self.phrase.utf8)
  }

  /// How often the phrase stands in a text, without overlaps.
  func count(in text: String) -> Int {
    guard let first = bytes.first else { return 0 }
    let lowered = Array(text.lowercased().utf8)
    guard lowered.count >= bytes.count else { return 0 }
    return lowered.withUnsafeBufferPointer { text in
      var count = 0
      var at = 0
      let last = text.count - bytes.count
      while at <= last {
        if text[at] == first, bytes.indices.allSatisfy({ text[at + $0] == bytes[$0] }) {
          count += 1
          at += bytes.count
        } else {
          at += 1
        }
      }
      return count
    }
  }

  /// Scalars looked at on each side of the phrase; what lies further is cut off unseen.
  private static let reach = 240

  /// The surroundings of the first place of the phrase, at most `width` cells, in one line.
  ///
  /// What is cut off at an end is `…`; controls are spelt out. Empty where the phrase is not there.
  func snippet(of text: String, width: Int, measure: DisplayWidth = DisplayWidth()) -> String {
    let scalars = Array(text.unicodeScalars)
    guard let place = place(in: scalars) else { return "" }
    let start = max(0, place.lowerBound - Self.reach)
    let end = min(scalars.count, place.upperBound + Self.reach)
    func piece(_ range: Range<Int>) -> [String] {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return String(view).map { $0.isWhitespace ? " " : Escaping.visible(String($0)) }
    }
    let hit = piece(place)
    var left = piece(start..<place.lowerBound)
    var right = piece(place.upperBound..<end)
    var (cutLeft, cutRight) = (start > 0, end < scalars.count)
    func cells(_ pieces: [String]) -> Int { pieces.reduce(0) { $0 + measure.width(of: $1) } }
    let room = max(0, width - cells(hit))
    // A third of what is left over stands before the phrase, unless the end needs less.
    let (before, after) = (cells(left) + (cutLeft ? 1 : 0), cells(right) + (cutRight ? 1 : 0))
    let rightRoom = min(after, max(room - before, room - room / 3))
    let leftRoom = max(0, room - rightRoom)
    while cells(left) + (cutLeft ? 1 : 0) > leftRoom, !left.isEmpty {
      left.removeFirst()
      cutLeft = true
    }
    while cells(right) + (cutRight ? 1 : 0) > room - (cells(left) + (cutLeft ? 1 : 0)),
      !right.isEmpty
    {
      right.removeLast()
      cutRight = true
    }
    let whole =
      (cutLeft ? "…" : "") + left.joined() + hit.joined() + right.joined() + (cutRight ? "…" : "")
    return measure.width(of: whole) <= width ? whole : measure.truncate(whole, to: width)
  }

  /// The scalars of the first place; lower case may be longer than what was written.
  private func place(in scalars: [Unicode.Scalar]) -> Range<Int>? {
    let wanted = Array(phrase.unicodeScalars)
    guard let first = wanted.first else { return nil }
    var folded: [Unicode.Scalar] = []
    var origin: [Int] = []
    folded.reserveCapacity(scalars.count)
    origin.reserveCapacity(scalars.count)
    for (index, scalar) in scalars.enumerated() {
      if scalar.isASCII {
        let isCapital = (0x41...0x5A).contains(scalar.value)
        folded.append(isCapital ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
        origin.append(index)
      } else {
        for part in scalar.properties.lowercaseMapping.unicodeScalars {
          folded.append(part)
          origin.append(index)
        }
      }
    }
    guard folded.count >= wanted.count else { return nil }
    for start in 0...(folded.count - wanted.count) where folded[start] == first {
      if wanted.indices.allSatisfy({ folded[start + $0] == wanted[$0] }) {
        return origin[start]..<(origin[start + wanted.count - 1] + 1)
      }
    }
    return nil
  }
}
