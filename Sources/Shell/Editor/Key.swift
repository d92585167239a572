/// What a person did at the keyboard, as far as the line editor tells keys apart.
enum Key: Hashable {
  case character(Unicode.Scalar)
  /// Enter, and Alt-Enter or Shift-Enter, which never submits.
  case enter, newLine
  case tab, backTab
  /// Ctrl-R.
  case search
  case cancel, suspend
  case up, down, left, right, home, end, delete, nextWord, previousWord
  /// The escape key itself.
  case escape
  /// A character with Alt held.
  case alt(Unicode.Scalar)
  /// Text that came in one piece; line breaks are kept.
  case paste(String)
}
