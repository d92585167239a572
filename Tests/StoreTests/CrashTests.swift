import Engine
import Foundation
import Synchronization
import Testing

@testable import Store

@Suite("killed imports")
struct CrashTests {
  private static let moments = 20

  /// A dataset with one event, and a file whose import replaces it by many.
  private func prepared() throws -> (scratch: Scratch, folder: String, file: String) {
    let scratch = try Scratch()
    let file = try scratch.write("e.csv", "uid,ts\nold,2024-01-01\n")
    _ = try scratch.store.import(ImportRequest(files: [file]), into: scratch.file("d"))
    let rows = (0..<3_000).map { "u\($0 % 50),2024-01-02 00:00:\(10 + $0 % 50),\($0)\n" }
    try scratch.write("e.csv", "uid,ts,n\n" + rows.joined())
    return (scratch, scratch.file("d"), file)
  }

  private func userCount(_ scratch: Scratch) throws -> Int {
    let dataset = try scratch.store.open(DatasetSource(path: scratch.file("d"))).dataset
    #expect(dataset.events.count == (dataset.users.count == 1 ? 1 : 3_000))
    return dataset.users.count
  }

  @Test(
    "killed at any of twenty steps an import leaves the dataset as before, or complete at the last",
    arguments: 0..<moments)
  func steps(moment: Int) async throws {
    let (scratch, folder, file) = try prepared()
    let stages = Mutex<[ImportStage]>([])
    let rehearsal = scratch.file("rehearsal")
    _ = try scratch.store.import(ImportRequest(files: [file]), into: rehearsal) { stage in
      stages.withLock { $0.append(stage) }
    }
    let all = stages.withLock { $0 }
    // The import into the folder reads the old dataset first, which has no steps of its own.
    let step = (all.count - 1) * moment / (Self.moments - 1)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [folder = folder as String, file = file as String, step = step as Int] in
      let count = Mutex(0)
      let store = DatasetStore(cacheFolder: folder + "-cache")
      _ = try store.import(ImportRequest(files: [file], repetition: .replacing), into: folder) {
        _ in
        let now = count.withLock { count in
          count += 1
          return count - 1
        }
        if now == step { kill(getpid(), SIGKILL) }
      }
    }
    #expect(try userCount(scratch) == (all[step] == .done ? 50 : 1))
    // What the killed import left behind is in nobody's way.
    _ = try scratch.store.import(ImportRequest(files: [file], repetition: .replacing), into: folder)
    #expect(try userCount(scratch) == 50)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        == ["dataset.columns", "dataset.sqlite"])
  }

  @Test("killed between steps an import leaves the dataset as before or complete", arguments: 1..<9)
  func times(part: UInt32) async throws {
    let (scratch, folder, file) = try prepared()
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [folder = folder as String, file = file as String, part = part as UInt32] in
      let killer = Thread {
        usleep(part * 4_000)
        kill(getpid(), SIGKILL)
      }
      killer.start()
      let store = DatasetStore(cacheFolder: folder + "-cache")
      _ = try store.import(ImportRequest(files: [file], repetition: .replacing), into: folder)
      while true { pause() }
    }
    #expect([1, 50].contains(try userCount(scratch)))
  }
}
