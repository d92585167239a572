import Charts
import Engine
import Reporting
import TestKit
import Testing

extension World {
  /// The lines that an answer is drawn with at 80 columns.
  func picture(_ query: String, _ language: DisplayLanguage = .english) throws -> [String] {
    var workspace = workspace()
    let outcome = try #require(workspace.run(query, interrupt: Interrupt()).last)
    guard case .answer(_, let render) = outcome.kind else { return [] }
    return render(Canvas(language: language)).flatMap { block in
      switch block {
      case .chart(let chart): chart.lines.map(\.plain)
      case .lines(let lines): lines.map(\.plain)
      }
    }
  }
}

extension Outcome {
  /// The lines that it is drawn with at 80 columns; none for a failure.
  var picture: [String] {
    guard case .answer(_, let render) = kind else { return [] }
    return render(Canvas(language: .english)).flatMap { block in
      switch block {
      case .chart(let chart): chart.lines.map(\.plain)
      case .lines(let lines): lines.map(\.plain)
      }
    }
  }
}
