import Reporting
import Statistics
import Testing

@Suite struct DisplayWidthTests {
  struct Known: Sendable {
    let text: String
    let narrow: Int
    let wide: Int

    init(_ text: String, _ narrow: Int, _ wide: Int) {
      self.text = text
      self.narrow = narrow
      self.wide = wide
    }
  }

  /// Widths that the Python package wcwidth 0.7.0 gives, with ambiguous characters as one and two.
  static let known: [Known] = [
    Known("pay", 3, 3),
    Known("支付", 4, 4),
    Known("注册→支付", 9, 10),
    Known("ｐａｙ", 6, 6),
    Known("ﾊﾝｶｸ", 4, 4),
    Known("가나다", 6, 6),
    Known("가", 2, 2),
    Known("e\u{301}", 1, 1),
    Known("é", 1, 2),
    Known("…", 1, 2),
    Known("█▌░", 3, 5),
    Known("⣿⡇", 2, 2),
    Known("─│┼", 3, 6),
    Known("，。（）", 8, 8),
    Known("😀", 2, 2),
    Known("❤", 1, 1),
    Known("❤\u{FE0F}", 2, 2),
    Known("1\u{FE0F}\u{20E3}", 2, 2),
    Known("🇨🇳", 2, 2),
    Known("👩\u{200D}👩\u{200D}👧", 2, 2),
    Known("👍🏽", 2, 2),
    Known("𠀀", 2, 2),
    Known("〇", 2, 2),
    Known("°C", 2, 3),
    Known("±×÷", 3, 6),
    Known("αβγ", 3, 6),
    Known("жд", 2, 4),
    Known("שלום", 4, 4),
    Known("ไทย", 3, 3),
    Known("\u{200B}", 0, 0),
    Known("¥120", 4, 4),
    Known("￥120", 5, 5),
    Known("“引”", 4, 6),
    Known("①②", 2, 4),
    Known("🈚", 2, 2),
    Known("⌚", 2, 2),
  ]

  /// Scalars drawn at random (seed 17), each with both its widths by the same package.
  static let scalars = """
    F4:11 13F:12 1C4:11 1DA:12 1F2:11 259:11 3D3:11 3DF:11 3E1:11 3E6:11 3F7:11 41D:12 461:11
    4A3:11 4C5:11 516:11 579:11 603:11 639:11 6B6:11 6CB:11 7E3:11 7E7:11 85A:00 8D2:00 934:11
    9C4:00 9E3:00 9FD:11 A23:11 B08:11 B0A:11 C14:11 CD5:00 D2F:11 DD3:00 EB2:11 F0A:11 F19:00
    F35:00 1022:11 1049:11 1061:11 1204:11 12AC:11 12B3:11 12CD:11 12D3:11 12E3:11 12F3:11 1353:11
    13F3:11 144E:11 144F:11 147F:11 14AD:11 1567:11 1649:11 1665:11 168D:11 16AA:11 16B4:11
    16D6:11 1722:11 172C:11 174A:11 176F:11 1857:11 1868:11 18A1:11 18BB:11 1999:11 199C:11
    1A16:11 1A6C:00 1B0E:11 1B7D:11 1BA9:00 1C50:11 1CDA:00 1D83:11 1D9A:11 1DA5:11 1DC3:00
    1DF7:00 1E08:11 1E51:11 1EA0:11 1EAA:11 1F90:11 21F5:11 2262:11 2267:12 229B:11 22CC:11
    2318:11 2443:11 24A1:12 24B5:12 25A6:12 25DB:11 25F7:11 2658:11 265C:11 269B:11 26CC:12
    26D0:12 26F0:12 26FF:12 2784:11 27AA:11 27CC:11 27E0:11 2802:11 2859:11 28D4:11 2909:11
    2941:11 295D:11 2A02:11 2AA3:11 2AE4:11 2C00:11 2CC5:11 2D2D:11 2D46:11 2D4C:11 2EAA:22
    2EBC:22 2EEB:22 375A:22 3CB0:22 3DD5:22 43E7:22 4801:22 59EC:22 5B61:22 5C29:22 606C:22
    661F:22 680F:22 690B:22 69AC:22 6ABA:22 6B40:22 6DF7:22 73FC:22 7BAB:22 7DBF:22 8056:22
    818F:22 843F:22 8B1A:22 8D4C:22 8E49:22 94A3:22 9882:22 9C4B:22 9F25:22 A206:22 A30C:22
    A5BB:11 AC7D:22 AD65:22 AD7A:22 B4DD:22 B5D5:22 B91E:22 BEAC:22 BF27:22 C23C:22 C44E:22
    C4D3:22 C4F9:22 C6F9:22 C848:22 C9FC:22 CDC6:22 D151:22 D3CC:22 10522:11 10599:11 1070F:11
    1085B:11 10AC7:11 11441:00 115C8:11 118A4:11 132C4:11 145E6:11 16860:11 17FDD:22 17FF0:22
    1836E:22 1872B:22 18C48:22 1D414:11 201BF:22 20475:22 20686:22 20893:22 20EB3:22 21262:22
    217EA:22 22C8B:22 22D19:22 22F04:22 2302D:22 23CE0:22 2408C:22 24E8C:22 252F2:22 2580D:22
    25CF5:22 27304:22 275DB:22 27B8C:22 2816B:22 28A5A:22 28C4F:22 28E10:22 28F5F:22 2939B:22
    29585:22 297BE:22 29963:22 2A888:22 2AF60:22 2AFE4:22 2B248:22 2B8F2:22 2B91E:22 2BA33:22
    2BA71:22 2BCC7:22 2BFAA:22 2C1C3:22 2CD25:22 2D00E:22 2DFEA:22
    """

