import CLibEdit
import Reporting

/// One libedit editor with our read path.
///
/// libedit calls `nextUnit` for every character it wants. There the keys are decoded, the line is
/// painted while nothing is typed, and what libedit cannot do itself is put in as a private key:
/// the byte 1C and a letter, which stands for one command in every key map.
final class EditSession {
  let handle: OpaquePointer
  private let history: OpaquePointer?
  let ownsReading: Bool
  let input: KeySource
  let printer: TerminalPrinter
  let painter: Painter
  let traits: TerminalTraits
  var columns: Int
  var rows: Int
  var prompt: String {
    didSet { renewPrompt() }
  }
  private var promptUnits: UnsafeMutablePointer<wchar_t>
  var language = LineEditor.Language()
  /// Characters that libedit gets before the next key.
  var queue: [wchar_t] = []
  /// What the private key `e` puts in.
  var edit = Edit()
  var isCancelled = false
  /// Asked whenever the bell rings.
  var mustEnd: () -> Bool = { false }
  /// Earlier texts, oldest first, for the search.
  private(set) var entries: [String] = []
  var search: Search?

  /// A search that Ctrl-R goes on with.
  struct Search {
    let needle: String
    /// The entry that was found; all before it are still to be looked at.
    var place: Int
  }

  /// A change of the line at the cursor.
  struct Edit {
    var deleted = 0
    var inserted = ""
  }

  init?(
    program: String, prompt: String, traits: TerminalTraits, owning: Bool, typed: [UInt8]
  ) {
    guard let handle = editline_open(program) else { return nil }
    self.handle = handle
    self.prompt = prompt
    self.traits = traits
    ownsReading = owning
    columns = traits.width
    rows = traits.height
    input = KeySource(typed: typed)
    printer = TerminalPrinter(traits)
    let gutter: Character = traits.isUnicode && !traits.ambiguousIsWide ? "┊" : "|"
    painter = Painter(printer: printer, gutter: traits.color == .none ? nil : gutter)
    history = history_winit()
    promptUnits = Self.copy(prompt)
    configure()
    guard editline_is_editing(handle) != 0 else {
      el_end(handle)
      return nil
    }
  }

  deinit {
    el_end(handle)
    if let history { history_wend(history) }
    promptUnits.deallocate()
  }

  private static func copy(_ text: String) -> UnsafeMutablePointer<wchar_t> {
    let units = WideText(text).units
    let copy = UnsafeMutablePointer<wchar_t>.allocate(capacity: units.count)
    copy.initialize(from: units, count: units.count)
    return copy
  }

  private func renewPrompt() {
    promptUnits.deallocate()
    promptUnits = Self.copy(prompt)
  }

  private func configure() {
    editline_set_context(handle, Unmanaged.passUnretained(self).toOpaque())
    editline_keep_signals(handle)
    editline_set_prompt(handle) { editor in
      EditSession.current(editor)?.promptUnits
    }
    editline_use_emacs_keys(handle)
    if let history {
      _ = editline_history_set_size(history, Int32(HistoryFile.capacity))
      _ = editline_history_set_unique(history, 1)
      editline_set_history(handle, history)
    }
    // The user's own settings first; what the program needs is set after them.
    _ = el_source(handle, nil)
    editline_neutralise_insertion(handle)
    guard ownsReading else {
      editline_bind_interrupt(handle)
      return
    }
    editline_take_keys_raw(handle)
    _ = editline_add_edit(handle) { editor, _ in
      EditSession.current(editor)?.applyEdit() == true ? UInt8(CC_REFRESH) : UInt8(CC_ERROR)
    }
    editline_bind_private_keys(handle)
    editline_set_reader(handle) { editor, unit in
      guard let session = EditSession.current(editor), let next = session.nextUnit() else {
        return 0
      }
      unit?.pointee = next
      return 1
    }
  }

  private static func current(_ editor: OpaquePointer?) -> EditSession? {
    guard let editor, let context = editline_context(editor) else { return nil }
    return Unmanaged<EditSession>.fromOpaque(context).takeUnretainedValue()
  }

  func remember(_ entry: String) {
    guard let history else { return }
    let text = EditableText.clean(entry)
    if text.allSatisfy(\.isWhitespace) { return }
    _ = editline_history_enter(history, WideText(text).units)
    entries.append(text)
  }

  private func applyEdit() -> Bool {
    let edit = self.edit
    self.edit = Edit()
    if edit.deleted > 0 { el_deletestr(handle, Int32(edit.deleted)) }
    if edit.inserted.isEmpty { return true }
    return el_winsertstr(handle, WideText(edit.inserted).units) == 0
  }

  func read(_ language: LineEditor.Language) -> LineEditor.Reading {
    self.language = language
    queue = []
    edit = Edit()
    isCancelled = false
    adoptSize()
    // Again for each text: a shell that took the terminal for a while left it in its own mode.
    editline_keep_type_ahead(handle)
    if ownsReading { StandardOutput.write("\u{1B}[?2004h") }
    var count: Int32 = 0
    let start = el_wgets(handle, &count)
    if ownsReading { StandardOutput.write("\u{1B}[?2004l") }
    guard let start, count > 0 else {
      StandardOutput.write("\n")
      return .end
    }
    if isCancelled { return .cancelled }
    var text = WideText.string(start, start + Int(count))
    while text.last?.isWhitespace == true { text.removeLast() }
    return .text(text)
  }

  /// The text being edited and the cursor's place in it, in scalars.
  var buffer: (text: String, cursor: Int) {
    guard let line = el_wline(handle)?.pointee, let start = line.buffer, let end = line.lastchar,
      let cursor = line.cursor
    else { return ("", 0) }
    return (WideText.string(start, end), max(0, min(cursor - start, end - start)))
  }
}
