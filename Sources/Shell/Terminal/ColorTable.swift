import Reporting

/// How each role looks: the parameters of the terminal's "select graphic rendition".
///
/// Series colours are those of Okabe and Ito, *Color Universal Design* (2008), at the nearest of
/// the 256 colours. Colour is never the only carrier of a meaning.
struct ColorTable: Hashable, Sendable {
  let level: TerminalTraits.ColorLevel
  let isDark: Bool

  /// The parameters for a role; empty for one that looks like plain text.
  func parameters(for role: Role) -> String {
    switch level {
    case .none: ""
    case .mono: mono(role)
    case .sixteen: sixteen(role)
    case .palette: palette(role)
    }
  }

  private func mono(_ role: Role) -> String {
    switch role {
    case .title, .mark, .keyword, .error: "1"
    default: ""
    }
  }

  private func sixteen(_ role: Role) -> String {
    switch role {
    case .title: "1"
    case .axis, .muted, .band: "2"
    case .good, .keyword: "36"
    case .bad: "31"
    case .error: "1;31"
    case .mark: "1;33"
    case .code: "32"
    case .bar(let series): entry(["34", "33", "32", "35", "36"], series - 1)
    case .plain, .label, .heat: ""
    }
  }

  private func palette(_ role: Role) -> String {
    switch role {
    case .plain: ""
    case .title: "1;" + ink(255, 16)
    case .label: ink(250, 240)
    case .axis: ink(240, 250)
    case .muted: ink(244, 244)
    case .good: ink(36, 36)
    case .bad: ink(166, 166)
    case .band: "48;5;\(isDark ? 238 : 252)"
    case .mark: "1;" + ink(220, 94)
    case .keyword: ink(75, 25)
    case .error: "1;" + ink(203, 160)
    case .code: ink(150, 64)
    case .bar(let series):
      ink(
        entry([32, 214, 36, 175, 117], series - 1), entry([25, 172, 29, 132, 31], series - 1))
    case .heat(let step):
      // Letters turn black where the ground is lighter than L* = 55.
      isDark
        ? entry(
          [
            "38;5;231;48;5;17", "38;5;231;48;5;18", "38;5;231;48;5;25", "38;5;231;48;5;32",
            "38;5;16;48;5;117",
          ], step)
        : entry(
          [
            "38;5;16;48;5;195", "38;5;16;48;5;153", "38;5;16;48;5;111", "38;5;16;48;5;68",
            "38;5;231;48;5;25",
          ], step)
    }
  }

  private func ink(_ dark: Int, _ light: Int) -> String { "38;5;\(isDark ? dark : light)" }

  /// The entry at a place, the nearest end's where there is none.
  private func entry<Value>(_ entries: [Value], _ place: Int) -> Value {
    entries[min(max(place, 0), entries.count - 1)]
  }
}
