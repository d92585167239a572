import Statistics
import Testing

@Suite("comparisons of proportions")
struct CorrectionTests {
  @Test("100 of 1000 against 130 of 1000: z 2.103, p 0.0355")
  func twoProportions() throws {
    let test = try #require(ProportionTest((130, 1000), against: (100, 1000)))
    #expect((test.z - 2.103).magnitude < 5e-4)
    #expect((test.p - 0.0355).magnitude < 5e-5)
    #expect(ProportionTest((0, 0), against: (1, 2)) == nil)
    #expect(ProportionTest((2, 2), against: (3, 3))?.p == 1)
  }

  @Test("the fifteen p-values of Benjamini and Hochberg (1995), as R's p.adjust gives them")
  func benjaminiHochberg() {
    let values = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262,
      0.5719, 0.6528, 0.759, 1.0,
    ]
    let expected = [
      0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571428571, 0.0638571428571, 0.0645, 0.0765,
      0.486, 0.581181818182, 0.714875, 0.753230769231, 0.813214285714, 1.0,
    ]
    let adjusted = BenjaminiHochberg.adjusted(values.reversed() + [nil])
    for (value, wanted) in zip(adjusted.dropLast().reversed(), expected) {
      #expect(value.map { ($0 - wanted).magnitude < 1e-10 } == true)
    }
    #expect(adjusted.last == .some(nil))
  }
}
