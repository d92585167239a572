/// The first bytes of a column file.
///
/// 0 magic, 8 version, 12 byte order, 16 length of the file, 24 offset, 32 length and 40 checksum
/// of the layout, 48 size and 56 change counter of the database, 64 content hash, 96 checksum of
/// all before it. Numbers lie as the machine has them; the byte order tells a file of another.
struct ColumnHeader {
  static let magic = Array("OPSBKCOL".utf8)
  static let version: UInt32 = 1
  static let byteOrder: UInt32 = 0x0102_0304
  /// Where the first section may lie.
  static let size = 128

  var length: UInt64
  var layoutOffset: UInt64
  var layoutLength: UInt64
  var layoutSum: UInt64
  var stamp: ColumnStamp

  /// Why a file cannot be taken for what it should be.
  enum Fault: Error { case damaged, otherVersion }

  var bytes: [UInt8] {
    var bytes = Self.magic
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
    }
    append(Self.version)
    append(Self.byteOrder)
    for value in [length, layoutOffset, layoutLength, layoutSum, stamp.databaseSize] {
      append(value)
    }
    append(stamp.changeCounter)
    append(UInt32(0))
    bytes += Array(stamp.contentHash.utf8.prefix(32))
    append(bytes.withUnsafeBytes { BlockHash.sum($0) })
    return bytes + Array(repeating: 0, count: max(0, Self.size - bytes.count))
  }

  init(
    length: UInt64, layoutOffset: UInt64, layoutLength: UInt64, layoutSum: UInt64,
    stamp: ColumnStamp
  ) {
    self.length = length
    self.layoutOffset = layoutOffset
    self.layoutLength = layoutLength
    self.layoutSum = layoutSum
    self.stamp = stamp
  }

  init(reading bytes: UnsafeRawBufferPointer) throws(Fault) {
    guard bytes.count >= Self.size, bytes.prefix(8).elementsEqual(Self.magic) else {
      throw .damaged
    }
    func value<Value: FixedWidthInteger & BitwiseCopyable>(_ offset: Int) -> Value {
      bytes.loadUnaligned(fromByteOffset: offset, as: Value.self)
    }
    guard value(8) == Self.version, value(12) == Self.byteOrder else { throw .otherVersion }
    let before = UnsafeRawBufferPointer(rebasing: bytes[0..<96])
    guard value(96) == BlockHash.sum(before) else { throw .damaged }
    length = value(16)
    layoutOffset = value(24)
    layoutLength = value(32)
    layoutSum = value(40)
    stamp = ColumnStamp(
      contentHash: String(decoding: bytes[64..<96], as: UTF8.self), databaseSize: value(48),
      changeCounter: value(56))
  }
}
