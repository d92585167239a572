/// Where a line of running text may be broken: the one rule for charts, notes and the prompt.
///
/// After spaces, and beside characters of two cells; but none of those lines begins with a closing
/// mark or ends with an opening one.
public struct LineBreak: Hashable, Sendable {
  private let measure: DisplayWidth

  public init(_ measure: DisplayWidth = DisplayWidth()) { self.measure = measure }

  public func mayStand(between left: Character, and right: Character) -> Bool {
    if left == " " { return right != " " }
    if right == " " || Self.closing.contains(right) || Self.opening.contains(left) { return false }
    return measure.width(of: left) > 1 || measure.width(of: right) > 1
  }

  /// The text in pieces that must not be broken, spaces at their ends.
  public func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var previous: Character?
    for character in text {
      if let left = previous, !mayStand(between: left, and: character) {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
      previous = character
    }
    return pieces
  }

  private static let closing: Set<Character> = [
    "，", "。", "、", "；", "：", "！", "？", "）", "」", "』", "”", "》", "】", "%", ",", ".", ")", "]",
    ";", ":",
  ]
  private static let opening: Set<Character> = ["（", "「", "『", "“", "《", "【", "(", "["]
}
