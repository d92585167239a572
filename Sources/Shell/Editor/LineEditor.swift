import CLibEdit
import Reporting

/// Lets a person type a text of one or more lines.
///
/// Three ways, the best that the terminal allows: libedit with our own read path, which understands
/// Chinese, pastes and several lines; libedit as it is; and plain lines where nothing can be
/// edited. There is one editor in a program, used from its main thread only.
public final class LineEditor {
  public enum Mode: Hashable, Sendable { case full, stock, plain }

  /// What came of one call of `read`.
  public enum Reading: Hashable, Sendable {
    /// A text without the white space at its end.
    case text(String)
    /// Ctrl-C: the text is gone, the session goes on.
    case cancelled
    /// Ctrl-D on an empty line, or the end of the input.
    case end
  }

  /// What the editor asks of the language it is used for.
  public struct Language {
    /// Whether Enter may submit this text.
    public var isComplete: (String) -> Bool
    /// What fits before the cursor, given the text before it.
    public var complete: (String) -> Completion
    /// The role of each scalar of a text.
    public var highlight: (String) -> [Role]

    public init(
      isComplete: @escaping (String) -> Bool = { _ in true },
      complete: @escaping (String) -> Completion = { _ in Completion() },
      highlight: @escaping (String) -> [Role] = { _ in [] }
    ) {
      self.isComplete = isComplete
      self.complete = complete
      self.highlight = highlight
    }
  }

  public let mode: Mode
  public var language: Language
  public var prompt: String {
    didSet { session?.prompt = prompt }
  }
  private let traits: TerminalTraits
  private var session: EditSession?
  private var plain = PlainReader()
  private let relay: SignalRelay?

  /// - Parameters:
  ///   - program: the name that `.editrc` may use before its own settings.
  ///   - plainly: asks for libedit without our own read path.
  ///   - typed: bytes that were typed before the editor stood ready.
  public convenience init(
    program: String, prompt: String, traits: TerminalTraits, language: Language = Language(),
    plainly: Bool = false, typed: [UInt8] = []
  ) {
    let bell = Bell()
    self.init(
      program: program, prompt: prompt, traits: traits, language: language, plainly: plainly,
      typed: typed, bell: bell, relay: SignalRelay(bell: bell, [SIGWINCH: {}]))
  }

  /// With a bell that rings when the window's size changes, and when the program must end.
  init(
    program: String, prompt: String, traits: TerminalTraits, language: Language = Language(),
    plainly: Bool, typed: [UInt8], bell: Bell, relay: SignalRelay? = nil,
    mustEnd: @escaping () -> Bool = { false }
  ) {
    self.relay = relay
    self.prompt = prompt
    self.traits = traits
    self.language = language
    let wanted: Mode = !traits.canEdit ? .plain : plainly ? .stock : .full
    if wanted != .plain,
      let session = EditSession(
        program: program, prompt: prompt, traits: traits, owning: wanted == .full, typed: typed)
    {
      session.input.bell = bell
      session.mustEnd = mustEnd
      self.session = session
      mode = wanted
    } else {
      mode = .plain
    }
  }

  /// Makes earlier texts reachable with the arrow keys, oldest first.
  public func remember(_ entries: [String]) {
    for entry in entries { session?.remember(entry) }
  }

  /// Gives the terminal back as it was before; nothing is edited from here on.
  public func leave() { session = nil }

  /// Waits until a text is entered.
  ///
  /// What is typed between two calls is kept, unseen, for the second.
  public func read() -> Reading {
    if let session { return session.read(language) }
    return plain.read(
      prompt: traits.isInteractive ? prompt : nil, isComplete: language.isComplete)
  }
}
