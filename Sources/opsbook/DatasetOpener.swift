import Engine
import Foundation
import Reporting
import Store
import Synchronization

/// Reaches datasets for a workspace: finds them, imports them into the cache, and remembers what
/// was said about the one that is open, for `map` and `load`.
final class DatasetOpener: Sendable {
  private let store: DatasetStore
  private let surroundings: Surroundings
  /// The folder of the notebook that is replayed, where names are looked for first.
  private let notebookFolder: String?
  private let zone: String?
  private let current = Mutex<DatasetSource?>(nil)
  /// By name and content of each dataset that was opened.
  private let paths = Mutex<[String: String]>([:])
  private let progress: ProgressLine

  init(
    _ surroundings: Surroundings, besides notebookFolder: String? = nil, zone: String? = nil,
    progress: ProgressLine
  ) {
    store = DatasetStore(cacheFolder: surroundings.cacheFolder)
    self.surroundings = surroundings
    self.notebookFolder = notebookFolder
    self.zone = zone
    self.progress = progress
  }

  var access: DatasetAccess {
    DatasetAccess { [self] request, interrupt throws(Diagnostic) in
      try read(request, interrupt)
    }
  }

  /// The path that a dataset of this session was opened by.
  func path(of dataset: Dataset) -> String? {
    paths.withLock { $0[dataset.name + "\n" + dataset.contentHash] }
  }

  private func read(
    _ request: DatasetAccess.Request, _ interrupt: Interrupt
  ) throws(Diagnostic) -> DatasetAccess.Opened {
    let source = try source(of: request)
    defer { progress.clear() }
    let (dataset, report) = try store.open(
      source, interrupt: interrupt, progress: { [progress] in progress.show($0) })
    current.withLock { $0 = source }
    paths.withLock { $0[dataset.name + "\n" + dataset.contentHash] = source.path }
    return DatasetAccess.Opened(dataset: dataset, notices: report?.lines ?? [])
  }

  private func source(of request: DatasetAccess.Request) throws(Diagnostic) -> DatasetSource {
    var mapping = ColumnMapping()
    let zone = request.mapping["zone"] ?? self.zone
    for (role, column) in request.mapping.sorted(by: { $0.key < $1.key }) where role != "zone" {
      let isConstant = column.hasPrefix(":=")
      try mapping.set(
        role, to: isConstant ? String(column.dropFirst(2)) : column, isConstant: isConstant)
    }
    if request.kind == .open {
      let path = surroundings.datasetPath(request.path, besides: notebookFolder)
      return DatasetSource(path: path, mapping: mapping, zone: zone)
    }
    let open = current.withLock { $0 }
    if request.kind == .load {
      let path = surroundings.datasetPath(request.path, besides: notebookFolder)
      // Without a dataset the file becomes one.
      guard var source = open else {
        return DatasetSource(path: path, mapping: mapping, zone: zone)
      }
      source.additions.append(
        DatasetSource.Addition(path: path, table: request.tableName, mapping: mapping))
      return source
    }
    guard var source = open else {
      throw Diagnostic(
        "E402", Phrase("no dataset is open", "尚未打开数据集"), at: nil,
        notes: [Phrase("open one: open datasets/clickstream", "先打开一个：打开 datasets/clickstream")])
    }
    source.mapping = source.mapping.merging(mapping)
    source.zone = zone ?? source.zone
    return source
  }
}
