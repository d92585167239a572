import Engine
import Language
import TestKit
import Testing

@Suite("conditions about users")
struct UserConditionTests {
  let shop = World.shop

  @Test(
    "attributes are compared, and a missing one never passes a comparison",
    arguments: [
      ("city = 'Oslo'", ["ann", "cat"]), ("city != 'Oslo'", ["bob"]),
      ("city in ('Oslo', 'Rome')", ["ann", "bob", "cat"]),
      ("city not in ('Rome')", ["ann", "cat"]),
      ("city contains 'os'", []), ("city contains 'om'", ["bob"]), ("city > 'Oz'", ["bob"]),
      ("age = 30", ["ann", "dan"]), ("age > 30", ["bob"]), ("30 < age", ["bob"]),
      ("age between 30 and 35", ["ann", "dan"]), ("age in (29..31, 41)", ["ann", "dan"]),
      ("age not in (29..31)", ["bob"]), ("age is missing", ["cat"]),
      ("city is not missing", ["ann", "bob", "cat"]), ("not age = 30", ["bob", "cat"]),
      ("not city = 'Oslo' and age is not missing", ["bob", "dan"]),
      ("city = 'Rome' or age = 30", ["ann", "bob", "dan"]), ("age * 2 - 10 >= 60", ["bob"]),
      ("age / 0 > 1", []), ("age / 0 is missing", ["ann", "bob", "cat", "dan"]),
      ("age = 3000%", ["ann", "dan"]), ("-age < -35", ["bob"]),
    ])
  func attributes(condition: String, users: [String]) throws {
    #expect(try shop.users(where: condition) == users)
  }

