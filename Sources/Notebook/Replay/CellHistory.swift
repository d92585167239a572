import Engine

/// What the cells so far have saved and lost by name, and what later cells stand on.
///
/// A cell's source hash takes in the hashes of the cells whose names it uses, so that a change far
/// up is seen at every cell that depends on it.
struct CellHistory: Sendable {
  /// Values that all cells share.
  struct Settings: Sendable {
    var engine: String
    var seed: Int?
    /// As text, by name.
    var parameters: [String: String] = [:]
  }

  var settings: Settings
  /// The source hash of the cell that saved a name.
  private var savedBy: [String: String] = [:]
  /// The cell that failed to save a name.
  private var lostBy: [String: String] = [:]
  /// The cell or dataset that failed to bring the data, and the cell that failed to set the day.
  private(set) var lostData: String?
  private var lostDay: String?

  init(_ settings: Settings) { self.settings = settings }

  func src(of text: String, asof day: CivilDay?, privacy: Privacy = .off) -> String {
    let words = SourceHash.normalized(text)
    return SourceHash.src(
      SourceHash.Ingredients(
        text: text,
        upstream: savedBy.filter { CellNames.mentions($0.key, in: words) }.map(\.value),
        parameters: settings.parameters.filter { CellNames.mentions("$" + $0.key, in: words) }
          .map { "\($0.key)=\($0.value)" },
        engine: settings.engine,
        asof: (day?.label ?? "") + (privacy.isOn ? " " + privacy.rule.english : ""),
        seed: settings.seed.map(String.init) ?? ""))
  }

  /// The cell or dataset that failed and that a text stands on; nil where there is none.
  func upstream(of text: String, _ names: CellNames) -> String? {
    let first = names.statements.first
    if let lostData, first?.ground != .opens { return lostData }
    if let lostDay, first?.ground != .setsDay { return lostDay }
    let words = SourceHash.normalized(text)
    let own = Set(names.statements.compactMap(\.saved))
    let lost = lostBy.keys.sorted().first { name in
      !own.contains(name) && CellNames.mentions(name, in: words)
    }
    return lost.flatMap { lostBy[$0] }
  }

  /// Statements that ran.
  mutating func keep(_ statements: ArraySlice<CellNames.Statement>, src: String) {
    for statement in statements {
      if let saved = statement.saved {
        savedBy[saved] = src
        lostBy[saved] = nil
      }
      switch statement.ground {
      case .opens:
        lostData = nil
        // Saved users belong to their dataset.
        savedBy = [:]
        lostBy = [:]
      case .setsDay: lostDay = nil
      case .changes, nil: break
      }
    }
  }

  /// Statements that did not run, and the cell they stood in.
  mutating func lose(_ statements: ArraySlice<CellNames.Statement>, to name: String) {
    for statement in statements {
      if let saved = statement.saved { lostBy[saved] = name }
      if let ground = statement.ground {
        if ground.isData { lostData = name } else { lostDay = name }
      }
    }
  }

  mutating func loseData(to name: String) { lostData = name }
}
