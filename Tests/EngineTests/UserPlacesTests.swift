import Engine
import Testing

@Suite("users by their ids")
struct UserPlacesTests {
  @Test("ids that look alike but differ in their bytes are two users")
  func bytes() {
    let (whole, parts) = ("caf\u{E9}", "cafe\u{301}")
    #expect(whole == parts, "for Swift they are one text")
    let table = UserTable(ids: [whole, parts, "2"], attributes: [])
    #expect(table.places[whole] == 0)
    #expect(table.places[parts] == 1)
    #expect(table.places["2"] == 2)
    #expect(table.places["3"] == nil)
  }
}
