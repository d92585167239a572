import Engine
import Reporting
import Testing

@testable import Store

@Suite("columns that tell who someone is")
struct PersonalTests {
  private func kinds(_ text: String, mapping: String = "") throws -> [String: PersonalKind] {
    try Scratch().open(text, mapping: mapping).dataset.tables[0].personal
  }

  @Test("they are found by their names and by their values")
  func found() throws {
    let text = """
      uid,ts,contact,tel,mailbox,device_id,product_id,openid,mobile,email,身份证,note
      u1,2024-01-01,13812345678,138****0001,a@b.com,d1,p1,o1,ios,weekly,1101,call 13812345678
      u2,2024-01-02,+86 139-1234-5678,,c.d@e.com.cn,d2,p2,o2,android,never,1102,a@b.com
      u3,2024-01-03,0086 13712345678,021-5550123,用户@例子.中国,d3,p1,o3,ios,never,1103,ok
      u4,2024-01-04,+1 (415) 555-0123,,x@y.org,d4,p1,o4,web,weekly,1104,fine
      """
    #expect(
      try kinds(text) == [
        "uid": .id, "contact": .phone, "tel": .phone, "mailbox": .email, "device_id": .id,
        "openid": .id, "身份证": .id,
      ])
  }

  @Test("four in five must look like it; a column named for it needs one in five")
  func shares() throws {
    func column(_ name: String, _ values: [String]) -> String {
      "uid,ts,\(name)\n"
        + values.enumerated().map { "u\($0),2024-01-01,\($1)\n" }.joined()
    }
    let good = ["13812345670", "13812345671", "13812345672", "13812345673"]
    #expect(try kinds(column("x", good + ["none"]))["x"] == .phone)
    #expect(try kinds(column("x", good + ["none", "nil"]))["x"] == nil)
    #expect(try kinds(column("phone", ["13812345670", "a", "b", "c", "d"]))["phone"] == .phone)
    #expect(try kinds(column("phone", ["13812345670", "a", "b", "c", "d", "e"]))["phone"] == nil)
    #expect(try kinds(column("email", ["a@b.com", "x", "y", "z", "w"]))["email"] == .email)
  }

  @Test("a user who is a phone number is a phone; times and amounts are none")
  func roles() throws {
    let text =
      "user,ts,amount\n13812345678,1704067200000,13812345678\n13912345678,1704067200000,1\n"
    #expect(try kinds(text) == ["user": .phone])
    let mails = "user,ts\na@b.com,2024-01-01\nc@d.com,2024-01-02\n"
    #expect(try kinds(mails) == ["user": .email])
  }

  @Test("what people write in their own words is left out")
  func prose() throws {
    let text = "uid,kind,text\nu1,comment,13812345678\nu2,comment,a@b.com\n"
    #expect(try kinds(text) == ["uid": .id])
  }

  @Test("they are kept in the database and told in the report")
  func kept() throws {
    let scratch = try Scratch()
    let file = try scratch.write("e.csv", "uid,ts,email\nu1,2024-01-01,a@b.com\n")
    let report = try scratch.store.import(ImportRequest(files: [file]), into: scratch.file("d"))
    #expect(
      report.lines.contains(
        Phrase(
          "columns that tell who someone is: uid (id), email (e-mail)",
          "能识别个人身份的列：uid（编号）、email（邮箱）")))
    let dataset = try scratch.store.open(DatasetSource(path: scratch.file("d"))).dataset
    #expect(dataset.tables[0].personal == ["uid": .id, "email": .email])
  }

  @Test(
    "numbers that are no phones, texts that are no addresses",
    arguments: [
      "12345678901", "10812345678", "1381234567", "138123456789", "2024-01-01", "+123", "",
      "a@b", "@b.com", "a@.com", "a b@c.com", "a@b@c.com", "a@b.c", "1704067200",
    ])
  func neither(text: String) {
    var text = text
    text.withUTF8 { bytes in
      #expect(!PersonalText.isPhone(bytes))
      #expect(!PersonalText.isEmail(bytes))
    }
  }
}
