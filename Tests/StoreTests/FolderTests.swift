import Engine
import Foundation
import Reporting
import Testing

@testable import Store

@Suite("folders")
struct FolderTests {
  private static let json = """
    {"format":1,"name":{"zh":"小店","en":"shop"},"zone":"Asia/Shanghai","week":"sunday",
     "asof":"2024-01-31","currency":"CNY","active":["visit","pay"],"key":"pay","signup":"signup",
     "session":"sid","later":{"kept":true},
     "tables":{
       "events":{"file":"log.csv","role":"events",
         "map":{"user":"uid","time":"ts","event":"what"},"types":{"code":"text"}},
       "checkins":{"file":"checkins.csv","role":"events",
         "map":{"user":"uid","time":"date","event":"checkin"}},
       "orders":{"file":"orders.csv","role":"orders","event":"order",
         "map":{"user":"buyer","time":"paid_at","amount":"total"}},
       "users":{"file":"users.csv","role":"users","map":{"user":"uid","time":"signup_at"}},
       "feedback":{"file":"feedback.csv","role":"feedback",
         "map":{"user":"uid","time":"ts","kind":"kind","score":"score","text":"text"}},
       "costs":{"file":"costs.csv","role":"costs","map":{}}},
     "labels":{"event":{"pay":{"zh":"支付","en":"pay"}},"column":{"code":{"zh":"代码","en":"code"}},
       "value":{"x":{"zh":"甲","en":"x"}}},
     "license":"none"}
    """

