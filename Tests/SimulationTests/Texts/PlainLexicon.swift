@testable import Simulation

/// The rule of topics written down as plainly as can be: a topic matches when the lower-cased text
/// contains one of its words, an ASCII word only between other characters than ASCII letters and
/// digits.
struct PlainLexicon {
  private let topics: [(id: String, words: [[UInt8]])]

  init(_ topics: [(id: String, words: [String])]) {
    self.topics = topics.map { ($0.id, $0.words.map { Array($0.utf8) }) }
  }

  init(_ topics: [Topic]) { self.init(topics.map { ($0.id, $0.words) }) }

  /// The topics of a text in the order of the lexicon.
  func topics(of text: String) -> [String] {
    let bytes = Array(text.lowercased().utf8)
    return topics.filter { $0.words.contains { Self.found($0, in: bytes) } }.map(\.id)
  }

  private static func found(_ word: [UInt8], in text: [UInt8]) -> Bool {
    guard let first = word.first, text.count >= word.count else { return false }
    return text.withUnsafeBufferPointer { text in
      for start in 0...(text.count - word.count) where text[start] == first {
        guard (0..<word.count).allSatisfy({ text[start + $0] == word[$0] }) else { continue }
        if first >= 0x80 { return true }
        let end = start + word.count
        if start > 0, isWord(text[start - 1]) { continue }
        if end < text.count, isWord(text[end]) { continue }
        return true
      }
      return false
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
