import Charts
import Engine
import Language
import Reporting

/// The commands that every session has; those that need a terminal or files stand in the program.
public enum StandardCommands {
  public static let all: [Command] = [
    OpenCommand.open, OpenCommand.load, MapCommand.map, DescribeCommand.describe,
    DescribeCommand.tables, DescribeCommand.events, HelpCommand.help, SetCommand.set,
    FormatCommand.fmt, ExportCommand.export, RevealCommand.reveal,
  ]
}

extension Command.Output {
  /// Lines of text, each with what it is; machines get them as the table `text`.
  static func text(_ name: String, _ lines: [(Phrase, Role)]) -> Command.Output {
    var table = ResultTable(name, columns: [ResultColumn("text", .text)])
    for (line, _) in lines { table.append([.text(line.english)]) }
    return Command.Output(Answer(tables: [table], rule: Phrase(verbatim: ""))) { canvas in
      [
        .lines(
          lines.map { line, role in
            StyledText(Escaping.visible(line.text(in: canvas.language)), role)
          })
      ]
    }
  }
}

/// `fmt STATEMENT`: the canonical form.
enum FormatCommand {
  static let fmt = Command(
    names: ["fmt"], usage: "fmt STATEMENT",
    summary: Phrase("print a statement in its canonical form", "以规范写法打印语句")
  ) { call, workspace, _ throws(Diagnostic) in
    let parse = Parser(grammar: workspace.catalogue.grammar).parse(call.rest)
    if let first = parse.diagnostics.first {
      var moved = first
      moved.span = first.span.map {
        Span($0.start + call.restPlace.span.start, $0.end + call.restPlace.span.start)
      }
      throw moved
    }
    func text(_ language: DisplayLanguage) -> String {
      Formatter(language: language).format(parse.script)
    }
    let english = text(.english).split(separator: "\n", omittingEmptySubsequences: false)
    let chinese = text(.chinese).split(separator: "\n", omittingEmptySubsequences: false)
    let lines = (0..<max(english.count, chinese.count)).map { index in
      Phrase(
        english.indices.contains(index) ? String(english[index]) : "",
        chinese.indices.contains(index) ? String(chinese[index]) : "")
    }
    return .text("fmt", lines.map { ($0, .plain) })
  }
}