  private func shop() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write("shop/dataset.json", Self.json)
    try scratch.write(
      "shop/log.csv",
      "uid,sid,ts,what,code\nu1,s1,2024-01-01 08:00,visit,7\nu1,s1,2024-01-01 08:05,pay,8\n")
    try scratch.write("shop/checkins.csv", "uid,date\nu2,2024-01-02\n")
    try scratch.write("shop/orders.csv", "buyer,paid_at,total\nu1,2024-01-03,12.5\n")
    try scratch.write(
      "shop/users.csv", "uid,signup_at,channel\nu3,2024-01-01,seo\nu1,2023-12-31,ads\nu4,,seo\n")
    try scratch.write(
      "shop/feedback.csv",
      "uid,ts,kind,score,text\nu1,2024-01-05,nps,9,好\n,2024-01-06,rating,,fine\nu9,,nps,x,\n")
    try scratch.write("shop/costs.csv", "date,channel,spend\n2024-01-01,seo,100.5\n")
    return scratch
  }

  @Test("dataset.json tells zone, week, last day, currency, events that matter and labels")
  func declared() throws {
    let scratch = try shop()
    let (dataset, _) = try scratch.store.open(DatasetSource(path: scratch.file("shop")))
    #expect(dataset.name == "shop")
    #expect(dataset.calendar.zone == "Asia/Shanghai")
    #expect(dataset.calendar.weekStart == .sunday)
    #expect(
      dataset.asof
        == AsOf(
          day: try #require(CivilDay(year: 2024, month: 1, day: 31)), isDeclared: true,
          lastEvent: 1_704_211_200_000))
    #expect(dataset.currency == "CNY")
    #expect(dataset.roles == EventRoles(active: ["visit", "pay"], key: "pay", signup: "signup"))
    #expect(dataset.labels.events["pay"] == Phrase("pay", "支付"))
    #expect(dataset.labels.columns["code"] == Phrase("code", "代码"))
    #expect(dataset.labels.values["x"] == Phrase("x", "甲"))
  }

  @Test("every table with a user and a time gives events; signing up is one of them")
  func sources() throws {
    let scratch = try shop()
    let (dataset, report) = try scratch.store.open(DatasetSource(path: scratch.file("shop")))
    #expect(dataset.users.ids == ["u1", "u2", "u3", "u4"])
    #expect(dataset.events.names == ["checkin", "order", "pay", "signup", "visit"])
    #expect(
      dataset.eventTexts == [
        "u1 signup 1703952000000", "u1 visit 1704067200000", "u1 pay 1704067500000",
        "u1 order 1704211200000", "u2 checkin 1704124800000", "u3 signup 1704038400000",
      ])
    #expect(dataset.property("code")?.type == .text)
    let index = try #require(dataset.events.amountIndex)
    #expect(dataset.events.properties[index].name == "total")
    #expect(
      dataset.attribute("channel")?.cells == [
        .text("ads"), .missing, .text("seo"), .text("seo"),
      ])
    #expect(dataset.attribute("signup_at")?.type == .time)
    #expect(
      try #require(report).tables.map(\.role) == [
        .events, .costs, .events, .feedback, .orders, .users,
      ])
  }

  @Test("signing up is told once: where the events have it the user table need not")
  func signupOnce() throws {
    let scratch = try Scratch()
    try scratch.write("d/events.csv", "uid,ts,event\nu1,2024-01-01,signup\n")
    try scratch.write("d/users.csv", "uid,signup_at\nu1,2024-01-01\nu2,2024-01-02\n")
    let (dataset, _) = try scratch.store.open(DatasetSource(path: scratch.file("d")))
    #expect(dataset.events.count == 1)
    #expect(dataset.users.ids == ["u1", "u2"])
  }

  @Test("answers may lack a user or a time; a text in the score is no number")
  func answers() throws {
    let scratch = try shop()
    let (dataset, _) = try scratch.store.open(DatasetSource(path: scratch.file("shop")))
    let feedback = try #require(dataset.feedback)
    #expect(feedback.users == [0, -1, -1])
    #expect(feedback.times == [1_704_384_000_000, 1_704_470_400_000, PropertyColumn.missing])
    #expect(feedback.scores[0] == 9 && feedback.scores[1].isNaN && feedback.scores[2].isNaN)
    #expect(feedback.kinds?.cells == [.text("nps"), .text("rating"), .text("nps")])
    #expect(feedback.texts?.cells == [.text("好"), .text("fine"), .missing])
    #expect(feedback.columns.map(\.name) == ["uid", "ts", "kind", "score", "text"])
  }

  @Test("what is opened again from the cache is what was imported")
  func sameFromCache() throws {
    let scratch = try shop()
    let first = try scratch.store.open(DatasetSource(path: scratch.file("shop")))
    let second = try scratch.store.open(DatasetSource(path: scratch.file("shop")))
    #expect(first.report != nil && second.report == nil)
    #expect(description(first.dataset) == description(second.dataset))
  }

  @Test("a folder without dataset.json is guessed, table by table")
  func guessed() throws {
    let scratch = try Scratch()
    try scratch.write("d/events.csv", "uid,ts,event\nu1,2024-01-01,visit\n")
    try scratch.write("d/checkins.csv", "uid,date\nu1,2024-01-02\n")
    try scratch.write("d/purchases.csv", "uid,paid_at,amount\nu1,2024-01-03,5\n")
    try scratch.write("d/members.csv", "uid,city\nu1,x\nu2,y\n")
    try scratch.write("d/reviews.jsonl", "{\"uid\":\"u1\",\"rating\":5,\"comment\":\"ok\"}\n")
    try scratch.write("d/notes.txt", "nothing\n")
    let (dataset, report) = try scratch.store.open(DatasetSource(path: scratch.file("d")))
    #expect(
      try #require(report).tables.map { "\($0.name) \($0.role.rawValue) \($0.mappingText)" } == [
        "checkins events user=uid event:=checkins time=date",
        "events events user=uid event=event time=ts",
        "members users user=uid",
        "purchases orders user=uid event:=purchase time=paid_at amount=amount",
        "reviews feedback user=uid score=rating text=comment",
      ])
    #expect(dataset.events.names == ["checkins", "purchase", "visit"])
    #expect(dataset.feedback?.scores == [5])
  }

  @Test(
    "a dataset.json that cannot be understood is an error that says where",
    arguments: [
      ("{", "JSON"), ("[]", "{…}"), ("{\"asof\":\"soon\"}", "asof"),
      ("{\"week\":\"someday\"}", "week"), ("{\"zone\":5}", "zone"),
      ("{\"format\":2}", "format"), ("{\"format\":\"x\"}", "format"),
      ("{\"tables\":{\"a\":{\"role\":\"x\"}}}", "role"), ("{\"active\":\"any\"}", "active"),
      ("{\"tables\":{\"a\":{\"map\":{\"user\":1}}}}", "map"), ("{\"tables\":{\"a\":1}}", "tables"),
    ])
  func malformed(json: String, word: String) throws {
    let scratch = try Scratch()
    try scratch.write("d/dataset.json", json)
    let error = try #require(throws: Diagnostic.self) {
      _ = try scratch.store.open(DatasetSource(path: scratch.file("d")))
    }
    #expect(error.code == "E420")
    #expect(error.message.english.contains(word))
    #expect(!error.message.english.contains("NSCocoaErrorDomain"))
  }

  @Test("a file that dataset.json names and the folder lacks is named")
  func missingFile() throws {
    let scratch = try Scratch()
    try scratch.write("d/dataset.json", "{\"tables\":{\"a\":{\"file\":\"gone.csv\"}}}")
    let error = try #require(throws: Diagnostic.self) {
      _ = try scratch.store.open(DatasetSource(path: scratch.file("d")))
    }
    #expect(error.code == "E501")
    #expect(error.message.english.contains("gone.csv"))
  }

  @Test("a folder without tables, and a path with nothing there, are errors")
  func nothing() throws {
    let scratch = try Scratch()
    try scratch.write("d/readme.txt", "x")
    let empty = #expect(throws: Diagnostic.self) {
      _ = try scratch.store.open(DatasetSource(path: scratch.file("d")))
    }
    #expect(empty?.code == "E424")
    let missing = #expect(throws: Diagnostic.self) {
      _ = try scratch.store.open(DatasetSource(path: scratch.file("nowhere")))
    }
    #expect(missing?.code == "E501")
  }

  @Test("load adds a file as a table under the name it is given")
  func load() throws {
    let scratch = try shop()
    try scratch.write("more.csv", "uid,ts,price\nu7,2024-01-09,3\n")
    var source = DatasetSource(path: scratch.file("shop"))
    source.additions = [
      DatasetSource.Addition(path: scratch.file("more.csv"), table: "my_orders")
    ]
    let (dataset, _) = try scratch.store.open(source)
    #expect(dataset.tables.last?.name == "my_orders")
    #expect(dataset.events.names.contains("purchase"))
    #expect(dataset.users.ids.contains("u7"))
    // Both amounts are one property.
    #expect(dataset.events.properties.filter { $0.type == .money }.map(\.name) == ["total"])
  }

  @Test("a file that is loaded twice is refused, unless it is said to be added again")
  func loadAgain() throws {
    let scratch = try shop()
    let file = try scratch.write("more.csv", "uid,host,ts\nu7,h1,2024-01-09\n")
    var source = DatasetSource(path: scratch.file("shop"))
    source.additions = [
      DatasetSource.Addition(path: file), DatasetSource.Addition(path: file, table: "other_name"),
    ]
    let error = #expect(throws: Diagnostic.self) { _ = try scratch.store.open(source) }
    #expect(error?.code == "E429")
    #expect(error?.message.english.contains("'more'") == true)
    source.additions[1] = DatasetSource.Addition(path: file, repetition: .again)
    let (dataset, _) = try scratch.store.open(source)
    #expect(dataset.tables.filter { $0.name == "more" }.map(\.rows) == [2])
    source.additions[1].repetition = .replacing
    #expect(try scratch.store.open(source).dataset.tables.first { $0.name == "more" }?.rows == 1)
  }

  @Test("costs may be imported first, where they are said to be costs")
  func costsFirst() throws {
    let scratch = try Scratch()
    let costs = try scratch.write("c.csv", "date,channel,spend\n2024-01-01,seo,5\n")
    let events = try scratch.write("e.csv", "uid,ts\nu1,2024-01-01\n")
    let folder = scratch.file("d")
    _ = try scratch.store.import(ImportRequest(files: [costs], table: "costs"), into: folder)
    let report = try scratch.store.import(ImportRequest(files: [events]), into: folder)
    #expect(report.tables.map(\.role) == [.costs, .events])
    #expect(report.tables.map(\.rowsKept) == [1, 1])
  }
}

