import Reporting
import Testing

@Suite struct EscapingTests {
  @Test("control characters are spelt out")
  func controls() {
    #expect(Escaping.visible("a\u{1B}[31mb") == #"a\x1B[31mb"#)
    #expect(Escaping.visible("a\nb\r\nc\td") == #"a\nb\r\nc\td"#)
    #expect(Escaping.visible("\u{0}\u{7F}\u{9B}") == #"\x00\x7F\x9B"#)
  }

  @Test("what would reorder or break a line is spelt out")
  func directions() {
    #expect(Escaping.visible("pay\u{202E}yap") == #"pay\u{202E}yap"#)
    #expect(Escaping.visible("a\u{2066}b\u{2069}") == #"a\u{2066}b\u{2069}"#)
    #expect(Escaping.visible("a\u{2028}b\u{2029}") == #"a\u{2028}b\u{2029}"#)
  }

  @Test("ordinary text stays as it is", arguments: ["pay", "支付 → 成功", "👩\u{200D}👧", #"C:\n"#, ""])
  func ordinary(text: String) {
    #expect(Escaping.visible(text) == text)
  }

  @Test("escaping twice changes nothing more, and no control is left, for every first scalar")
  func everyScalar() {
    for value in UInt32(0)...0x2100 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let once = Escaping.visible("a" + String(scalar) + "b")
      #expect(Escaping.visible(once) == once)
      let hasControl = once.unicodeScalars.contains { $0.properties.generalCategory == .control }
      #expect(!hasControl)
    }
  }
}
