import Engine
import Reporting

extension DatasetSource {
  /// What a session has open once a statement's request is met.
  ///
  /// `path` is where the name of the request lies. Throws E402 for `map` without a dataset, and
  /// what `SchemaChange.set` throws.
  public init(
    _ request: DatasetAccess.Request, at path: String, after open: DatasetSource?
  ) throws(Diagnostic) {
    var change = SchemaChange()
    for assignment in request.assignments { try change.set(assignment) }
    for label in request.labels { change.add(label) }
    switch (request.kind, open) {
    // Without a dataset a file that is loaded becomes one.
    case (.open, _), (.load, nil): self.init(path: path, change: change)
    case (.load, let open?):
      self = open
      // What is said of columns is said of this file alone.
      additions.append(
        Addition(
          path: path, table: request.tableName, mapping: change.columns,
          repetition: request.repetition))
      change.columns = ColumnMapping()
      self.change = self.change.merging(change)
    case (.map, let open?):
      self = open
      self.change = self.change.merging(change)
    case (.map, nil):
      throw Diagnostic(
        "E402", Phrase("no dataset is open", "尚未打开数据集"), at: nil,
        notes: [
          Phrase("open one: open datasets/clickstream", "先打开一个：打开 datasets/clickstream")
        ])
    }
  }
}