/// Everything a dataset holds, as text.
func description(_ dataset: Dataset) -> [String] {
  func columns(_ columns: [PropertyColumn]) -> [String] {
    columns.map { "\($0.name) \($0.type) \($0.cells)" }
  }
  let events = dataset.events
  let feedback = dataset.feedback
  return [
    dataset.name, dataset.calendar.zone, "\(dataset.calendar.weekStart)", "\(dataset.asof)",
    "\(String(describing: dataset.currency))", "\(dataset.roles)", dataset.contentHash,
    "\(dataset.labels.events.sorted { $0.key < $1.key })",
    "\(dataset.labels.columns.sorted { $0.key < $1.key })",
    "\(dataset.labels.values.sorted { $0.key < $1.key })", "\(dataset.users.ids)",
    "\(dataset.users.derivedAttributes)", "\(events.names) \(events.offsets) \(events.codes)",
    "\(events.times) \(String(describing: events.sessions))",
    "\(String(describing: events.amountIndex))",
    "\(String(describing: feedback?.users)) \(String(describing: feedback?.times))",
    "\(String(describing: feedback?.scores)) \(String(describing: feedback?.kinds?.cells))",
    "\(String(describing: feedback?.texts?.cells))",
  ] + columns(dataset.users.attributes) + columns(events.properties)
    + columns(feedback?.columns ?? [])
    + dataset.tables.map { table in
      "\(table.name) \(table.role) \(table.rows) \(table.columns) \(table.sources) "
        + "\(table.mapping.sorted { $0.key < $1.key })"
    }
}
