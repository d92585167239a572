import Engine

/// Finds the columns of a table that tell who someone is, by their names and by their values.
struct PersonalColumns {
  /// The least share of a column's distinct values that must look like a phone number or an e-mail
  /// address.
  private static let typical = 0.8
  /// The same for a column whose name says so already; masked numbers count as numbers there.
  private static let named = 0.2

  let table: MappedTable

  init(_ table: MappedTable) { self.table = table }

  /// By the columns' names; what people write in their own words is left out.
  var kinds: [String: PersonalKind] {
    var kinds: [String: PersonalKind] = [:]
    for (index, column) in table.table.columns.enumerated() {
      kinds[column.name] = kind(of: column, at: index)
    }
    return kinds
  }

  private func kind(of column: SourceColumn, at index: Int) -> PersonalKind? {
    let roles = table.columns.filter { $0.value == index }.map(\.key)
    let isUser = roles.contains(.user)
    let others: Set<ColumnRole> = [.event, .time, .amount, .kind, .score, .text, .source, .cost]
    guard isUser || others.isDisjoint(with: roles) else { return nil }
    if share(of: column, that: PersonalText.isEmail) >= Self.typical { return .email }
    if share(of: column, that: PersonalText.isPhone) >= Self.typical { return .phone }
    let words = ColumnRole.words(column.name)
    if PersonalName.isEmail(words), share(of: column, that: PersonalText.hasAt) >= Self.named {
      return .email
    }
    if PersonalName.isPhone(words),
      share(of: column, that: PersonalText.isNumberLike) >= Self.named
    {
      return .phone
    }
    return isUser || PersonalName.isID(words) ? .id : nil
  }

  private func share(
    of column: SourceColumn, that test: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Double {
    let count = column.values.count
    guard count > 0 else { return 0 }
    var passed = 0
    for code in 0..<count where column.values.withBytes(code, { test(NumberText.trimmed($0)) }) {
      passed += 1
    }
    return Double(passed) / Double(count)
  }
}

/// Names of columns that tell who someone is, as `ColumnRole.words` cuts them.
enum PersonalName {
  private static let phones: Set<String> = [
    "phone", "mobile", "tel", "telephone", "cellphone", "cell", "msisdn", "phoneno",
    "phonenumber", "mobileno", "mobilenumber", "mobilephone", "contactphone", "userphone",
    "手机", "手机号", "手机号码", "电话", "电话号码", "联系电话", "联系方式",
  ]
  private static let emails: Set<String> = [
    "email", "mail", "emailaddress", "mailaddress", "useremail", "contactemail", "邮箱",
    "电子邮箱", "电子邮件", "邮件地址", "邮箱地址",
  ]
  private static let people: Set<String> = [
    "id", "uid", "openid", "unionid", "username", "nickname", "realname", "fullname", "idcard",
    "idnumber", "ssn", "passport", "imei", "idfa", "oaid", "androidid", "ip", "ipaddress", "wechat",
    "身份证", "身份证号", "身份证号码", "护照", "护照号", "姓名", "真实姓名", "昵称", "微信号", "用户名", "设备号",
    "用户id", "用户编号", "会员编号", "会员号", "会员id", "客户编号", "客户id", "设备id",
  ]
  /// What an id may be of that is nobody.
  private static let things: Set<String> = [
    "product", "item", "sku", "goods", "category", "campaign", "page", "plan", "variant",
    "experiment", "store", "shop", "city", "region", "country", "coupon", "content", "post",
    "article", "room", "channel", "ad", "source", "event", "group", "video", "course", "topic",
    "warehouse", "department", "brand", "template", "version",
  ]

  static func isPhone(_ words: [String]) -> Bool { phones.contains(words.joined()) }

  static func isEmail(_ words: [String]) -> Bool { emails.contains(words.joined()) }

  static func isID(_ words: [String]) -> Bool {
    guard let last = words.last else { return false }
    if people.contains(words.joined()) { return words != ["id"] }
    guard words.count > 1, ["id", "uid", "guid", "uuid", "openid", "unionid"].contains(last) else {
      return false
    }
    return !things.contains(words[words.count - 2])
  }
}

/// What phone numbers and e-mail addresses look like.
enum PersonalText {
  /// `name@domain.tld` without blanks.
  static func isEmail(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 6, bytes.count <= 254, let at = bytes.firstIndex(of: UInt8(ascii: "@")),
      at > 0, at <= 64, !bytes.contains(where: { $0 <= 32 })
    else { return false }
    let domain = bytes[(at + 1)...]
    guard !domain.contains(UInt8(ascii: "@")), domain.first != UInt8(ascii: "."),
      let dot = domain.lastIndex(of: UInt8(ascii: ".")), domain.endIndex - dot > 2
    else { return false }
    return domain.allSatisfy { byte in
      isLetter(byte) || NumberText.isDigit(byte) || byte == UInt8(ascii: ".")
        || byte == UInt8(ascii: "-") || byte >= 0x80
    }
  }

  /// A mobile number of mainland China (11 digits from 13 to 19, with +86, 86 or 0086 before it or
  /// nothing), or an international one: + and 7 to 15 digits, as ITU-T E.164 has them.
  ///
  /// Blanks, hyphens and brackets between the digits are those of people.
  static func isPhone(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 8, bytes.count <= 24 else { return false }
    var digits: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if NumberText.isDigit(byte) {
        digits.append(byte)
      } else if byte == UInt8(ascii: "+") {
        guard index == 0 else { return false }
      } else if ![32, UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")")].contains(byte) {
        return false
      }
    }
    if bytes.first == UInt8(ascii: "+") { return (7...15).contains(digits.count) }
    var number = digits[...]
    if number.count == 15, number.starts(with: Array("0086".utf8)) { number = number.dropFirst(4) }
    if number.count == 13, number.starts(with: Array("86".utf8)) { number = number.dropFirst(2) }
    guard number.count == 11, number.first == UInt8(ascii: "1") else { return false }
    return number[number.startIndex + 1] >= UInt8(ascii: "3")
  }

  static func hasAt(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.contains(UInt8(ascii: "@"))
  }

  /// Mostly digits and the stars of masked ones, at least five: `138****1234`, `021-5550123`.
  static func isNumberLike(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let digits = bytes.count { NumberText.isDigit($0) || $0 == UInt8(ascii: "*") }
    return digits >= 5 && digits * 2 > bytes.count
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }
}
