import Reporting
import Testing

@testable import Shell

@Suite("the terminal")
struct TerminalTests {
  @Test(
    "the command line decides about colour before the environment, and that before the terminal",
    arguments: [
      ([:], TerminalTraits.ColorChoice.auto, false, TerminalTraits.ColorLevel.none),
      (["TERM": "xterm"], .auto, true, .sixteen),
      (["TERM": "xterm-256color"], .auto, true, .palette),
      (["TERM": "xterm", "COLORTERM": "truecolor"], .auto, true, .palette),
      (["TERM": "vt100"], .auto, true, .mono),
      (["TERM": "dumb"], .auto, true, .none),
      (["TERM": "xterm", "NO_COLOR": "1"], .auto, true, .none),
      (["TERM": "xterm", "NO_COLOR": ""], .auto, true, .sixteen),
      (["TERM": "xterm", "NO_COLOR": "1"], .always, false, .sixteen),
      (["TERM": "xterm", "CLICOLOR_FORCE": "1"], .auto, false, .sixteen),
      (["TERM": "xterm", "CLICOLOR_FORCE": "0"], .auto, false, .none),
      (["TERM": "xterm", "CLICOLOR_FORCE": "1"], .never, true, .none),
      (["TERM": "dumb"], .always, false, .sixteen),
    ] as [([String: String], TerminalTraits.ColorChoice, Bool, TerminalTraits.ColorLevel)])
  func color(
    _ environment: [String: String], _ choice: TerminalTraits.ColorChoice, _ isTerminal: Bool,
    _ expected: TerminalTraits.ColorLevel
  ) {
    let level = TerminalTraits.colorLevel(environment, choice: choice, isTerminal: isTerminal)
    #expect(level == expected)
  }

  @Test("the background is what COLORFGBG says last")
  func background() {
    #expect(TerminalTraits.isDark(nil))
    #expect(TerminalTraits.isDark("15;0"))
    #expect(!TerminalTraits.isDark("0;15"))
    #expect(!TerminalTraits.isDark("0;default;7"))
  }

  private static let line =
    StyledText("title", .title) + StyledText(" plain ") + StyledText("▲", .good)
    + StyledText("x", .heat(4))

  @Test("roles become colours, and a text without colours is the text itself")
  func printing() {
    let dark = TerminalPrinter(color: .palette).text(Self.line)
    #expect(
      dark == "\u{1B}[1;38;5;255mtitle\u{1B}[0m plain \u{1B}[38;5;36m▲\u{1B}[0m"
        + "\u{1B}[38;5;16;48;5;117mx\u{1B}[0m")
    let light = TerminalPrinter(color: .palette, hasDarkBackground: false).text(Self.line)
    #expect(light.hasPrefix("\u{1B}[1;38;5;16mtitle"))
    #expect(TerminalPrinter(color: .sixteen).text(Self.line).hasPrefix("\u{1B}[1mtitle"))
    #expect(TerminalPrinter(color: .mono).text(Self.line) == "\u{1B}[1mtitle\u{1B}[0m plain ▲x")
    #expect(TerminalPrinter().text([Self.line, StyledText()]) == "title plain ▲x\n\n")
  }

  @Test(
    "no label brings an escape code to the terminal",
    arguments: [TerminalTraits.ColorLevel.none, .mono, .sixteen, .palette])
  func hostile(_ level: TerminalTraits.ColorLevel) {
    let label = "a\u{1B}[31m\u{9B}2J\u{7}\r\n\u{202E}b"
    for role: Role in [.plain, .label, .bar(1), .heat(0), .error] {
      let text = TerminalPrinter(color: level).text(StyledText(label, role))
      let own = text.replacing("\u{1B}[0m", with: "").drop { $0 != "a" }
      #expect(
        own.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
      #expect(!own.contains("\u{202E}"))
      #expect(own.hasPrefix("a\\x1B[31m"))
    }
  }

  @Test("series beyond the fifth and shades beyond the last have the nearest colour")
  func nearest() {
    let table = ColorTable(level: .palette, isDark: true)
    #expect(table.parameters(for: .bar(9)) == table.parameters(for: .bar(5)))
    #expect(table.parameters(for: .heat(-1)) == table.parameters(for: .heat(0)))
  }

  @Test("the terminal's answer is found among keys, and the keys are kept")
  func reply() {
    var reply = CursorReply()
    for byte in "漏\u{1B}[A\u{1B}[3~x\u{1B}[12;3Ry".utf8 { reply.take(byte) }
    #expect(reply.column == 3)
    #expect(String(decoding: reply.others, as: UTF8.self) == "漏\u{1B}[A\u{1B}[3~xy")
  }

  @Test("long lines break at spaces and between wide characters, within the width")
  func wrapping() {
    let wrapping = LineWrapping(measure: DisplayWidth(), columns: 20)
    func plain(_ text: String, indent: Int = 0) -> [String] {
      wrapping.lines(StyledText(text), indent: indent).map(\.plain)
    }
    #expect(plain("short") == ["short"])
    #expect(plain("one two three four five six") == ["one two three four", "five six"])
    #expect(plain("有序，窗口七天，首次触达，截至昨日。", indent: 2) == ["有序，窗口七天，首次", "  触达，截至昨日。"])
    #expect(plain(String(repeating: "x", count: 45)).map(\.count) == [20, 20, 5])
    #expect(plain("二十格宽的中文一行字，好") == ["二十格宽的中文一行", "字，好"])
    #expect(plain("").count == 1)
  }

  @Test("wrapping keeps every letter and its role")
  func wrappedRoles() {
    let line = StyledText("error[E201]: ", .error) + StyledText("unknown event 'pya' 未知事件", .title)
    for columns in 4...40 {
      let lines = LineWrapping(measure: DisplayWidth(), columns: columns).lines(line)
      for part in lines { #expect(DisplayWidth().width(of: part.plain) <= max(columns, 2)) }
      func letters(_ role: Role, _ lines: [StyledText]) -> String {
        lines.flatMap(\.pieces).filter { $0.role == role }.map(\.text).joined()
          .filter { $0 != " " }
      }
      #expect(letters(.error, lines) == letters(.error, [line]))
      #expect(letters(.title, lines) == letters(.title, [line]))
    }
  }
}
