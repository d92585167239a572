import Charts
import Reporting
import Testing

@Suite struct NumberTextTests {
  @Test("integers have thousands separators")
  func counts() {
    #expect(NumberText.count(0) == "0")
    #expect(NumberText.count(999) == "999")
    #expect(NumberText.count(48_210) == "48,210")
    #expect(NumberText.count(-1_234_567) == "-1,234,567")
    #expect(NumberText.count(.min) == "-9,223,372,036,854,775,808")
  }

  @Test("decimals are rounded half away from zero and never read -0")
  func decimals() {
    #expect(NumberText.fixed(1234.5, digits: 0) == "1,235")
    #expect(NumberText.fixed(0.125, digits: 2) == "0.13")
    #expect(NumberText.fixed(-0.04, digits: 1) == "0.0")
    #expect(NumberText.fixed(9.96, digits: 1) == "10.0")
    #expect(NumberText.fixed(1.005, digits: 3) == "1.005")
    #expect(NumberText.fixed(.nan, digits: 1) == "n/a")
    #expect(NumberText.fixed(1e300, digits: 2) == "1e+300")
  }

  @Test("a rate that is neither none nor all never reads as such")
  func rates() {
    #expect(NumberText.rate(0.639) == "63.9%")
    #expect(NumberText.rate(0) == "0.0%")
    #expect(NumberText.rate(1) == "100.0%")
    #expect(NumberText.rate(0.0004) == "<0.1%")
    #expect(NumberText.rate(0.9996) == ">99.9%")
    #expect(NumberText.rate(0.9994) == "99.9%")
    #expect(NumberText.rate(0.004, digits: 0) == "<1%")
    #expect(NumberText.rate(0.996, digits: 0) == ">99%")
  }

  @Test("a missing rate and a quotient of nothing are told apart")
  func missing() {
    #expect(NumberText.rate(nil) == "–")
    #expect(NumberText.rate(0.0 / 0.0) == "n/a")
    #expect(NumberText.duration(seconds: nil, in: .english) == "–")
    #expect(NumberText.amount(.nan) == "n/a")
  }

  @Test("differences show their sign, and zero has none")
  func signs() {
    #expect(NumberText.signed(14.26) == "+14.3")
    #expect(NumberText.signed(-0.02) == "0.0")
    #expect(NumberText.signed(0.02) == "0.0")
    #expect(NumberText.points(0.066) == "+6.6pt")
    #expect(NumberText.points(-0.126) == "-12.6pt")
    #expect(NumberText.plusMinus(30, 15.3) == "30.0 ± 15.3")
    #expect(NumberText.interval(3.9, 6.5) == "[3.9, 6.5]")
    #expect(NumberText.rateInterval(0.137, 0.143) == "[13.7%, 14.3%]")
  }

  @Test(
    "a duration is in the unit people would say",
    arguments: [
      (0.0, "0 s", "0 秒"), (45, "45 s", "45 秒"), (360, "6.0 min", "6.0 分钟"),
      (1440, "24 min", "24 分钟"), (3599, "1.0 h", "1.0 小时"), (18_720, "5.2 h", "5.2 小时"),
      (276_480, "3.2 d", "3.2 天"), (86_400_000, "1,000 d", "1,000 天"), (-90, "-1.5 min", "-1.5 分钟"),
    ])
  func durations(seconds: Double, english: String, chinese: String) {
    #expect(NumberText.duration(seconds: seconds, in: .english) == english)
    #expect(NumberText.duration(seconds: seconds, in: .chinese) == chinese)
  }

  @Test("amounts carry their currency behind the sign")
  func amounts() {
    #expect(NumberText.amount(184.2, currency: "¥") == "¥184.20")
    #expect(NumberText.amount(-18_420.6, currency: "¥") == "-¥18,421")
    #expect(NumberText.amount(-0.001, currency: "¥") == "¥0.00")
  }

  @Test("axes have short numbers in the units of each language")
  func compact() {
    #expect(NumberText.compact(54_000, in: .english) == "54k")
    #expect(NumberText.compact(54_000, in: .chinese) == "5.4万")
    #expect(NumberText.compact(1_200_000, in: .english) == "1.2M")
    #expect(NumberText.compact(120_000_000, in: .chinese) == "1.2亿")
    #expect(NumberText.compact(0.25, in: .english) == "0.25")
    #expect(NumberText.compact(-1500, in: .english) == "-1.5k")
  }
}
