import Charts
import Language
import Reporting

/// The state of a session: the open dataset, what was saved by name, and the settings.
///
/// A value: a cell that fails leaves it as it was.
public struct Workspace: Sendable {
  public let catalogue: Catalogue
  /// How datasets are reached; the program hands it in.
  public let access: DatasetAccess
  public var language: DisplayLanguage
  /// Values of `$name`.
  public var parameters: [String: Literal]
  /// `set privacy`.
  ///
  /// The last answer was told under the old setting and goes.
  public var privacy: Privacy = .off {
    didSet { if privacy != oldValue { result = nil } }
  }
  /// The last answer of a verb, as it was shown: `export result` writes it.
  public internal(set) var result: Answer?
  /// Truths of simulated datasets that were revealed, each by its dataset and id.
  public var revealed: Set<String> = []
  /// How commands write files; nil where they must not, as in a notebook that is replayed.
  public var files: FileWriting?
  /// `set a11y`: one sentence takes the place of each drawing, for those who have it read aloud.
  public var speaksDrawings = false
  /// `set backend`: what computes the figures.
  public private(set) var backend = Backend.columnar
  /// Runs SQL; nil where nothing does.
  public var sqlEngine: SQLEngine?
  /// How ids are shown under privacy; the program hands it in.
  public let pseudonym: Pseudonym
  /// The dataset as it was opened.
  public private(set) var opened: Dataset?
  /// The dataset as it is read: cut at `asof`.
  public private(set) var dataset: Dataset?
  public private(set) var sets: [String: SavedSet]
  /// `set asof`, where given.
  public private(set) var asof: CivilDay?
  /// The content that was audited in this session.
  private var auditedHash: String?

  public init(
    catalogue: Catalogue, access: DatasetAccess, language: DisplayLanguage = .english,
    parameters: [String: Literal] = [:], pseudonym: Pseudonym = .none
  ) {
    self.catalogue = catalogue
    self.pseudonym = pseudonym
    self.access = access
    self.language = language
    self.parameters = parameters
    sets = [:]
  }

  /// Makes a dataset the current one; saved sets belong to their dataset and go, unless it is the
  /// same one seen otherwise.
  public mutating func use(_ dataset: Dataset, keepingSets: Bool = false) {
    opened = dataset
    if !keepingSets { sets = [:] }
    result = nil
    if auditedHash != dataset.contentHash { auditedHash = nil }
    cut()
  }

  /// Whether the data that is open was audited in this session.
  ///
  /// An audit of one table, or a part of the checks, counts for the whole dataset: which tables a
  /// question reads cannot always be told, and who audits one was told of the others. Opening,
  /// loading or mapping that changes the content makes it unaudited again; `set asof` does not.
  public var isAudited: Bool { auditedHash != nil && auditedHash == opened?.contentHash }

  /// Remembers that the open data was audited.
  public mutating func markAudited() { auditedHash = opened?.contentHash }

  /// Reads the data as of another day; nil returns to the dataset's own.
  ///
  /// Saved sets were computed as of the old day and go.
  public mutating func read(asof day: CivilDay?) {
    asof = day
    sets = [:]
    cut()
  }

  /// Chooses what computes the figures from now on.
  ///
  /// Throws E431 for SQL where nothing runs it.
  public mutating func use(_ backend: Backend) throws(Diagnostic) {
    if backend == .sql, sqlEngine == nil { throw .noSQLEngine }
    self.backend = backend
  }

  /// Keeps users under a name.
  ///
  /// Throws E208 where the name means something else already.
  public mutating func keep(_ set: SavedSet, at span: Span) throws(Diagnostic) {
    try checkName(set.name, at: span)
    sets[set.name] = set
  }

  private mutating func cut() {
    guard let opened else { return }
    dataset = opened.read(
      asof: asof ?? opened.asof.day, isDeclared: asof != nil || opened.asof.isDeclared)
  }

  /// What names mean now.
  ///
  /// Throws E402 without a dataset.
  public func scope(at span: Span) throws(Diagnostic) -> Scope {
    guard let dataset else {
      throw Diagnostic(
        "E402", Phrase("no dataset is open", "尚未打开数据集"), at: span,
        notes: [Phrase("open one: open datasets/shop", "先打开一个：打开 datasets/shop")])
    }
    return Scope(dataset: dataset, sets: sets, parameters: parameters, privacy: privacy)
  }

  func checkName(_ name: String, at span: Span) throws(Diagnostic) {
    guard let dataset else { return }
    let kind: Phrase? =
      if dataset.events.names.contains(name) {
        Phrase("an event", "事件")
      } else if dataset.users
        .attributes.contains(where: { $0.name == name })
      {
        Phrase("a user attribute", "用户属性")
      } else if dataset.tables.contains(where: {
        $0.name == name
      }) { Phrase("a table", "表") } else { nil }
    guard let kind else { return }
    throw Diagnostic(
      "E209",
      Phrase("'\(name)' is already ", "'\(name)' 已经是") + kind, at: span,
      notes: [Phrase("choose another name, for example my_\(name)", "换一个名字，例如 my_\(name)")])
  }
}
