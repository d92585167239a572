import Charts
import Foundation
import Reporting
import Testing

/// Pictures of charts, one file for each canvas; `UPDATE_GOLDEN=1` writes them anew.
enum Golden {
  private static var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
  }

  /// Draws on every character set and in both languages and compares each with its file.
  static func expect(
    _ name: String, widths: [Int] = [80], draw: (Canvas) -> Chart
  ) throws {
    for width in widths {
      for characters in CharacterSetLevel.allCases {
        for language in DisplayLanguage.allCases {
          let canvas = Canvas(width: width, characters: characters, language: language)
          let chart = draw(canvas)
          expectFits(chart, canvas, name)
          let file = "\(name)-\(width)-\(characters.rawValue)-\(language.rawValue).txt"
          let text = chart.plain + "\n\n" + chart.alternative.text(in: language) + "\n"
          try compare(text, with: file)
        }
      }
    }
  }

  static func expectFits(_ chart: Chart, _ canvas: Canvas, _ name: String) {
    for line in chart.lines {
      let width = canvas.displayWidth.width(of: line.plain)
      #expect(width <= canvas.width, "\(name): \(width) cells on \(canvas): \(line.plain)")
      #expect(!line.plain.hasSuffix(" "), "\(name): a space at the end of \(line.plain)")
      #expect(Escaping.visible(line.plain) == line.plain, "\(name): a control character")
    }
  }

  private static func compare(_ text: String, with file: String) throws {
    let url = folder.appendingPathComponent(file)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try text.write(to: url, atomically: true, encoding: .utf8)
      return
    }
    let expected = try String(contentsOf: url, encoding: .utf8)
    #expect(text == expected, "\(file) differs")
  }
}
