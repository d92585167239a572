import Digest
import Engine
import Foundation
import Reporting
import Synchronization

/// The secret of this machine that ids are hashed with: 32 random bytes that only their owner can
/// read, made when they are first needed.
///
/// Ids are short, so that whoever knew the secret could try them all.
struct MachineSalt {
  static let length = 32

  let path: String

  init(_ surroundings: Surroundings) { path = surroundings.stateFolder + "/salt" }

  /// Hashes ids with the secret; says where it could not be kept.
  var pseudonym: Pseudonym {
    let salt = Lazy(path)
    return Pseudonym(notice: { salt.value.notice }) { id in
      "u_" + KeyedHash.digits(10, of: id, key: salt.value.bytes)
    }
  }

  /// The bytes, read or made when they are first asked for.
  private final class Lazy: Sendable {
    private let path: String
    private let kept = Mutex<(bytes: [UInt8], notice: Phrase?)?>(nil)

    init(_ path: String) { self.path = path }

    var value: (bytes: [UInt8], notice: Phrase?) {
      kept.withLock { kept in
        if let kept { return kept }
        let made = MachineSalt.read(path) ?? MachineSalt.make(path)
        kept = made
        return made
      }
    }
  }

  private static func read(_ path: String) -> (bytes: [UInt8], notice: Phrase?)? {
    guard let bytes = FileManager.default.contents(atPath: path), bytes.count >= length else {
      return nil
    }
    return (Array(bytes), nil)
  }

  private static func make(_ path: String) -> (bytes: [UInt8], notice: Phrase?) {
    var random = SystemRandomNumberGenerator()
    let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    if keep(bytes, at: path) { return (bytes, nil) }
    // Another session may have made it in the same moment.
    if let theirs = read(path) { return theirs }
    return (
      bytes,
      Phrase(
        "the secret for hashed ids could not be kept in \(path): another session will show other"
          + " names",
        "无法把标识哈希所用的密钥保存到 \(path)：下次会话中的代号会不同")
    )
  }

  /// Written under another name first, so that nobody ever reads half of it; the first one stays.
  private static func keep(_ bytes: [UInt8], at path: String) -> Bool {
    let temporary = "\(path).\(getpid())"
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    defer { unlink(temporary) }
    let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    let isWhole = written == bytes.count && fsync(file) == 0
    close(file)
    return isWhole && link(temporary, path) == 0
  }
}
