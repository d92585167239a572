import Reporting

/// Turns styled text into what is written to a terminal or a file: the one place with colours.
///
/// Every text passes `Escaping.visible` once more, so that nothing from outside can steer the
/// terminal, whoever built the line.
public struct TerminalPrinter: Hashable, Sendable {
  private let colors: ColorTable

  public init(color: TerminalTraits.ColorLevel = .none, hasDarkBackground: Bool = true) {
    colors = ColorTable(level: color, isDark: hasDarkBackground)
  }

  public init(_ traits: TerminalTraits) {
    self.init(color: traits.color, hasDarkBackground: traits.hasDarkBackground)
  }

  /// One line without its line break.
  public func text(_ line: StyledText) -> String {
    line.pieces.map { painted(Escaping.visible($0.text), $0.role) }.joined()
  }

  /// All lines, each with its line break.
  public func text(_ lines: [StyledText]) -> String {
    lines.map { text($0) + "\n" }.joined()
  }

  /// A safe text in the colours of a role.
  func painted(_ text: String, _ role: Role) -> String {
    let start = start(of: role)
    return start.isEmpty ? text : start + text + Self.reset
  }

  /// What switches a role's colours on; empty where it looks like plain text.
  func start(of role: Role) -> String {
    let parameters = colors.parameters(for: role)
    return parameters.isEmpty ? "" : "\u{1B}[\(parameters)m"
  }

  static let reset = "\u{1B}[0m"
}
