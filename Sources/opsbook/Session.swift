import Commands
import Engine
import Foundation
import Reporting
import Store
import Verbs

/// A workspace with all verbs and commands, and the means to open data.
struct Session {
  static let catalogue = Catalogue(verbs: StandardVerbs.all, commands: StandardCommands.all)

  /// What the program opens where nothing else is asked for.
  static let bundledDataset = "shop"

  let opener: DatasetOpener
  var workspace: Workspace

  init(
    _ surroundings: Surroundings, language: DisplayLanguage, besides folder: String? = nil,
    zone: String? = nil
  ) {
    opener = DatasetOpener(
      surroundings, besides: folder, zone: zone,
      progress: ProgressLine(surroundings, language: language))
    workspace = Workspace(
      catalogue: Self.catalogue, access: opener.access, language: language,
      pseudonym: MachineSalt(surroundings).pseudonym)
    workspace.sqlEngine = SQLMirror().engine
  }

  /// Opens a dataset by path or name; returns what is to be said about it.
  mutating func open(
    _ path: String, map: String? = nil, interrupt: Interrupt = Interrupt()
  ) throws(Diagnostic) -> [Phrase] {
    let opened = try opener.open(path, try SchemaChange(parsing: map ?? ""), interrupt)
    workspace.use(opened.dataset)
    return opened.notices
  }
}
