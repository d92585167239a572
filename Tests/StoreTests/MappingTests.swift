import Engine
import Reporting
import Testing

@testable import Store

@Suite("roles of columns")
struct MappingTests {
  @Test(
    "roles are guessed from names in both languages, in any case",
    arguments: [
      ("user_id,event,ts", "u1,a,2024-01-01", "user=user_id event=event time=ts"),
      ("UID,Action,Timestamp", "u1,a,2024-01-01", "user=UID event=Action time=Timestamp"),
      (
        "customerId,behaviorType,createdAt", "u1,a,2024-01-01",
        "user=customerId event=behaviorType time=createdAt"
      ),
      (
        "distinct_id,event,time,session_id,revenue", "u1,a,1710059161,s,1.5",
        "user=distinct_id event=event time=time session=session_id amount=revenue"
      ),
      ("用户ID,事件,时间,金额", "u1,a,2024-01-01,5", "user=用户ID event=事件 time=时间 amount=金额"),
      ("会员编号,行为,发生时间", "u1,a,2024-01-01", "user=会员编号 event=行为 time=发生时间"),
      (
        "User ID,Event Name,Event Time", "u1,a,2024-01-01",
        "user=User ID event=Event Name time=Event Time"
      ),
      (
        "author_uid,published_on", "u1,2024-01-01", "user=author_uid event:=event time=published_on"
      ),
      (
        "invoice,customer_id,invoice_date,price", "1,u1,2024-01-01,5",
        "user=customer_id event:=purchase time=invoice_date amount=price"
      ),
      // A duration is no time, a region no moment "on" something.
      ("uid,time,region,at", "u1,35,x,2024-01-01", "user=uid event:=event time=at"),
      ("uid,date,amount", "u1,2024-01-01,x", "user=uid event:=event time=date"),
      // The best name wins, whatever the order.
      (
        "user_lifecycle,user_cohort,user_id,date,timestamp", "new,2024-01,u1,2024-01-01,2024-01-01",
        "user=user_id event:=event time=timestamp"
      ),
    ])
  func guesses(header: String, row: String, expected: String) throws {
    let (dataset, report) = try Scratch().open("\(header)\n\(row)\n")
    #expect(report.tables.map(\.mappingText) == [expected])
    #expect(dataset.events.count == 1)
  }

  @Test("event=NAME is a column where one has the name, else a constant, and the report says which")
  func eventNames() throws {
    let text = "uid,ts,kind_of\nu1,2024-01-01,a\n"
    let column = try Scratch().open(text, mapping: "event=kind_of")
    #expect(column.report.tables[0].events == .column("kind_of"))
    #expect(column.dataset.events.names == ["a"])
    let constant = try Scratch().open(text, mapping: "event=visit")
    #expect(constant.report.tables[0].events == .constant("visit"))
    #expect(constant.dataset.events.names == ["visit"])
    #expect(constant.report.lines.contains { $0.english == "  every row is an event 'visit'" })
    let forced = try Scratch().open(text, mapping: "event:=kind_of")
    #expect(forced.report.tables[0].events == .constant("kind_of"))
    #expect(forced.dataset.events.names == ["kind_of"])
  }

  @Test("orders without an event column are purchases")
  func orders() throws {
    let (dataset, report) = try Scratch().open("uid,ts,amount\nu1,2024-01-01,5\nu2,2024-01-02,\n")
    #expect(dataset.events.names == ["purchase"])
    #expect(report.tables[0].events == .constant("purchase"))
    #expect(dataset.events.amountIndex == 0)
    #expect(dataset.events.properties[0].name == "amount")
    #expect(dataset.events.properties[0].type == .money)
    #expect(
      dataset.events.properties[0].cells == [.money(Money(tenThousandths: 50_000)), .missing])
  }

  @Test("a row without an event name has the constant's, and that is said")
  func unnamed() throws {
    let (dataset, report) = try Scratch().open("uid,ts,event\nu1,2024-01-01,a\nu1,2024-01-02,\n")
    #expect(dataset.events.names == ["a", "event"])
    #expect(report.notices.contains { $0.english.contains("1 rows without an event name") })
  }

  @Test("a file that is no list of events says which columns it has and what to type")
  func noUser() throws {
    let error = try #require(throws: Diagnostic.self) {
      _ = try Scratch().open("a,b\n1,2\n")
    }
    #expect(error.code == "E416")
    #expect(error.notes.first?.english == "its columns are: a, b")
    #expect(error.notes.last?.english.contains("map user=COL time=COL") == true)
    #expect(error.notes.last?.chinese.contains("map user=列名 time=列名") == true)
  }

  @Test("an unknown column is named with the one that was probably meant")
  func unknownColumn() throws {
    let error = try #require(throws: Diagnostic.self) {
      _ = try Scratch().open("uid,ts\nu1,2024-01-01\n", mapping: "user=uidd")
    }
    #expect(error.code == "E418")
    #expect(error.message.english == "unknown column 'uidd' in 'events'")
    #expect(error.suggestion == "uid")
  }

  @Test(
    "mappings are read with commas or blanks, quotes and constants",
    arguments: [
      ("user=a,time=b", [ColumnRole.user: ColumnMapping.Target.named("a"), .time: .named("b")]),
      (
        "user=a time='b c' event:=\"d e\"",
        [
          .user: .named("a"), .time: .named("b c"), .event: .constant("d e"),
        ]
      ),
      ("USER = a", [.user: .named("a")]),
      ("金额", [:]), ("", [:]),
    ])
  func parsing(text: String, expected: [ColumnRole: ColumnMapping.Target]) throws {
    guard text != "金额" else {
      let error = #expect(throws: Diagnostic.self) { _ = try ColumnMapping(parsing: text) }
      #expect(error?.code == "E425")
      return
    }
    #expect(try ColumnMapping(parsing: text).targets == expected)
  }

  @Test("only an event can be a constant, and roles are known ones")
  func badMappings() {
    let constant = #expect(throws: Diagnostic.self) { _ = try ColumnMapping(parsing: "user:=x") }
    #expect(constant?.code == "E425")
    let role = #expect(throws: Diagnostic.self) { _ = try ColumnMapping(parsing: "who=x") }
    #expect(role?.code == "E426")
    #expect(role?.message.english == "unknown role 'who'")
  }

  @Test("map changes the roles of an open dataset")
  func remap() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "x.csv", "buyer,uid,ts\nb1,u1,2024-01-01\nb1,u2,2024-01-02\n")
    var source = DatasetSource(path: path)
    #expect(try scratch.store.open(source).dataset.users.ids == ["u1", "u2"])
    source.change.columns = try ColumnMapping(parsing: "user=buyer")
    let remapped = try scratch.store.open(source).dataset
    #expect(remapped.users.ids == ["b1"])
    #expect(remapped.property("uid")?.cells == [.text("u1"), .text("u2")])
  }
}
