import CLibEdit
import Reporting

extension EditSession {
  /// The commands that private keys stand for; `editline_bind_private_keys` binds the letters.
  enum Command: Character {
    case edit = "e"
    case up = "p"
    case down = "n"
    case older = "u"
    case newer = "o"
    case right = "r"
    case left = "l"
    case home = "a"
    case end = "z"
    case delete = "d"
    case nextWord = "w"
    case previousWord = "b"
  }

  /// Leads a private key; nobody can type it, because the decoder drops it.
  private static let lead: wchar_t = 0x1C

  /// The next character for libedit; nil at the end of the input.
  func nextUnit() -> wchar_t? {
    while true {
      if !queue.isEmpty { return queue.removeFirst() }
      if !input.isReady { paint() }
      switch input.next() {
      case .key(let key): press(key)
      case .bell:
        if mustEnd() { return nil }
        resize()
      case .end: return nil
      }
    }
  }

  private func send(_ command: Command) {
    queue.append(Self.lead)
    queue.append(contentsOf: command.rawValue.unicodeScalars.map { wchar_t(bitPattern: $0.value) })
  }

  private func send(_ scalar: Unicode.Scalar) { queue.append(wchar_t(bitPattern: scalar.value)) }

  private func insert(_ text: String, replacing deleted: Int = 0) {
    edit = Edit(deleted: deleted, inserted: text)
    send(.edit)
  }

  private func press(_ key: Key) {
    if key != .search { search = nil }
    switch key {
    case .search: searchHistory()
    case .character(let scalar):
      if !scalar.isASCII, !scalar.isEditable { return }
      if let plain = twin(of: scalar) { return insert(plain) }
      // Characters of the key map's upper half might be bound to a command.
      if (0x80...0xFF).contains(scalar.value) { insert(String(scalar)) } else { send(scalar) }
    case .alt(let scalar):
      send("\u{1B}")
      send(scalar)
    case .escape: send("\u{1B}")
    case .enter: enter()
    case .newLine: insert(Self.lineBreak)
    case .tab: complete()
    case .backTab: break
    case .cancel: cancel()
    case .suspend: suspend()
    case .paste(let text): insert(text.unicodeScalars.map { twin(of: $0) ?? String($0) }.joined())
    case .up: send(lineOfCursor.isFirst ? .older : .up)
    case .down: send(lineOfCursor.isLast ? .newer : .down)
    case .left: send(.left)
    case .right: send(.right)
    case .home: send(.home)
    case .end: send(.end)
    case .delete: send(.delete)
    case .nextWord: send(.nextWord)
    case .previousWord: send(.previousWord)
    }
  }

  /// What the language reads a sign as, where the terminal draws it in more cells than libedit
  /// counts, so that the signs of a Chinese keyboard do not shift the line.
  private func twin(of scalar: Unicode.Scalar) -> String? {
    guard traits.ambiguousIsWide else { return nil }
    return switch scalar {
    case "“", "”": "\""
    case "‘", "’": "'"
    case "→": "->"
    case "·": "`"
    case "×": "*"
    case "≥": ">="
    case "≤": "<="
    case "≠": "!="
    default: nil
    }
  }

  /// Puts in the latest earlier text that holds what is typed; pressed again, the one before.
  private func searchHistory() {
    let text = buffer.text
    var search = search ?? Search(needle: text, place: entries.count)
    while search.place > 0 {
      search.place -= 1
      let entry = entries[search.place]
      guard entry != text,
        search.needle.isEmpty || entry.lowercased().contains(search.needle.lowercased())
      else { continue }
      send(.end)
      insert(entry, replacing: text.unicodeScalars.count)
      break
    }
    self.search = search
  }

  /// A further line is indented, so that it goes on with the statement in files as well.
  private static let lineBreak = "\n  "

  private var lineOfCursor: (isFirst: Bool, isLast: Bool) {
    let (text, cursor) = buffer
    let scalars = text.unicodeScalars
    return (!scalars.prefix(cursor).contains("\n"), !scalars.dropFirst(cursor).contains("\n"))
  }

  /// Submits a complete text, and one whose last line was left empty; else adds a line.
  private func enter() {
    let text = buffer.text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let leavesEmpty = lines.count > 1 && lines.last?.allSatisfy(\.isWhitespace) == true
    if leavesEmpty || text.allSatisfy(\.isWhitespace) || language.isComplete(text) {
      send("\n")
    } else {
      insert(Self.lineBreak)
    }
  }

  private func cancel() {
    isCancelled = true
    send(.end)
    insert("^C")
    send("\n")
  }

  private func complete() {
    let (text, cursor) = buffer
    let head = String(String.UnicodeScalarView(text.unicodeScalars.prefix(cursor)))
    let completion = language.complete(head)
    guard let first = completion.candidates.first else { return }
    let typed = String(String.UnicodeScalarView(head.unicodeScalars.suffix(completion.replaced)))
    if completion.candidates.count == 1 {
      let rest = text.unicodeScalars.dropFirst(cursor).first
      let needsSpace = !first.text.hasSuffix("(") && rest?.properties.isWhitespace != true
      return insert(first.text + (needsSpace ? " " : ""), replacing: completion.replaced)
    }
    let common = completion.commonStart
    if common.unicodeScalars.count > typed.unicodeScalars.count {
      insert(common, replacing: completion.replaced)
    } else {
      list(completion.candidates)
    }
  }
}
