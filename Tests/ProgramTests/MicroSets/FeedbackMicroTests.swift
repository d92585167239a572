import Engine
import Testing

/// Twelve answers in Chinese, English and both.
///
/// January: 10 9 8 7 6 0, two promoters and two detractors of six. February: 9 7 5 3 10 9, three
/// promoters and two detractors. The column `topics` is what the lexicon of the shop makes of the
/// texts: one is about nothing in it, one about two of its topics.
@Suite("twelve answers of feedback")
struct FeedbackMicroTests {
  private static let feedback = """
    uid,ts,kind,score,text,topics
    u1,2024-01-03 10:00:00,nps,10,付款很快，比以前方便,payment
    u2,2024-01-05 10:00:00,nps,9,快递第二天就到了,logistics
    u3,2024-01-09 10:00:00,nps,8,Good quality for daily use,quality
    u4,2024-01-14 10:00:00,nps,7,"客服 reply 有点慢",service
    u5,2024-01-22 10:00:00,nps,6,"A bit expensive, wait for a sale",price
    u6,2024-01-31 23:59:59,nps,0,一打开就闪退,bug
    u7,2024-02-01 00:00:00,nps,9,"support was great!",service
    u8,2024-02-04 10:00:00,nps,7,还行吧,
    u9,2024-02-11 10:00:00,nps,5,支付页面 crashed 两次,payment bug
    u10,2024-02-18 10:00:00,nps,3,parcel 丢了没人管,logistics
    u11,2024-02-25 10:00:00,nps,10,"做工好，nice",quality
    u12,2024-02-29 10:00:00,nps,9,满减 coupon 真香,price
    """

  private func nps(_ clauses: String) throws -> ResultTable {
    let set = try MicroSet([
      "dataset.json": MicroSet.declaration(asof: "2024-02-29"),
      "events.csv": "uid,ts,event\nu1,2024-01-01 10:00:00,visit",
      "feedback.csv": Self.feedback,
    ])
    var session = try set.session()
    return try #require(session.ask("feedback nps \(clauses)").table("nps"))
  }

  @Test("five promoters, three passives, four detractors of twelve are +8.3")
  func all() throws {
    let nps = try nps("")
    #expect(nps.ints("responses") == [12])
    #expect(nps.ints("promoters") == [5])
    #expect(nps.ints("passives") == [3])
    #expect(nps.ints("detractors") == [4])
    let score = try #require(nps.cell(0, "nps").realValue)
    #expect(abs(score - 100.0 / 12) < 1e-12)
  }

  @Test("0 in January, +16.7 in February, to the second")
  func byMonth() throws {
    let nps = try nps("by month")
    #expect(nps.ints("responses") == [6, 6])
    #expect(nps.ints("promoters") == [2, 3])
    #expect(nps.ints("detractors") == [2, 2])
    #expect(nps.cell(0, "nps").realValue == 0)
  }

  @Test(
    "answers whose text names a coupon or a price", arguments: [("coupon", 1), ("慢", 1), ("了", 2)])
  func containing(word: String, answers: Int) throws {
    #expect(try nps("where text contains \"\(word)\"").ints("responses") == [answers])
  }
}