  @Test("a text is as wide as terminals draw it", arguments: known)
  func texts(known: Known) {
    #expect(DisplayWidth().width(of: known.text) == known.narrow)
    #expect(DisplayWidth(ambiguousIsWide: true).width(of: known.text) == known.wide)
  }

  @Test("a scalar is as wide as Unicode says")
  func singleScalars() throws {
    for entry in Self.scalars.split(whereSeparator: \.isWhitespace) {
      let parts = entry.split(separator: ":")
      let value = try #require(UInt32(parts[0], radix: 16))
      let scalar = try #require(Unicode.Scalar(value))
      let widths = try #require(Int(parts[1]))
      #expect(DisplayWidth().width(of: scalar) == widths / 10, "U+\(parts[0])")
      let wide = DisplayWidth(ambiguousIsWide: true)
      #expect(wide.width(of: scalar) == widths % 10, "U+\(parts[0])")
    }
  }

  @Test("control characters take no cell")
  func controls() {
    #expect(DisplayWidth().width(of: "\u{1B}\u{07}\u{7F}\u{9B}") == 0)
  }

  @Test("a text is cut at the boundary of a character and says so")
  func truncation() {
    let width = DisplayWidth()
    #expect(width.truncate("微信小程序", to: 10) == "微信小程序")
    #expect(width.truncate("微信小程序", to: 9) == "微信小程…")
    #expect(width.truncate("微信小程序", to: 8) == "微信小…")
    #expect(width.truncate("微信小程序", to: 8, plainly: true) == "微信小..")
    #expect(DisplayWidth(ambiguousIsWide: true).truncate("微信小程序", to: 8) == "微信小..")
    #expect(width.truncate("👩\u{200D}👩\u{200D}👧 family", to: 4) == "👩\u{200D}👩\u{200D}👧 …")
    #expect(width.truncate("abc", to: 1) == "…")
    #expect(width.truncate("abc", to: 0) == "")
    #expect(width.truncate("abc", to: -3) == "")
    #expect(width.truncate("abcd", to: 1, plainly: true) == ".")
  }

  @Test("a text is padded by cells on the side asked for")
  func padding() {
    let width = DisplayWidth()
    #expect(width.pad("支付", to: 6) == "支付  ")
    #expect(width.pad("支付", to: 6, alignment: .right) == "  支付")
    #expect(width.pad("支付", to: 7, alignment: .center) == " 支付  ")
    #expect(width.pad("支付成功", to: 6) == "支付成功")
  }

  @Test("what is cut is never wider than asked, whatever the text")
  func cutBound() {
    let alphabet: [Character] = ["a", "支", "…", "❤\u{FE0F}", "\u{301}", "🇨🇳", "é", "─", "\u{1B}"]
    var random = SplitMix64(seed: 20)
    for _ in 0..<2000 {
      let text = String((0..<random.below(12)).map { _ in alphabet[random.below(alphabet.count)] })
      let cells = random.below(10)
      for isWide in [false, true] {
        let width = DisplayWidth(ambiguousIsWide: isWide)
        #expect(width.width(of: width.truncate(text, to: cells)) <= cells)
        #expect(width.width(of: width.pad(text, to: cells)) >= cells)
      }
    }
  }
}
