import Export
import Foundation
import Reporting

/// The truths of a simulated dataset in a form that nobody reads by accident.
///
/// The file is text. Its first line is `opsbook-truths 1 CHECKSUM`, where `CHECKSUM` is FNV-1a with
/// 64 bits (Fowler, Noll and Vo) of the JSON below as 16 hexadecimal digits; then follows that JSON
/// as Base64 (RFC 4648, section 4) in lines of 76 characters:
/// `{"dataset","seed","scale","truths":[{"id","en","zh","figures":[{"name","value"}]}]}`.
/// The seed is a text, as it may be larger than what JSON readers keep exactly. This hides answers
/// from a learner's eyes; it is no secret from anyone who wants to know.
public struct SealedTruths: Hashable, Sendable {
  /// The name that such a file has in the folder of its dataset.
  public static let file = "truths.sealed"
  private static let mark = "opsbook-truths 1 "

  public let dataset: String
  public let seed: UInt64
  public let scale: Int
  public let truths: [Truth]

  public init(dataset: String, seed: UInt64, scale: Int, truths: [Truth]) {
    self.dataset = dataset
    self.seed = seed
    self.scale = scale
    self.truths = truths
  }

  /// The whole text of the file, always the same for the same truths.
  public var text: String {
    let bytes = Array(json.written().utf8)
    var lines = [Self.mark + Self.checksum(bytes)]
    var rest = Data(bytes).base64EncodedString()[...]
    while !rest.isEmpty {
      lines.append(String(rest.prefix(76)))
      rest = rest.dropFirst(76)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Writes the file `truths.sealed` into a folder.
  ///
  /// Throws E532.
  public func write(into folder: String) throws(Diagnostic) {
    try TextFile.write(text, to: folder + "/" + Self.file)
  }

  /// Reads the file at a path.
  ///
  /// Throws E501 where it cannot be read, E505 where it is no such file or damaged.
  public static func read(_ path: String) throws(Diagnostic) -> SealedTruths {
    guard let content = FileManager.default.contents(atPath: path) else {
      throw .unreadableTruths(path)
    }
    guard let truths = SealedTruths(text: String(decoding: content, as: UTF8.self)) else {
      throw .damagedTruths(path)
    }
    return truths
  }

  /// Nil where the text is not of this form or its sum does not match.
  init?(text: String) {
    let lines = text.split(separator: "\n").map { $0.hasSuffix("\r") ? $0.dropLast() : $0 }
    guard let first = lines.first, first.hasPrefix(Self.mark),
      let data = Data(base64Encoded: lines.dropFirst().joined())
    else { return nil }
    let bytes = Array(data)
    guard first.dropFirst(Self.mark.count) == Self.checksum(bytes),
      let json = try? JSONValue(parsing: String(decoding: bytes, as: UTF8.self))
    else { return nil }
    self.init(json: json)
  }

  private static func checksum(_ bytes: [UInt8]) -> String {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(sum, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension SealedTruths {
  private var json: JSONValue {
    .object([
      .init("dataset", .text(dataset)), .init("seed", .text(String(seed))),
      .init("scale", .int(scale)),
      .init(
        "truths",
        .list(
          truths.map { truth in
            .object([
              .init("id", .text(truth.id)), .init("en", .text(truth.statement.english)),
              .init("zh", .text(truth.statement.chinese)),
              .init(
                "figures",
                .list(
                  truth.figures.map {
                    .object([.init("name", .text($0.name)), .init("value", .real($0.value))])
                  })),
            ])
          })),
    ])
  }

  private init?(json: JSONValue) {
    guard let dataset = json["dataset"]?.textValue,
      let seed = json["seed"]?.textValue.flatMap({ UInt64($0) }),
      let scale = json["scale"]?.intValue, case .list(let list)? = json["truths"]
    else { return nil }
    let truths = list.compactMap(Self.truth)
    guard truths.count == list.count else { return nil }
    self.init(dataset: dataset, seed: seed, scale: scale, truths: truths)
  }

  private static func truth(_ json: JSONValue) -> Truth? {
    guard let id = json["id"]?.textValue, let english = json["en"]?.textValue,
      let chinese = json["zh"]?.textValue, case .list(let list)? = json["figures"]
    else { return nil }
    let figures = list.compactMap { figure -> Truth.Figure? in
      guard let name = figure["name"]?.textValue, let value = figure["value"]?.realValue else {
        return nil
      }
      return Truth.Figure(name, value)
    }
    guard figures.count == list.count else { return nil }
    return Truth(id, Phrase(english, chinese), figures)
  }
}

extension Diagnostic {
  fileprivate static func unreadableTruths(_ path: String) -> Diagnostic {
    Diagnostic(
      "E501", Phrase("cannot read the truths '\(path)'", "无法读取真值文件 '\(path)'"), at: nil,
      notes: [Self.sealing])
  }

  fileprivate static func damagedTruths(_ path: String) -> Diagnostic {
    Diagnostic(
      "E505",
      Phrase(
        "expected sealed truths in '\(path)', found something else or a damaged file",
        "'\(path)' 应为封存的真值文件，实际是其他内容或已损坏"), at: nil, notes: [Self.sealing])
  }

  private static let sealing = Phrase(
    "write them anew: opsbook simulate shop --sealed -o DIR",
    "重新生成：opsbook simulate shop --sealed -o 目录")
}
