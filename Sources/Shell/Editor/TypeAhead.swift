import CLibEdit

/// Keeps what is typed while a query runs as it was typed, for the next prompt.
///
/// Left to itself the terminal would read it by lines: Enter would come as a line feed, Ctrl-D
/// would be lost, and the letters would stand in the middle of the answer. Ctrl-C still interrupts.
final class TypeAhead {
  private var before: termios?

  /// From now on keys are kept and not shown.
  func hold() {
    var attributes = termios()
    guard before == nil, tcgetattr(STDIN_FILENO, &attributes) == 0 else { return }
    before = attributes
    attributes.c_lflag &= ~tcflag_t(ICANON | ECHO)
    attributes.c_iflag &= ~tcflag_t(ICRNL | INLCR)
    tcsetattr(STDIN_FILENO, TCSANOW, &attributes)
  }

  /// The terminal is as it was before.
  func release() {
    guard var attributes = before else { return }
    before = nil
    tcsetattr(STDIN_FILENO, TCSANOW, &attributes)
  }

  deinit { release() }
}
