import Digest
import Testing

@Suite("keyed hashes")
struct KeyedHashTests {
  @Test("the published test cases of HMAC with SHA-256 hold (RFC 4231, 4.2, 4.3, 4.7)")
  func published() {
    #expect(
      KeyedHash.digits(64, of: "Hi There", key: Array(repeating: 0x0B, count: 20))
        == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    #expect(
      KeyedHash.digits(64, of: "what do ya want for nothing?", key: Array("Jefe".utf8))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      KeyedHash.digits(
        64, of: "Test Using Larger Than Block-Size Key - Hash Key First",
        key: Array(repeating: 0xAA, count: 131))
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }

  @Test("another key gives another name")
  func keyMatters() {
    #expect(KeyedHash.digits(10, of: "u1", key: [1]) != KeyedHash.digits(10, of: "u1", key: [2]))
    #expect(KeyedHash.digits(10, of: "u1", key: [1]).count == 10)
  }
}
