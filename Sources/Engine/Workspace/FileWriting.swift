import Reporting

/// How a command writes a file, so that nothing below the program knows of files.
public struct FileWriting: Sendable {
  /// Writes the bytes to a path at once or not at all.
  ///
  /// Throws E524 where something is there that this session did not write and that must not be
  /// replaced, E532 where it cannot be written.
  public let write:
    @Sendable (_ bytes: [UInt8], _ path: String, _ replaces: Bool)
      throws(Diagnostic) -> Void

  public init(
    write:
      @escaping @Sendable (_ bytes: [UInt8], _ path: String, _ replaces: Bool)
      throws(Diagnostic) -> Void
  ) {
    self.write = write
  }
}
