import CLibEdit

/// The locale of the line editor: without UTF-8 it silently drops every Chinese character.
public enum EditorLocale {
  /// Sets the character type of the locale, and that alone, to one with UTF-8.
  ///
  /// Takes the user's own, else the first of some common ones. Call once, before the terminal is
  /// looked at.
  ///
  /// - Returns: whether there is one; without it, only ASCII can be typed.
  public static func prepare() -> Bool {
    ["", "C.UTF-8", "en_US.UTF-8", "zh_CN.UTF-8", "UTF-8"].contains { name in
      guard setlocale(LC_CTYPE, name) != nil, let codeset = editline_codeset() else { return false }
      return ["UTF-8", "UTF8", "utf-8", "utf8"].contains(String(cString: codeset))
    }
  }
}
