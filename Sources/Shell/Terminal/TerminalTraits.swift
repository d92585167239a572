import CLibEdit

/// What the terminal at hand can show: decided once at the start, a plain value from then on.
public struct TerminalTraits: Hashable, Sendable {
  /// `--color`.
  public enum ColorChoice: String, CaseIterable, Hashable, Sendable { case auto, always, never }

  /// How roles are told apart.
  public enum ColorLevel: Hashable, Sendable, Comparable {
    /// No escape codes at all.
    case none
    /// Bold alone.
    case mono
    case sixteen
    /// 256 colours.
    case palette
  }

  /// Cells a line and lines a screen.
  public var width: Int
  public var height: Int
  public var color: ColorLevel
  public var hasDarkBackground: Bool
  /// Whether output can be written in UTF-8; where not, charts are drawn in ASCII.
  public var isUnicode: Bool
  /// Whether `─`, `█` and `…` take two cells here.
  public var ambiguousIsWide: Bool
  /// Whether people sit at both ends: standard input and output are terminals.
  public var isInteractive: Bool
  /// Whether a line can be edited in place; not under `TERM=dumb`.
  public var canEdit: Bool

  public init(
    width: Int = 80, height: Int = 24, color: ColorLevel = .none, hasDarkBackground: Bool = true,
    isUnicode: Bool = true, ambiguousIsWide: Bool = false, isInteractive: Bool = false,
    canEdit: Bool = false
  ) {
    self.width = width
    self.height = height
    self.color = color
    self.hasDarkBackground = hasDarkBackground
    self.isUnicode = isUnicode
    self.ambiguousIsWide = ambiguousIsWide
    self.isInteractive = isInteractive
    self.canEdit = canEdit
  }

  /// Looks at the terminal and the variables that the program hands in.
  ///
  /// - Parameters:
  ///   - environment: `TERM`, `COLORTERM`, `COLORFGBG`, `NO_COLOR` and `CLICOLOR_FORCE` are read.
  ///   - isUnicode: what `EditorLocale.prepare` found.
  public static func detect(
    environment: [String: String], color: ColorChoice, isUnicode: Bool
  ) -> TerminalTraits {
    let output = isatty(STDOUT_FILENO) != 0
    var traits = TerminalTraits(isUnicode: isUnicode || !output)
    traits.color = colorLevel(environment, choice: color, isTerminal: output)
    traits.hasDarkBackground = isDark(environment["COLORFGBG"])
    traits.isInteractive = output && isatty(STDIN_FILENO) != 0
    traits.canEdit = traits.isInteractive && !isDumb(environment["TERM"])
    if output { traits.measure() }
    return traits
  }

  /// Takes the size from the terminal; 80 by 24 where it does not say.
  public mutating func measure() {
    var rows: Int32 = 0
    var columns: Int32 = 0
    guard editline_window_size(STDOUT_FILENO, &rows, &columns) == 0 else { return }
    if columns > 0 { width = Int(columns) }
    if rows > 0 { height = Int(rows) }
  }

  static func isDumb(_ term: String?) -> Bool { ["", "dumb", "unknown"].contains(term ?? "") }

  /// The choice on the command line comes first, then `NO_COLOR`, then `CLICOLOR_FORCE`, then
  /// whether there is a terminal that has colours.
  static func colorLevel(
    _ environment: [String: String], choice: ColorChoice, isTerminal: Bool
  ) -> ColorLevel {
    let term = environment["TERM"] ?? ""
    let trueColor = ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
    let best: ColorLevel =
      if trueColor || term.contains("256") || term.contains("direct") {
        .palette
      } else if ["vt52", "vt100", "vt102", "vt220"].contains(term) { .mono } else { .sixteen }
    switch choice {
    case .never: return .none
    case .always: return isDumb(term) ? .sixteen : best
    case .auto: break
    }
    if !(environment["NO_COLOR"] ?? "").isEmpty { return .none }
    if !["", "0"].contains(environment["CLICOLOR_FORCE"] ?? "") { return best }
    return isTerminal && !isDumb(term) ? best : .none
  }

  /// The last part of `COLORFGBG` is the background: 7 and 9 to 15 are light.
  static func isDark(_ colors: String?) -> Bool {
    guard let last = colors?.split(separator: ";").last, let number = Int(last) else { return true }
    return !(number == 7 || number >= 9)
  }
}
