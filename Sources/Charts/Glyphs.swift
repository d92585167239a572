import Reporting

/// The signs that one character set has for the parts of charts, one cell each.
extension Ink {
  var horizontal: String { isUnicode ? "─" : "-" }
  var vertical: String { isUnicode ? "│" : "|" }
  var corner: String { isUnicode ? "└" : "+" }
  var hatch: String {
    switch canvas.characters {
    case .unicode: "░"
    case .cjkWide, .ascii: "."
    }
  }
  var fullBar: String {
    switch canvas.characters {
    case .unicode: "█"
    case .cjkWide: "⣿"
    case .ascii: "#"
    }
  }
  var band: String { isUnicode ? "░" : ":" }
  var dashed: String { isUnicode ? "┄" : "-" }
  var marker: String { isUnicode ? "┊" : "^" }
  var drop: String { isUnicode ? "╰▼ " : "`-v " }
  var biggest: String { isUnicode ? "◀ " : "<-- " }
  var unobservable: String { isUnicode ? "·" : "." }
  var place: String { isUnicode ? "◆" : "X" }
  var endpoint: String { isUnicode ? "●" : "*" }

  /// Five steps from light to dark; the lightest is blank, so that it cannot be taken for
  /// the dot of a cell that lies in the future.
  var shades: [String] {
    switch canvas.characters {
    case .unicode: [" ", "░", "▒", "▓", "█"]
    case .cjkWide: [" ", ":", "+", "#", "@"]
    case .ascii: [" ", "-", "=", "+", "#"]
    }
  }

  /// The end of a bar by eighths (0...7) of a cell, rounded to what the set can show.
  func partialBar(_ eighths: Int) -> String {
    switch canvas.characters {
    case .unicode:
      let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
      return parts.indices.contains(eighths) ? parts[eighths] : ""
    case .cjkWide: return eighths >= 4 ? "⡇" : ""
    case .ascii: return eighths >= 4 ? "=" : ""
    }
  }
}
