import Reporting
import Testing

@Suite("where lines may be broken")
struct LineBreakTests {
  @Test("behind spaces and beside wide characters, never before a closing mark")
  func pieces() {
    let rule = LineBreak()
    #expect(rule.pieces(of: "one  two") == ["one  ", "two"])
    #expect(rule.pieces(of: "用户活跃，是（对）") == ["用", "户", "活", "跃，", "是", "（对）"])
    #expect(rule.pieces(of: "窗口 7d，含终点") == ["窗", "口 ", "7d，", "含", "终", "点"])
    #expect(rule.pieces(of: "") == [])
  }

  @Test("pieces put together are the text", arguments: ["a （b） c", " 《x》【y】 ", "100%：是"])
  func nothingIsLost(text: String) {
    #expect(LineBreak().pieces(of: text).joined() == text)
  }
}
