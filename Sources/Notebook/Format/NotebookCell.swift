/// A fence `opsbook`: statements with what a notebook says of them.
public struct NotebookCell: Hashable, Sendable {
  var block: FencedBlock

  /// The attributes that this version reads or knows of.
  static let known: Set<String> = [
    "id", "expect", "rtol", "atol", "ignore", "order", "run", "hide", "timeout", "lesson",
  ]

  init?(_ block: FencedBlock) {
    guard block.info.words.first == "opsbook" else { return nil }
    self.block = block
  }

  /// A new cell; the text gets a line end where it has none.
  public init(text: String, attributes: [Attribute] = []) {
    let parts = ["opsbook"] + attributes.map(\.written)
    block = FencedBlock(info: parts.joined(separator: " "), text: text)
  }

  public var id: String? { block.attribute("id") }

  /// The statements, lines ended by LF and without the cell's indentation.
  public var text: String { block.text }

  /// The file ended inside the cell: it is not run until its fence is closed.
  public var isPartial: Bool { block.isPartial }

  public var attributes: [Attribute] { block.info.attributes }

  public func attribute(_ name: String) -> String? { block.attribute(name) }

  /// `run=manual` and `run=never`: a replay passes over the cell.
  public var isRunByHand: Bool { ["manual", "never"].contains(attribute("run")) }

  /// `expect=error` or the code of one, such as `expect=E201`.
  public var expectsError: Bool {
    guard let expected = attribute("expect") else { return false }
    return expected == "error" || (expected.hasPrefix("E") && expected.count == 4)
  }
}
