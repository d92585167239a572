#if canImport(CryptoKit)
  import CryptoKit
#else
  import CDigest
#endif

/// SHA-256 (FIPS 180-4) of bytes taken in piece by piece, computed by the system's library:
/// CryptoKit on macOS, libmd elsewhere.
public struct SHA256 {
  #if canImport(CryptoKit)
    private var state = CryptoKit.SHA256()
  #else
    private var state = SHA2_CTX()
  #endif

  public init() {
    #if !canImport(CryptoKit)
      SHA256Init(&state)
    #endif
  }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    #if canImport(CryptoKit)
      state.update(bufferPointer: bytes)
    #else
      guard let start = bytes.baseAddress else { return }
      SHA256Update(&state, start.assumingMemoryBound(to: UInt8.self), bytes.count)
    #endif
  }

  /// The 32 bytes of the hash of all that was taken in.
  public func bytes() -> [UInt8] {
    #if canImport(CryptoKit)
      return Array(state.finalize())
    #else
      // Closing the hash changes its state, so a copy is closed.
      var state = state
      var digest = [UInt8](repeating: 0, count: 32)
      SHA256Final(&digest, &state)
      return digest
    #endif
  }

  /// The hash as 64 lower-case hexadecimal digits.
  public func hexadecimal() -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// The hash of a text's UTF-8, as 64 hexadecimal digits.
  public static func hexadecimal(of text: String) -> String {
    var hash = SHA256()
    Array(text.utf8).withUnsafeBytes { hash.update($0) }
    return hash.hexadecimal()
  }
}
