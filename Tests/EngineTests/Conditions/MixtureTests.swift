import Engine
import Language
import Reporting
import TestKit
import Testing

@Suite("mixtures of types")
struct MixtureTests {
  private let operands = [
    "city", "age", "vip", "joined", "age + 1", "-age", "age / 0", "count(pay)", "did(pay)",
    "sum(pay.amount)", "avg(pay.amount)", "min(pay.due)", "days_since(any)", "first(signup)",
    "last(pay) - first(pay)", "visit.channel", "first(any.coupon)", "any.amount", "3", "-3", "5%",
    "'x'", "'true'", "''", "7d", "1mo", "2024-01", "2024", "'2024-01-05 08:00'", "true", "d7",
    "999999999999999999999", "ghost", "2024-02-30..2024-03-01",
  ]

  private let tests = [
    "= @", "!= @", "< @", "<= @", "> @", ">= @", "in (@, @)", "not in (@)", "between @ and @",
    "is missing", "contains 'o'", "in (@..@)",
  ]

  @Test("every mixture is read, or refused at a place with a thing to type")
  func everyPair() throws {
    let scope = World.shop.scope()
    var read = 0
    for left in operands {
      for test in tests {
        for right in operands {
          let text = "\(left) \(test.replacing("@", with: right))"
          guard let condition = try? World.shop.condition(text) else { continue }
          do throws(Diagnostic) {
            let mask = try scope.userCondition(condition).mask(in: scope.dataset)
            #expect(mask.count == scope.dataset.users.count)
            read += 1
          } catch {
            #expect(error.span != nil && !error.notes.isEmpty, "\(text): \(error.code)")
          }
        }
      }
    }
    #expect(read > 1500)
  }

  @Test("a condition and its denial part the users, whatever is missing")
  func denial() throws {
    let world = World.shop
    for left in operands {
      for right in operands {
        let text = "\(left) >= \(right)"
        guard let holds = try? world.users(where: text) else { continue }
        let others = try world.users(where: "not \(text)")
        #expect((holds + others).sorted() == ["ann", "bob", "cat", "dan"], "\(text)")
      }
    }
  }
}
