import Language
import Reporting
import Testing

/// The tokens of a line as `explain tokens` prints them, without the ends.
private func tokens(_ text: String) -> [String] {
  Lexer().tokens(of: text).map(\.description).filter { $0 != "end" }
}

@Suite struct LexerTests {
  @Test("fullwidth signs and those of a Chinese keyboard are the ASCII signs") func twins() {
    #expect(tokens("ｐａｙ［ａ＞１］？，（ｂ）") == tokens("pay[a>1]?,(b)"))
    #expect(tokens("支付【金额》10】、x") == tokens("支付[金额>10],x"))
    #expect(tokens("a≥1 b≤2 c≠3") == tokens("a>=1 b<=2 c!=3"))
    #expect(tokens("最近　９０天") == ["word 最近", "duration 90d"])
    #expect(tokens("￥n ＄n ¥n") == ["parameter $n", "parameter $n", "parameter $n"])
    #expect(tokens("a × 2 ÷ 3 − 1") == tokens("a * 2 / 3 - 1"))
  }

  @Test(
    "every arrow that a keyboard gives is the arrow",
    arguments: ["->", "→", "—>", "——>", "-》", "－＞", "—》"])
  func arrows(_ arrow: String) {
    #expect(tokens("访问 \(arrow) 支付") == ["word 访问", "symbol ->", "word 支付"])
    #expect(tokens("访问\(arrow)支付") == ["word 访问", "symbol ->", "word 支付"])
  }

  @Test("a full stop or a semicolon at the end is ignored") func stops() {
    for end in ["。", "；", ";", "。。", "。 ；", "。 # note", " 。"] {
      #expect(tokens("按 渠道\(end)") == ["word 按", "word 渠道"], "\(end)")
    }
    #expect(tokens("a。b").contains { $0.hasPrefix("unreadable 。") })
  }

  @Test("a text ends at its partner, and the delimiter doubled is itself") func texts() {
    #expect(tokens("'it''s' \"a\"\"b\" ''") == ["text \"it's\"", "text \"a\"\"b\"", "text \"\""])
    #expect(tokens("“上海” ‘a’ ＂b＂") == ["text \"上海\"", "text \"a\"", "text \"b\""])
    #expect(tokens("“it's” ‘say \"x\"’") == ["text \"it's\"", "text \"say \"\"x\"\"\""])
    for slip in ["”上海”", "“上海“", "\"上海”", "”上海“", "’上海’"] {
      #expect(tokens(slip) == ["text \"上海\""], "\(slip)")
    }
    #expect(tokens("'ａ，（'") == ["text \"ａ，（\""])
    #expect(tokens("'a # b; c'") == ["text \"a # b; c\""])
  }

