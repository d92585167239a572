/// A fence `output`: what a cell gave when it last ran.
public struct NotebookOutput: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case table, chart, text, error, note
  }

  let block: FencedBlock
  /// Nil for a kind of a later version, which is kept and not read.
  public let kind: Kind?

  static let known: Set<String> = [
    "of", "name", "statement", "src", "data", "run", "rows", "w", "cs", "lang",
  ]

  init?(_ block: FencedBlock) {
    let words = block.info.words
    guard words.count == 2, words[0] == "output" else { return nil }
    self.block = block
    kind = Kind(rawValue: words[1])
  }

  /// A new output at the margin, its lines ended by LF.
  public init(_ kind: Kind, attributes: [Attribute] = [], text: String) {
    let parts = ["output", kind.rawValue] + attributes.map(\.written)
    block = FencedBlock(info: parts.joined(separator: " "), text: text)
    self.kind = kind
  }

  /// The same with another text.
  func with(text: String) -> NotebookOutput {
    guard let kind, text != self.text else { return self }
    return NotebookOutput(kind, attributes: attributes, text: text)
  }

  public var attributes: [Attribute] { block.info.attributes }

  public func attribute(_ name: String) -> String? { block.attribute(name) }

  /// The id of the cell it belongs to, where it says so.
  public var of: String? { attribute("of") }

  /// Its lines, ended by LF.
  public var text: String { block.text }

  /// The file ended inside the output: it says nothing reliable.
  public var isPartial: Bool { block.isPartial }

  /// The same output laid out for the place of its cell.
  func laidOut(indent: Int, lineEnd: String) -> NotebookOutput {
    let parts = block.info.words + attributes.map(\.written)
    return NotebookOutput(
      FencedBlock(
        info: parts.joined(separator: " "), text: text, indent: indent, lineEnd: lineEnd))
      ?? self
  }
}
