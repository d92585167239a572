import Foundation
import Reporting

/// Texts that come from files.
enum Text {
  /// As messages show a value: short, its control characters escaped.
  static func shown(_ text: String, most: Int = 40) -> String {
    let short = String(String.UnicodeScalarView(text.unicodeScalars.prefix(most)))
    return Escaping.visible(short == text ? text : short + "…")
  }

  /// Without NUL, which SQLite's text functions stop at, and in Unicode's composed form: one word
  /// is one value, however its accents are spelt.
  static func clean(_ text: String) -> String {
    text.replacing("\0", with: "\u{FFFD}").precomposedStringWithCanonicalMapping
  }
}