  @Test("backticks quote any name") func names() {
    #expect(tokens("`a b` `会员2` ｀x｀ ·y·") == ["name a b", "name 会员2", "name x", "name y"])
    #expect(tokens("`a``b`") == ["name a`b"])
    #expect(
      tokens("naïve _x 用户_id K因子 v2") == ["naïve", "_x", "用户_id", "K因子", "v2"].map { "word \($0)" })
    #expect(tokens("tiers.key") == ["word tiers", "symbol .", "word key"])
  }

  @Test("numbers, shares and multiples") func numbers() {
    #expect(tokens("12 1_000 0.5 007") == ["number 12", "number 1000", "number 0.5", "number 7"])
    #expect(tokens("3万 2亿 1.5万") == ["number 30000", "number 200000000", "number 15000"])
    #expect(
      tokens("5% 0.1% 110% 5％") == ["percent 5%", "percent 0.1%", "percent 110%", "percent 5%"])
    guard case .percent(let share) = Lexer().tokens(of: "7%")[0].kind else {
      Issue.record("7% is no share")
      return
    }
    #expect(share == 0.07)
  }

  @Test("a duration is one token, its unit apart or not") func durations() {
    #expect(
      tokens("30s 15min 12h 7d 2w 3mo 1q 1y")
        == ["30s", "15min", "12h", "7d", "2w", "3mo", "1q", "1y"].map { "duration \($0)" })
    #expect(tokens("7 days") == ["duration 7d"])
    #expect(tokens("1 month 2Weeks") == ["duration 1mo", "duration 2w"])
    #expect(
      tokens("7天 2周 3个月 1季度 24小时 5 分钟 3年")
        == ["7d", "2w", "3mo", "1q", "24h", "5min", "3y"].map { "duration \($0)" })
    #expect(tokens("20 by") == ["number 20", "word by"])
  }

  @Test("7天内 says within 7d") func within() {
    #expect(
      tokens("7天内 24小时内 7 天内 7d内 7天以内") == ["7d", "24h", "7d", "7d", "7d"].map { "within \($0)" })
  }

  @Test("points stand for days, weeks and months after the anchor") func points() {
    #expect(tokens("d7 w4 m3 D7 d0") == ["d7", "w4", "m3", "d7", "d0"].map { "point \($0)" })
    #expect(
      tokens("次日 第7日 第7天 第4周 第3月 第3个月")
        == ["d1", "d7", "d7", "w4", "m3", "m3"].map { "point \($0)" })
    #expect(tokens("day7 d d_7 第 第几日") == ["day7", "d", "d_7", "第", "第几日"].map { "word \($0)" })
  }

  @Test("dates and periods, also in Chinese") func dates() {
    #expect(tokens("2024-03-15 2024-3-5") == ["date 2024-03-15", "date 2024-03-05"])
    #expect(
      tokens("2024-03 2024Q1 2024-Q1 2024-W07") == [
        "date 2024-03", "date 2024Q1", "date 2024Q1", "date 2024-W07",
      ])
    #expect(tokens("2024") == ["number 2024"])
    #expect(
      tokens("2024年3月15日 2024年3月15号 2024年3月 2024年第2季度 2024年1季度 2024年第7周")
        == ["2024-03-15", "2024-03-15", "2024-03", "2024Q2", "2024Q1", "2024-W07"].map {
          "date \($0)"
        })
    #expect(tokens("2024年") == ["number 2024"])
    #expect(
      tokens("2024-01-01..2024-03-31") == ["date 2024-01-01", "symbol ..", "date 2024-03-31"])
    #expect(tokens("2020-W53 2024-02-29 2000-02-29").allSatisfy { $0.hasPrefix("date ") })
    #expect(tokens("2024 - 3") == ["number 2024", "symbol -", "number 3"])
    #expect(tokens("2024-100") == ["number 2024", "symbol -", "number 100"])
  }

  @Test("a token ends where Chinese meets a digit") func boundaries() {
    #expect(tokens("最近90天") == ["word 最近", "duration 90d"])
    #expect(tokens("会员2") == ["word 会员", "number 2"])
    #expect(tokens("v2版本") == ["word v2", "word 版本"])
  }

  @Test("a comment begins at the line's start or after white space") func comments() {
    #expect(tokens("# only") == [])
    #expect(tokens("by x # why\n# and\n") == ["word by", "word x"])
    #expect(tokens("按 渠道 ＃注") == ["word 按", "word 渠道"])
    #expect(tokens("a#b").contains { $0.hasPrefix("unreadable #") })
  }

  @Test("a parameter is $ and any word") func parameters() {
    #expect(tokens("$n $from $天数 $d7") == ["n", "from", "天数", "d7"].map { "parameter $\($0)" })
  }

  @Test("spans count the scalars of the text as typed") func spans() {
    let tokens = Lexer().tokens(of: "漏斗　访问——>支付，“é🙂” 7天内")
    #expect(
      tokens.map { [$0.span.start, $0.span.end] }
        == [[0, 2], [3, 5], [5, 8], [8, 10], [10, 11], [11, 15], [16, 19], [19, 19]])
  }

  @Test("what cannot be read is a token that says why") func flaws() {
    for text in [
      "'open", "`open", "@", "5x", "5m", "2024-02-30", "99999999999999999999d", "d99999999999",
    ] {
      let tokens = Lexer().tokens(of: text)
      guard case .flaw = tokens.first?.kind else {
        Issue.record("\(text) was read as \(tokens)")
        continue
      }
    }
  }
}
