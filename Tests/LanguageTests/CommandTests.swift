import Language
import Reporting
import Testing

private func command(_ text: String, mode: Lexer.Mode = .file) -> CommandCall? {
  guard case .command(let call)? = parse(text, mode: mode).script.statements.first?.kind else {
    return nil
  }
  return call
}

@Suite struct CommandTests {
  @Test("the rest of a command is free text") func rest() {
    #expect(command("map label pay = '支付'")?.rest == "label pay = '支付'")
    #expect(command("术语 跳出率。")?.rest == "跳出率")
    #expect(command("作答 ４５％")?.rest == "45%")
    #expect(command("answer 18.2pp # mine")?.rest == "18.2pp")
    #expect(command("课程3")?.rest == "3")
    #expect(command("help")?.rest == "")
    #expect(command("exit")?.command.text == "quit")
    #expect(command("term user's id")?.rest == "user's id")
    #expect(command("load “订单 表.csv”")?.rest == "\"订单 表.csv\"")
    #expect(
      command("export x \"a; b #c.csv\"")?.rest
        == "export x \"a; b #c.csv\"".dropFirst(7).description)
  }

  @Test("using NAME and as NAME at its end are words of the language") func endings() {
    let load = command("载入 \"orders.csv\" 存为 订单")
    #expect(load?.rest == "\"orders.csv\"" && load?.saveAs?.text == "订单")
    let audit = command("质检 口径 身份")
    #expect(audit?.rest == "" && audit?.using?.text == "identity")
    let both = command("load x as a using b")
    #expect(both?.rest == "x" && both?.saveAs?.text == "a" && both?.using?.text == "b")
    #expect(command("load 'x as y'")?.saveAs == nil)
    #expect(command("load x as `a b`")?.saveAs?.text == "a b")
    #expect(command("help as")?.rest == "as")
    #expect(faults(in: "load x as rest").count == 1)
  }

  @Test("a semicolon ends a command, but not a note, an edit or a format") func verbatim() {
    #expect(parse("use shop; segment by a").script.statements.count == 2)
    #expect(command("note 好，；很好。# x as y")?.rest == "好，；很好。# x as y")
    #expect(command("edit 3 segment by a; segment as b")?.rest == "3 segment by a; segment as b")
    #expect(command("fmt segment by a as b")?.rest == "segment by a as b")
  }

  @Test("SQL in quotes may span lines, other commands go on by backslash or indent") func lines() {
    #expect(command("sql \"SELECT 1\nFROM t\"")?.rest == "\"SELECT 1\nFROM t\"")
    #expect(command("sql SELECT 1\n  FROM t")?.rest == "SELECT 1 FROM t")
    #expect(command("term a \\\n b", mode: .prompt)?.rest == "a b")
    #expect(
      parse("load \"a\nsegment by \"b", mode: .prompt).script.statements.first.map {
        if case .command(let call) = $0.kind { call.rest == "\"a" } else { false }
      } == true)
  }

  @Test("the place of the rest is where it stands in the text") func place() {
    #expect(command("load  a.csv as b")?.restPlace.span == Span(6, 11))
    #expect(command("load as b")?.restPlace.span == Span(4, 4))
  }

  @Test("a command formats as itself") func formats() {
    for text in [
      "load \"a b.csv\" as x", "audit using identity", "note a; b.", "sql \"SELECT 1\nFROM t\"",
    ] {
      #expect(format(parse(text).script, .english) == text)
    }
    #expect(format(parse("load x as y").script, .chinese) == "载入 x 存为 y")
  }
}