  @Test(
    "true and false are words, texts or 1 and 0",
    arguments: ["vip = true", "vip = 'true'", "vip = 1", "vip != false", "vip > 0"])
  func flags(condition: String) throws { #expect(try shop.users(where: condition) == ["ann"]) }

  @Test(
    "a date means its whole period",
    arguments: [
      ("joined = 2024-01", ["ann", "bob"]), ("joined != 2024-01", ["dan"]),
      ("joined < 2024-01-31", ["ann"]), ("joined <= 2024-01-31", ["ann", "bob"]),
      ("joined > 2024-01", ["dan"]), ("joined >= 2024-01-31", ["bob", "dan"]),
      ("joined = 2024", ["ann", "bob", "dan"]), ("joined = '2024-01-31 23:59'", ["bob"]),
      ("joined between 2024-01-02 and 2024-02-01", ["bob", "dan"]),
      ("joined in (2024-01-01, 2024-02-01..2024-02-29)", ["ann", "dan"]),
      ("2024-02-01 <= joined", ["dan"]), ("joined = 2024Q1", ["ann", "bob", "dan"]),
      ("first(signup) >= joined", ["ann"]), ("last(pay) - first(signup) >= 8d", ["ann", "bob"]),
      ("last(pay) - first(signup) > 9d", ["bob"]),
    ])
  func dates(condition: String, users: [String]) throws {
    #expect(try shop.users(where: condition) == users)
  }

  @Test(
    "figures count the events of each user",
    arguments: [
      ("did(pay)", ["ann", "bob"]), ("not did(pay)", ["cat", "dan"]),
      ("count(pay) = 0", ["cat", "dan"]), ("count(pay) >= 2", ["ann"]),
      ("count(pay[amount > 5]) = 1", ["ann", "bob"]), ("count(pay[coupon = true]) = 1", ["ann"]),
      ("count(signup or visit) = 2", ["bob", "cat"]), ("count(any) > 2", ["ann", "bob"]),
      ("count(first pay[amount > 5]) = 1", ["ann", "bob"]),
      ("count((first pay)[amount > 5]) = 1", ["bob"]),
      ("sum(pay.amount) = 25", ["ann"]), ("sum(pay.amount) = 0", ["cat", "dan"]),
      ("avg(pay.amount) = 12.5", ["ann"]), ("avg(pay.amount) is missing", ["cat", "dan"]),
      ("min(pay.amount) = 5", ["ann"]), ("max(pay.amount) < 101", ["ann", "bob"]),
      ("sum(pay.amount) / count(pay) > 20", ["bob"]), ("days(any) = 3", ["ann"]),
      ("days(visit) = 1", ["bob", "cat"]), ("days_since(pay) = 10", ["bob"]),
      ("days_since(pay) is missing", ["cat", "dan"]), ("days_since(any) > 40", ["ann", "cat"]),
      ("first(visit.channel) = 'web'", ["bob"]), ("first(visit.channel) = 'app'", ["cat"]),
      ("visit.channel = 'app'", ["cat"]), ("last(pay.amount) = 20", ["ann"]),
      ("first(pay) = 2024-01", ["ann"]), ("count(key) = 1", ["bob"]),
      ("max(pay.due) = 2024-03", ["bob"]), ("did(pay[due > 2024-02])", ["bob"]),
      ("sum(pay.coupon) = 1", ["ann"]),
    ])
  func figures(condition: String, users: [String]) throws {
    #expect(try shop.users(where: condition) == users)
  }

  @Test(
    "a figure may name its own range",
    arguments: [
      ("did(pay, 2024-02)", ["bob"]), ("did(pay, last 11 days)", ["bob"]),
      ("did(pay, last 10 days)", []), ("count(pay, 2024-01-02..2024-01-09) = 2", ["ann"]),
      ("days_since(pay, 2024-01) = 42", ["ann"]), ("last(pay.amount, 2024-01-02) = 5", ["ann"]),
      ("first(pay, 2024-02) is not missing", ["bob"]), ("did(pay, 2024)", ["ann", "bob"]),
    ])
  func ranges(condition: String, users: [String]) throws {
    #expect(try shop.users(where: condition) == users)
  }

  @Test(
    "the statement's range bounds what names none of its own, but never what is first ever",
    arguments: [
      ("count(pay) = 1", "during 2024-01-01..2024-01-05", ["ann"]),
      ("count(pay) = 0", "during 2024-01-01..2024-01-05", ["bob", "cat", "dan"]),
      ("did(pay, 2024-02)", "during 2024-01", ["bob"]), ("did(pay)", "last 11 days", ["bob"]),
      ("days_since(pay) = 42", "until 2024-01-31", ["ann"]),
      ("first(signup) = 2024-01", "since 2024-02-01", ["ann", "bob"]),
      ("visit.channel = 'app'", "since 2024-02-01", ["cat"]),
    ])
  func statementRange(condition: String, range: String, users: [String]) throws {
    #expect(try shop.users(where: condition, range) == users)
  }

  @Test(
    "within counts from the user's first anchor, both ends included; the range bounds the anchor",
    arguments: [
      ("did(pay, within 1d of signup)", "", ["ann"]),
      ("did(pay, within 23h of signup)", "", []),
      ("count(pay, within 8d of signup) = 2", "", ["ann"]),
      ("count(pay, within 2mo of signup) = 1", "", ["bob"]),
      ("count(pay, within 9d of pay) = 2", "", ["ann"]),
      ("count(signup, within 1d of signup) = 1", "", ["ann", "bob"]),
      ("count(pay, within 2mo of signup) >= 1", "since 2024-01-02", ["bob"]),
      ("count(pay, 2024-01-09, within 2mo of signup) = 1", "", ["ann"]),
    ])
  func within(condition: String, range: String, users: [String]) throws {
    #expect(try shop.users(where: condition, range) == users)
  }

  @Test(
    "labels of either language stand for names and values",
    arguments: [
      ("城市 = '奥斯陆'", ["ann", "cat"]), ("town = '奥斯陆'", ["ann", "cat"]),
      ("CITY = 'Oslo'", ["ann", "cat"]), ("did(支付)", ["ann", "bob"]),
      ("first(visit.channel) = '网页'", ["bob"]), ("城市 != '奥斯陆'", ["bob"]),
    ])
  func labels(condition: String, users: [String]) throws {
    #expect(try shop.users(where: condition) == users)
  }

  @Test("parameters stand for values")
  func parameters() throws {
    let values: [String: Literal] = [
      "town": .text("Oslo"), "least": .number(40), "month": .date(.month(year: 2024, month: 2)),
    ]
    #expect(try shop.users(where: "city = $town", parameters: values) == ["ann", "cat"])
    #expect(try shop.users(where: "age >= $least", parameters: values) == ["bob"])
    #expect(try shop.users(where: "did(pay, $month)", parameters: values) == ["bob"])
    #expect(try shop.users(where: "joined = $month", parameters: values) == ["dan"])
  }

  @Test("members of saved sets, and parts of partitions")
  func members() throws {
    let dataset = shop.dataset
    let payers = UserSet(dataset.users.ids.map { ["ann", "bob"].contains($0) })
    let sets: [String: SavedSet] = [
      "payers": SavedSet(name: "payers", kind: .segment(payers)),
      "tiers": SavedSet(
        name: "tiers", kind: .partition([("high", payers), ("low", payers.complement)])),
    ]
    #expect(try shop.users(where: "member(payers)", sets: sets) == ["ann", "bob"])
    #expect(try shop.users(where: "not member(tiers.high)", sets: sets) == ["cat", "dan"])
    #expect(
      try shop.users(where: "age = 30", "from (payers and not tiers.low)", sets: sets) == ["ann"])
    #expect(
      try shop.users(where: "age = 30", "from (tiers.low or payers)", sets: sets) == ["ann", "dan"])
  }

  @Test("money is added exactly: a tenth and two tenths are three tenths")
  func money() throws {
    let world = World(
      asof: "2024-01-10",
      events: [
        .event("u", "pay", "2024-01-01T00:00:00Z", ["amount": 0.1]),
        .event("u", "pay", "2024-01-02T00:00:00Z", ["amount": 0.2]),
        .event("v", "pay", "2024-01-02T00:00:00Z", ["amount": 0.3001]),
      ])
    #expect(try world.users(where: "sum(pay.amount) = 0.3") == ["u"])
    #expect(try world.users(where: "sum(pay.amount) > 0.3") == ["v"])
  }

  @Test("days are local days, and clocks put back at midnight count a day once")
  func localDays() throws {
    // St. John's, 2010-11-07: at 00:01 clocks went back to 23:01 of the day before.
    let world = World(
      zone: "America/St_Johns", asof: "2010-11-10",
      events: [
        .event("u", "a", "2010-11-07T02:30:30Z"), .event("u", "a", "2010-11-07T03:00:00Z"),
        .event("u", "a", "2010-11-07T12:00:00Z"), .event("v", "a", "2010-11-07T03:00:00Z"),
        .event("w", "a", "2010-11-06T12:00:00Z"), .event("w", "a", "2010-11-07T02:30:30Z"),
        .event("w", "a", "2010-11-07T03:00:00Z"), .event("w", "a", "2010-11-07T03:10:00Z"),
      ])
    #expect(try world.users(where: "days(a) = 2") == ["u", "w"])
    #expect(try world.users(where: "days(a) = 1") == ["v"])
    #expect(try world.users(where: "days_since(a) = 4") == ["v", "w"])
  }
}
