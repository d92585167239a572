/// A half-open stretch `[start, end)` of a source text, counted in Unicode scalars.
public struct Span: Hashable, Sendable {
  public var start: Int
  public var end: Int

  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  public var isEmpty: Bool { start == end }

  /// The smallest span that holds both.
  public func joined(_ other: Span) -> Span {
    Span(min(start, other.start), max(end, other.end))
  }
}

/// Where something stands in its source text.
///
/// Any two places are equal: where a thing is written is no part of what it means, so two syntax
/// trees compare as equal when they say the same, however they are spaced.
public struct Place: Hashable, Sendable {
  public let span: Span

  public init(_ span: Span) { self.span = span }

  public static func == (_: Place, _: Place) -> Bool { true }

  public func hash(into _: inout Hasher) {}
}
