import Engine
import Language

/// What a cell leaves behind for later cells, as far as its text tells.
struct CellNames: Hashable, Sendable {
  /// What later statements stand on, beside names.
  enum Ground: Hashable, Sendable {
    /// `open` and `use` bring other data, whatever was open before.
    case opens
    /// `load` and `map` change the data that is open.
    case changes
    /// `set asof`
    case setsDay

    var isData: Bool { self != .setsDay }
  }

  /// One statement's part.
  struct Statement: Hashable, Sendable {
    /// The name after `as`, or the one that is defined.
    var saved: String?
    var ground: Ground?
  }

  let statements: [Statement]

  /// No statements where the text cannot be read.
  init(_ text: String, catalogue: Catalogue) {
    let parse = Parser(grammar: catalogue.grammar).parse(text, mode: .file)
    statements = parse.diagnostics.isEmpty ? parse.script.statements.map(Self.statement) : []
  }

  /// The cell begins with `open`: it needs no dataset before it.
  var opensItself: Bool { statements.first?.ground == .opens }

  private static func statement(_ statement: Language.Statement) -> Statement {
    switch statement.kind {
    case .analysis(let call):
      guard case .as(let word)? = call.clause(.as)?.body else { return Statement() }
      return Statement(saved: word.text)
    case .definition(let definition): return Statement(saved: definition.name.text)
    case .command(let call): return Statement(ground: ground(of: call))
    case .management, .explain: return Statement()
    }
  }

  private static func ground(of call: CommandCall) -> Ground? {
    switch call.command.text {
    case "open", "use": return .opens
    case "load", "map": return .changes
    case "set":
      let key = call.rest.prefix { $0 != " " && $0 != "=" && $0 != "＝" }
      let name = KeywordTable.standard.canonical(String(key), [.flag]) ?? String(key)
      return name == "lang" ? nil : .setsDay
    default: return nil
    }
  }

  /// Whether a text uses a name: as a word where it is of ASCII, anywhere else as it stands.
  static func mentions(_ name: String, in text: String) -> Bool {
    let wanted = Array(name.unicodeScalars)
    let scalars = Array(text.unicodeScalars)
    guard !wanted.isEmpty, scalars.count >= wanted.count else { return false }
    func isPart(_ index: Int) -> Bool {
      guard scalars.indices.contains(index), scalars[index].isASCII else { return false }
      return scalars[index].properties.isAlphabetic || scalars[index] == "_"
        || ("0"..."9").contains(scalars[index])
    }
    let isWord = wanted.allSatisfy(\.isASCII)
    return (0...(scalars.count - wanted.count)).contains { start in
      let end = start + wanted.count
      guard scalars[start..<end].elementsEqual(wanted) else { return false }
      return !isWord || (!isPart(start - 1) && !isPart(end))
    }
  }
}
