import Engine
import Reporting
import TestKit
import Testing

@Suite("dimensions")
struct DimensionTests {
  let shop = World.shop

  private func check(
    _ text: String, _ range: String = "", groups expected: [(Cell, [String])],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let groups = try shop.groups(by: text, range)
    #expect(groups.map(\.key) == expected.map { [$0.0] }, sourceLocation: sourceLocation)
    #expect(groups.map(\.users) == expected.map(\.1), sourceLocation: sourceLocation)
  }

  @Test("an attribute groups by its values in order of bytes, the missing last")
  func attribute() throws {
    try check(
      "city",
      groups: [(.text("Oslo"), ["ann", "cat"]), (.text("Rome"), ["bob"]), (.missing, ["dan"])])
    try check(
      "age", groups: [(.int(30), ["ann", "dan"]), (.int(40), ["bob"]), (.missing, ["cat"])])
    try check(
      "vip", groups: [(.bool(false), ["bob"]), (.bool(true), ["ann"]), (.missing, ["cat", "dan"])])
  }

  @Test("EVENT.prop is the value at the last such event, the smallest of one instant")
  func lastValue() throws {
    try check(
      "visit.channel",
      groups: [(.text("app"), ["cat"]), (.text("web"), ["bob"]), (.missing, ["ann", "dan"])])
    try check(
      "any.amount",
      groups: [
        (.money(Money(tenThousandths: 200_000)), ["ann"]),
        (.money(Money(tenThousandths: 1_000_000)), ["bob"]), (.missing, ["cat", "dan"]),
      ])
  }

  @Test("functions give numbers, flags and times")
  func functions() throws {
    try check(
      "did(pay)", groups: [(.bool(false), ["cat", "dan"]), (.bool(true), ["ann", "bob"])])
    try check(
      "count(pay)", groups: [(.int(0), ["cat", "dan"]), (.int(1), ["bob"]), (.int(2), ["ann"])])
    try check(
      "count(pay)", "during 2024-02",
      groups: [(.int(0), ["ann", "cat", "dan"]), (.int(1), ["bob"])])
    try check(
      "first(visit.channel)", "during 2024-02",
      groups: [(.text("app"), ["cat"]), (.text("web"), ["bob"]), (.missing, ["ann", "dan"])])
    try check(
      "avg(pay.amount)",
      groups: [(.real(12.5), ["ann"]), (.real(100), ["bob"]), (.missing, ["cat", "dan"])])
  }

  @Test("the columns carry the canonical English expression and its type")
  func names() throws {
    let scope = shop.scope()
    func read(_ text: String) throws -> UserDimension {
      guard case .by(let dimensions) = try shop.call("segment by \(text)").clause(.by)?.body,
        let only = dimensions.first
      else { throw CancellationError() }
      return try scope.userDimension(only)
    }
    let city = try read("城市")
    #expect(city.name == "city" && city.type == .text)
    #expect(city.label == Phrase("town", "城市"))
    let figure = try read("次数(支付, 最近30天)")
    #expect(figure.name == "count(pay, last 30d)" && figure.type == .int)
    #expect(figure.label.chinese == "次数(支付, 最近 30天)")
    #expect(try read("sum(支付.amount)").type == .money)
    #expect(try read("any.Channel").name == "any.channel")
    #expect(try read("first(signup)").type == .time)
    #expect(try read("did(pay)").type == .bool)
  }

  @Test("several dimensions meet in the combinations that occur")
  func several() throws {
    let groups = try shop.groups(by: "city, did(pay)")
    #expect(
      groups.map(\.key) == [
        [.text("Oslo"), .bool(false)], [.text("Oslo"), .bool(true)],
        [.text("Rome"), .bool(true)], [.missing, .bool(false)],
      ])
    #expect(groups.map(\.users) == [["cat"], ["ann"], ["bob"], ["dan"]])
  }

  @Test("a saved partition groups by its parts, and a segment by yes and no")
  func saved() throws {
    let ids = shop.dataset.users.ids
    let some = UserSet(ids.map { $0 == "bob" })
    let sets = [
      "tiers": SavedSet(
        name: "tiers",
        kind: .partition([("low", some), ("high", UserSet(ids.map { $0 == "ann" }))])),
      "mine": SavedSet(name: "mine", kind: .segment(some)),
    ]
    let tiers = try shop.groups(by: "tiers", sets: sets)
    #expect(tiers.map(\.key) == [[.text("low")], [.text("high")], [.missing]])
    #expect(tiers.map(\.users) == [["bob"], ["ann"], ["cat", "dan"]])
    let mine = try shop.groups(by: "mine", sets: sets)
    #expect(mine.map(\.key) == [[.bool(false)], [.bool(true)]])
  }

  @Test(
    "periods and unknown names are refused",
    arguments: [("week", "E315"), ("citty", "E215"), ("channel", "E208")])
  func refused(text: String, code: String) throws {
    do {
      _ = try shop.groups(by: text)
      Issue.record("'\(text)' was read without a complaint")
    } catch let error as Diagnostic {
      #expect(error.code == code)
    }
  }
}
