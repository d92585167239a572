/// HMAC (RFC 2104) with SHA-256: a hash that only those who have the key can compute.
public enum KeyedHash {
  private static let blockLength = 64

  /// The 32 bytes for a message.
  public static func bytes(of message: [UInt8], key: [UInt8]) -> [UInt8] {
    var block = key.count > blockLength ? hash(key, []) : key
    block += Array(repeating: 0, count: blockLength - block.count)
    let inner = hash(block.map { $0 ^ 0x36 }, message)
    return hash(block.map { $0 ^ 0x5C }, inner)
  }

  /// The first hexadecimal digits for a text.
  public static func digits(_ count: Int, of text: String, key: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let all = bytes(of: Array(text.utf8), key: key).flatMap {
      [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
    }
    return String(decoding: all.prefix(count), as: UTF8.self)
  }

  private static func hash(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    first.withUnsafeBytes { hash.update($0) }
    second.withUnsafeBytes { hash.update($0) }
    return hash.bytes()
  }
}
