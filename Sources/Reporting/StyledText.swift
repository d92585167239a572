/// What a stretch of text is for; the last printer alone decides how it looks.
public enum Role: Hashable, Sendable {
  case plain, title, label, axis, muted, good, bad, band, mark
  case bar(Int)  // 1...5: series colours
  case heat(Int)  // 0...4: cells of a heat map, light to dark
  case keyword, error, code
}

/// A text in pieces, each with its role; it holds no escape codes and no line breaks.
public struct StyledText: Hashable, Sendable {
  public struct Piece: Hashable, Sendable {
    public let text: String
    public let role: Role

    public init(text: String, role: Role) {
      self.text = text
      self.role = role
    }
  }

  public private(set) var pieces: [Piece]

  public init(_ pieces: [Piece] = []) { self.pieces = pieces }

  public init(_ text: String, _ role: Role = .plain) {
    pieces = text.isEmpty ? [] : [Piece(text: text, role: role)]
  }

  /// The words alone.
  public var plain: String { pieces.map(\.text).joined() }

  public mutating func append(_ text: String, _ role: Role = .plain) {
    guard !text.isEmpty else { return }
    pieces.append(Piece(text: text, role: role))
  }

  public static func + (left: StyledText, right: StyledText) -> StyledText {
    StyledText(left.pieces + right.pieces)
  }
}
