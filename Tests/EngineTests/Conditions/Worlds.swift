import Engine
import Reporting
import TestKit

extension World {
  /// Four users of a shop.
  ///
  /// | user | events |
  /// |---|---|
  /// | ann | signup 01-01, pay 5 on 01-02, pay 20 on 01-09 |
  /// | bob | signup 01-03, visit (web) 01-03, pay 100 on 02-10 |
  /// | cat | visit (app) and visit (web) at the same instant 01-05 |
  /// | dan | in the user table alone |
  static let shop = World(
    asof: "2024-02-20",
    events: [
      .event("ann", "signup", "2024-01-01T10:00:00Z"),
      .event("ann", "pay", "2024-01-02T10:00:00Z", ["amount": 5, "coupon": true]),
      .event("ann", "pay", "2024-01-09T10:00:00Z", ["amount": 20, "coupon": false]),
      .event("bob", "signup", "2024-01-03T09:00:00Z"),
      .event("bob", "visit", "2024-01-03T09:00:00Z", ["channel": "web"]),
      .event(
        "bob", "pay", "2024-02-10T12:00:00Z",
        ["amount": 100, "due": .time(.written("2024-03-01"))]),
      .event("cat", "visit", "2024-01-05T08:00:00Z", ["channel": "web"]),
      .event("cat", "visit", "2024-01-05T08:00:00Z", ["channel": "app"]),
    ],
    users: [
      "ann": ["city": "Oslo", "age": 30, "vip": true, "joined": .time(.written("2024-01-01"))],
      "bob": [
        "city": "Rome", "age": 40, "vip": false, "joined": .time(.written("2024-01-31 23:59")),
      ],
      "cat": ["city": "Oslo"], "dan": ["age": 30, "joined": .time(.written("2024-02-01"))],
    ],
    roles: EventRoles(key: "pay", signup: "signup"),
    labels: Labels(
      events: ["pay": Phrase("payment", "支付")], columns: ["city": Phrase("town", "城市")],
      values: ["Oslo": Phrase("Oslo", "奥斯陆"), "web": Phrase("web", "网页")]))
}
