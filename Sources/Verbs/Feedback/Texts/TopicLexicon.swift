import Engine
import Reporting

/// The dataset's lexicon as it is looked up: topics, or classes of topics, with their words.
///
/// A text has a topic where its lower-case form contains one of the topic's words. A word of Latin
/// letters and digits counts only where no other Latin letter or digit touches it, so that `pay`
/// is not found in `payload` and `bug` is found between two Chinese characters.
struct TopicLexicon: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    let id: String
    let label: Phrase
    /// In lower case, each once.
    let words: [String]
  }

  /// A word found in a text.
  struct Hit: Hashable, Sendable {
    let topic: Int
    /// An index into the words of the topic.
    let word: Int
  }

  fileprivate struct Needle: Hashable, Sendable {
    let bytes: [UInt8]
    let startsLatin: Bool
    let endsLatin: Bool
    let hit: Hit
  }

  let entries: [Entry]
  /// The words by their first byte.
  private let needles: [[Needle]]

  init(_ entries: [Entry]) {
    self.entries = entries
    var needles = [[Needle]](repeating: [], count: 256)
    for (topic, entry) in entries.enumerated() {
      for (index, word) in entry.words.enumerated() {
        let bytes = Array(word.utf8)
        guard let first = bytes.first, let last = bytes.last else { continue }
        needles[Int(first)].append(
          Needle(
            bytes: bytes, startsLatin: Self.isLatin(first), endsLatin: Self.isLatin(last),
            hit: Hit(topic: topic, word: index)))
      }
    }
    self.needles = needles
  }

  /// The topics of a dataset one by one, in the order of their ids.
  init(_ topics: [Topic]) {
    self.init(
      topics.map { Entry(id: $0.id, label: $0.label, words: Self.distinct($0.words)) })
  }

  /// Topics of one class together; topics without a class are left out.
  ///
  /// - Parameter labels: names of classes in the data.
  init(classesOf topics: [Topic], labels: [String: Phrase]) {
    let classes = Set(topics.compactMap(\.group)).sorted()
    self.init(
      classes.map { name in
        Entry(
          id: name, label: labels[name] ?? Phrase(verbatim: name),
          words: Self.distinct(topics.filter { $0.group == name }.flatMap(\.words)))
      })
  }

  /// The words found in a text, each once, in the order of the lexicon.
  func hits(in text: String) -> [Hit] {
    var found: Set<Hit> = []
    let lowered = text.lowercased()
    let bytes = Array(lowered.utf8)
    bytes.withUnsafeBufferPointer { bytes in
      for start in bytes.indices {
        for needle in needles[Int(bytes[start])] where !found.contains(needle.hit) {
          if needle.stands(in: bytes, at: start) { found.insert(needle.hit) }
        }
      }
    }
    return found.sorted { ($0.topic, $0.word) < ($1.topic, $1.word) }
  }

  private static func distinct(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.map { $0.lowercased() }.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  static func isLatin(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }
}

extension TopicLexicon.Needle {
  fileprivate func stands(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    let end = start + bytes.count
    guard end <= text.count else { return false }
    for offset in bytes.indices where text[start + offset] != bytes[offset] { return false }
    if startsLatin, start > 0, TopicLexicon.isLatin(text[start - 1]) { return false }
    if endsLatin, end < text.count, TopicLexicon.isLatin(text[end]) { return false }
    return true
  }
}
