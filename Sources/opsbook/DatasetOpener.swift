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
    var access = DatasetAccess { [self] request, interrupt throws(Diagnostic) in
      try read(request, interrupt)
    }
    access.path = { [self] in path(of: $0) }
    return access
  }

  /// The path that a dataset of this session was opened by.
  func path(of dataset: Dataset) -> String? {
    paths.withLock { $0[dataset.name + "\n" + dataset.contentHash] }
  }

  private func read(
    _ request: DatasetAccess.Request, _ interrupt: Interrupt
  ) throws(Diagnostic) -> DatasetAccess.Opened {
    try read(source(of: request), interrupt)
  }

  private func read(
    _ asked: DatasetSource, _ interrupt: Interrupt
  ) throws(Diagnostic) -> DatasetAccess.Opened {
    var source = asked
    source.change.zone = source.change.zone ?? zone
    defer { progress.clear() }
    let (dataset, report) = try store.open(
      source, interrupt: interrupt, progress: { [progress] in progress.show($0) })
    current.withLock { $0 = source }
    paths.withLock { $0[dataset.name + "\n" + dataset.contentHash] = source.path }
    let found = try dataset.notices.take().map {
      Phrase("\($0.code): ", "\($0.code)：") + $0.message
    }
    return DatasetAccess.Opened(
      dataset: dataset, notices: (report?.lines ?? dataset.emptyTables) + found)
  }

  /// Opens a dataset with what was said of it on the command line.
  func open(
    _ name: String, _ change: SchemaChange, _ interrupt: Interrupt
  ) throws(Diagnostic) -> DatasetAccess.Opened {
    let path = surroundings.datasetPath(name, besides: notebookFolder)
    return try read(DatasetSource(path: path, change: change), interrupt)
  }

  private func source(of request: DatasetAccess.Request) throws(Diagnostic) -> DatasetSource {
    let path = surroundings.datasetPath(request.path, besides: notebookFolder)
    return try DatasetSource(request, at: path, after: current.withLock { $0 })
  }
}
