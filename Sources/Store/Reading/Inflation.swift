import CZlib
import Reporting

/// A gzip stream, of one member or several in a row, undone as its bytes arrive.
final class Inflation {
  private var stream = z_stream()
  private var input: [UInt8] = []
  private var consumed = 0
  private var isAtMemberEnd = false

  init() {
    // 15 bits of window and 32 for a header found by itself: zlib.h, inflateInit2.
    inflateInit2_(&stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit { inflateEnd(&stream) }

  func feed(_ bytes: some Sequence<UInt8>) {
    input.removeFirst(consumed)
    consumed = 0
    input.append(contentsOf: bytes)
  }

  /// How many bytes were written to the front of `buffer`; 0 where more input is needed.
  func inflate(
    into buffer: UnsafeMutableBufferPointer<UInt8>, path: String
  ) throws(Diagnostic) -> Int {
    guard consumed < input.count else { return 0 }
    if isAtMemberEnd {
      inflateReset(&stream)
      isAtMemberEnd = false
    }
    let capacity = min(buffer.count, 1 << 30)
    var status: Int32 = Z_OK
    let available = input.count
    input.withUnsafeMutableBufferPointer { bytes in
      stream.next_in = bytes.baseAddress?.advanced(by: consumed)
      stream.avail_in = UInt32(available - consumed)
      stream.next_out = buffer.baseAddress
      stream.avail_out = UInt32(capacity)
      status = CZlib.inflate(&stream, Z_NO_FLUSH)
    }
    consumed = available - Int(stream.avail_in)
    isAtMemberEnd = status == Z_STREAM_END
    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
      throw Self.damaged(path)
    }
    let written = capacity - Int(stream.avail_out)
    // An empty member is no end of the file: go on with the next.
    if written == 0, isAtMemberEnd, consumed < input.count {
      return try inflate(into: buffer, path: path)
    }
    return written
  }

  func finish(path: String) throws(Diagnostic) {
    guard isAtMemberEnd else { throw Self.damaged(path) }
  }

  private static func damaged(_ path: String) -> Diagnostic {
    Diagnostic(
      "E504",
      Phrase(
        "expected gzip data, found '\(path)' damaged or cut short", "gzip 文件 '\(path)' 已损坏或不完整"),
      at: nil,
      notes: [
        Phrase(
          "fetch the file again; `gzip -t FILE` tells whether it is whole",
          "请重新获取该文件；`gzip -t 文件` 可检查它是否完整")
      ])
  }
}
