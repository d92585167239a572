import Engine
import Foundation
import Reporting
import Testing

@Suite("what people type about retention")
struct RetentionReadingsTests {
  /// The same 1,500 users and the same events: only the reading differs.
  @Test(
    "'7-day retention' has four readings",
    arguments: [
      ("at d7", 225), ("at d7 using rolling", 375), ("at d7 using range", 761), ("at d6", 61),
    ])
  func fourReadings(reading: String, users: Int) throws {
    var session = try TestSession(Repository.dataset("saas"))
    let answer = try session.ask("cohort signup -> active until 2024-03-31 \(reading)")
    let table = try #require(answer.table("retention"))
    #expect(table.ints("mature") == [1500])
    #expect(table.ints("users") == [users])
  }

  @Test("their shares as people say them")
  func shares() throws {
    var session = try TestSession(Repository.dataset("saas"))
    var shares: [String] = []
    for reading in ["at d7", "at d7 using rolling", "at d7 using range", "at d6"] {
      let table = try #require(
        session.ask("cohort signup -> active until 2024-03-31 \(reading)").table("retention"))
      let rate = try #require(table.cell(0, "rate").realValue)
      shares.append("\((rate * 1000).rounded() / 10)%")
    }
    #expect(shares == ["15.0%", "25.0%", "50.7%", "4.1%"])
  }

  @Test(
    "every line of the vocabulary's section runs, in both languages",
    arguments: [
      ("saas", "cohort", "留存"),
      ("saas", "cohort signup -> active at d1, d7", "留存 注册 -> 活跃 时点 次日, 第7日"),
      ("saas", "cohort signup -> active by week chart heat", "留存 注册 -> 活跃 按 周 图 heat"),
      ("saas", "cohort signup -> active at d7 using rolling", "留存 注册 -> 活跃 时点 第7日 口径 rolling"),
      (
        "shop", "cohort signup -> active at d7 by channel sort d7 desc",
        "留存 注册 -> 活跃 时点 第7日 按 渠道 排序 d7 降序"
      ),
      ("shop", "cohort pay -> pay by month within 30d", "留存 支付 -> 支付 按 月 窗口 30d"),
      (
        "saas", "cohort signup -> active at d7 compare before 2024-04-01",
        "留存 注册 -> 活跃 时点 第7日 对比 之前 2024-04-01"
      ),
      (
        "saas", "cohort where did(setup_done) at d7 compare rest",
        "留存 其中 发生(完成设置) 时点 第7日 对比 其余"
      ),
      (
        "saas", "cohort signup -> active at d30 by month using exact with immature=show",
        "留存 注册 -> 活跃 时点 第30日 按 月 口径 exact 参数 immature=show"
      ),
    ])
  func vocabulary(dataset: String, english: String, chinese: String) throws {
    var session = try TestSession(Repository.dataset(dataset))
    let answer = try session.ask(english)
    let other = try session.ask(chinese)
    #expect(answer.tables.map(\.rows) == other.tables.map(\.rows))
    #expect(!(answer.tables.first?.rows.isEmpty ?? true))
    #expect(answer.rule.english == other.rule.english)
  }
}
