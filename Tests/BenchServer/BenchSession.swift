import Engine
import Reporting
import Store
import Verbs

/// Why an item has no result.
struct BenchFault: Error, Encodable {
  let err: String

  init(_ err: String) { self.err = err }
}

/// What an item took, and what came out.
struct Measured: Encodable {
  /// Seconds from the text of the query to its answer.
  let wall: Double
  /// Seconds of all cores.
  let cpu: Double
  /// The greatest resident memory meanwhile, in MB.
  let rss: Double
  let res: [[PeerValue]]
}

/// A session of the program on the dataset of the benchmark.
struct BenchSession {
  private var workspace: Workspace

  init(dataset: String, cacheFolder: String) throws(Diagnostic) {
    let store = DatasetStore(cacheFolder: cacheFolder)
    let opened = try store.open(DatasetSource(path: dataset))
    workspace = Workspace(
      catalogue: Catalogue(verbs: StandardVerbs.all, commands: []),
      access: DatasetAccess { _, _ throws(Diagnostic) in
        throw Diagnostic("E400", Phrase("the benchmark opens no files", "基准测试不打开文件"), at: nil)
      })
    workspace.use(opened.dataset)
  }

  /// Asks the text of an item as a user would have typed it.
  ///
  /// Reading the rows out of the answer is not part of the time.
  mutating func measure(_ item: BenchItem) throws(BenchFault) -> Measured {
    guard let query = item.query, let form = item.form else {
      throw BenchFault("item '\(item.item)' is pending")
    }
    Meter.forgetPeak()
    let start = Meter.now
    let outcome = workspace.run(query, interrupt: Interrupt()).last
    let spent = Meter.now - start
    let peak = Meter.peakMegabytes
    if let diagnostic = outcome?.diagnostics.first {
      throw BenchFault("\(diagnostic.code) \(diagnostic.message.english)")
    }
    guard let answer = outcome?.answer else { throw BenchFault("no answer") }
    return Measured(wall: spent.wall, cpu: spent.cpu, rss: peak, res: try form.rows(of: answer))
  }
}
