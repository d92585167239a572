import Charts
import Foundation
import Reporting
import Shell
import Store
import Synchronization

/// How far a long import has come: one line of standard error that goes away again.
///
/// Shown at a terminal alone, and not for imports that are over at once.
final class ProgressLine: Sendable {
  private struct State {
    var begin: ContinuousClock.Instant?
    var isShown = false
  }

  private static let patience = Duration.milliseconds(400)

  private let language: DisplayLanguage
  private let isWanted: Bool
  private let state = Mutex(State())

  init(_ surroundings: Surroundings, language: DisplayLanguage) {
    self.language = language
    isWanted = isatty(STDERR_FILENO) != 0 && surroundings.variable("TERM") ?? "dumb" != "dumb"
  }

  func show(_ stage: ImportStage) {
    guard isWanted else { return }
    guard let phrase = Self.phrase(stage) else { return clear() }
    state.withLock { state in
      let begin = state.begin ?? .now
      state.begin = begin
      guard begin.duration(to: .now) >= Self.patience else { return }
      state.isShown = true
      let text = Escaping.visible(phrase.text(in: language))
      // A line that wraps could not be taken away again.
      StandardOutput.narrate("\r" + DisplayWidth().truncate(text, to: 38) + "\u{1B}[K")
    }
  }

  /// Takes the line away.
  func clear() {
    state.withLock { state in
      if state.isShown { StandardOutput.narrate("\r\u{1B}[K") }
      state = State()
    }
  }

  private static func phrase(_ stage: ImportStage) -> Phrase? {
    switch stage {
    case .reading(let file, let rows):
      let (count, name) = (NumberText.count(rows), (file as NSString).lastPathComponent)
      return Phrase("\(count) rows of \(name) read", "已读 \(count) 行：\(name)")
    case .assembling: return Phrase("sorting by user and time", "正在按用户和时间排序")
    case .writing(let rows):
      return Phrase("\(NumberText.count(rows)) rows written", "已写入 \(NumberText.count(rows)) 行")
    case .renaming, .done: return nil
    }
  }
}
