/// Cuts texts into words, the same on every system.
///
/// Latin words are the longest runs of letters and digits with apostrophes inside. Chinese runs
/// are cut where the product of the words' frequencies is greatest (of equals the longer first
/// word), in whole eighths of a bit so that no rounding decides; a character that is no word
/// stands alone. No words are guessed that no list has.
struct WordCutter: Sendable {
  struct Word: Hashable, Sendable {
    /// In lower case.
    let text: String
    /// Whether it stands right after a break of clauses: a comma, a full stop, a line.
    let beginsClause: Bool
    let isChinese: Bool
  }

  /// Characters of the longest word that is found.
  private static let longest = 8
  /// What a character that is no word costs, in eighths of a bit.
  private static let unknownCost = 8 * 26
  /// What a word of the dataset's own lexicon costs.
  private static let ownCost = 8 * 8

  private var costs: [UInt128: Int] = [:]

  /// - Parameter own: words that are kept whole wherever they can be, such as a lexicon's.
  init(own: [String]) {
    costs.reserveCapacity(24_000)
    for band in ChineseWords.bands {
      let cost = 8 * (ChineseWords.total - band.frequency)
      var key: UInt128 = 0
      var length = 0
      for scalar in band.words.unicodeScalars where scalar != "\n" {
        key = key << 16 | UInt128(scalar.value)
        length += 1
        if length == band.length {
          costs[key] = cost
          key = 0
          length = 0
        }
      }
    }
    for word in own {
      let scalars = Array(word.unicodeScalars)
      guard (2...Self.longest).contains(scalars.count), scalars.allSatisfy(Self.isHan) else {
        continue
      }
      let key = scalars.reduce(UInt128(0)) { $0 << 16 | UInt128($1.value) }
      costs[key] = min(costs[key] ?? .max, Self.ownCost)
    }
  }

  /// The words of a text in their order.
  func words(of text: String) -> [Word] {
    var words: [Word] = []
    var begins = true
    var run: [Unicode.Scalar] = []
    var isHanRun = false
    func add(_ text: String, isChinese: Bool) {
      words.append(Word(text: text, beginsClause: begins, isChinese: isChinese))
      begins = false
    }
    func flush() {
      guard !run.isEmpty else { return }
      if isHanRun {
        for word in cut(run) { add(word, isChinese: true) }
      } else {
        while let last = run.last, Self.isApostrophe(last) { run.removeLast() }
        if !run.isEmpty { add(Self.text(run), isChinese: false) }
      }
      run.removeAll(keepingCapacity: true)
    }
    for scalar in text.lowercased().unicodeScalars {
      let isHan = Self.isHan(scalar)
      if isHan || Self.isWordPart(scalar) {
        if isHan != isHanRun { flush() }
        isHanRun = isHan
        run.append(scalar)
      } else if !isHanRun, !run.isEmpty, Self.isApostrophe(scalar) {
        run.append("'")
      } else {
        flush()
        if Self.breaksClause(scalar) { begins = true }
      }
    }
    flush()
    return words
  }

  /// The cheapest way through a run of Chinese characters.
  private func cut(_ run: [Unicode.Scalar]) -> [String] {
    let count = run.count
    // From the end, so that of equally cheap ways the one with the longer first word is kept.
    var best = [Int](repeating: 0, count: count + 1)
    var next = [Int](repeating: 0, count: count + 1)
    for start in stride(from: count - 1, through: 0, by: -1) {
      var key: UInt128 = 0
      var least = Int.max
      for end in start..<min(count, start + Self.longest) {
        key = key << 16 | UInt128(run[end].value)
        let known = costs[key]
        guard let cost = known ?? (end == start ? Self.unknownCost : nil) else { continue }
        let total = cost &+ best[end + 1]
        if total <= least {
          least = total
          next[start] = end + 1
        }
      }
      best[start] = least
    }
    var words: [String] = []
    var at = 0
    while at < count {
      words.append(Self.text(Array(run[at..<next[at]])))
      at = next[at]
    }
    return words
  }

  private static func text(_ scalars: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// The characters of the Basic Multilingual Plane that Chinese is written in.
  static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF: true
    default: false
    }
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return (0x61...0x7A).contains(scalar.value) || (0x30...0x39).contains(scalar.value)
    }
    let properties = scalar.properties
    return properties.isAlphabetic || properties.generalCategory == .nonspacingMark
  }

  private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "'" || scalar == "\u{2019}"
  }

  private static let breaks: Set<Unicode.Scalar> = [
    ".", ",", "!", "?", ";", ":", "\n", "\r", "(", ")", "。", "，", "！", "？", "；", "：", "、",
    "（", "）", "…", "~", "～", "—",
  ]

  private static func breaksClause(_ scalar: Unicode.Scalar) -> Bool { breaks.contains(scalar) }
}
