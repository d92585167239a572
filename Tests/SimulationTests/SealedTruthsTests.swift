import Foundation
import Reporting
import Testing

@testable import Simulation

@Suite("sealed truths")
struct SealedTruthsTests {
  static let sealed = SealedTruths(
    dataset: "shop", seed: .max, scale: 2,
    truths: [
      Truth("SH1", Phrase("a funnel", "漏斗"), [.init("paid in Q1", 550), .init("rate", 0.08)])
    ])

  @Test("come back from their file as they were")
  func roundTrip() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "sealed-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Self.sealed.write(into: folder)
    #expect(try SealedTruths.read(folder + "/truths.sealed") == Self.sealed)
  }

  @Test("cannot be read in passing")
  func hidden() {
    for word in ["550", "0.08", "funnel", "漏斗", "SH1"] {
      #expect(!Self.sealed.text.dropFirst(33).contains(word))
    }
  }

  @Test("are refused where a character was changed, is missing, or nothing is there")
  func damage() {
    let text = Self.sealed.text
    #expect(SealedTruths(text: text) != nil)
    #expect(SealedTruths(text: String(text.dropLast(6))) == nil)
    for place in stride(from: 0, to: text.count - 2, by: 7) {
      var letters = Array(text)
      letters[place] = letters[place] == "A" ? "B" : "A"
      #expect(SealedTruths(text: String(letters)) == nil, "changed at \(place)")
    }
    #expect(SealedTruths(text: "") == nil)
  }

  @Test("say why a file cannot be read")
  func refusals() {
    #expect(throws: Diagnostic.self) { try SealedTruths.read("/nowhere/truths.sealed") }
  }
}
