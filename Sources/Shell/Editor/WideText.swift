import CLibEdit

/// A text in the form that libedit takes, ended by zero.
struct WideText {
  let units: [wchar_t]

  init(_ text: String) {
    units = text.unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
  }

  /// The text of libedit's buffer between two places.
  static func string(
    _ start: UnsafePointer<wchar_t>, _ end: UnsafePointer<wchar_t>
  ) -> String {
    var scalars = String.UnicodeScalarView()
    for unit in UnsafeBufferPointer(start: start, count: max(0, end - start)) {
      scalars.append(Unicode.Scalar(UInt32(bitPattern: unit)) ?? "\u{FFFD}")
    }
    return String(scalars)
  }
}

extension Unicode.Scalar {
  /// Cells that libedit counts for this scalar: the C library's measure.
  var editorWidth: Int { max(0, Int(editline_cell_width(wchar_t(bitPattern: value)))) }

  /// Whether the C library shows it; what it does not show never enters the buffer.
  var isEditable: Bool {
    value == 0x0A || (value >= 0x20 && editline_cell_width(wchar_t(bitPattern: value)) >= 0)
  }
}
