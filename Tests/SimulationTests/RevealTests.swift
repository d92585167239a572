import Commands
import Engine
import Foundation
import Language
import Reporting
import Simulation
import Testing
import Verbs

@Suite("revealing planted truths")
struct RevealTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "opsbook-reveal-\(UUID().uuidString)"
  ).path

  private func workspace() throws -> Workspace {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let truths = [
      Truth("SH1", Phrase("sign-ups grow by 20%", "注册数增长 20%"), [Truth.Figure("growth", 0.2)]),
      Truth(
        "SH2", Phrase("orders and buyers", "订单与买家"),
        [Truth.Figure("orders", 550), Truth.Figure("buyers", 0)]),
    ]
    try SealedTruths(dataset: "toy", seed: 1, scale: 1, truths: truths).write(into: folder)
    return Workspace(
      catalogue: Catalogue(verbs: StandardVerbs.all, commands: StandardCommands.all),
      access: DatasetAccess { _, _ throws(Diagnostic) in
        throw Diagnostic("E400", Phrase("no files", "没有文件"), at: nil)
      })
  }

  private func lines(_ text: String, _ workspace: inout Workspace) -> [String] {
    let outcome = workspace.run(text, interrupt: Interrupt()).last
    let table = outcome?.answer?.tables.first
    return table?.rows.compactMap { $0[0].textValue }
      ?? (outcome?.diagnostics.map(\.code) ?? [])
  }

  @Test("the list hides what would give an estimate away until it was made")
  func list() throws {
    var workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var text = lines("reveal \(folder)/", &workspace).joined(separator: "\n")
    #expect(text.contains("SH1  sign-ups grow by"))
    #expect(!text.contains("20%") && !text.contains("550"))
    text = lines("reveal \(folder)/ SH1", &workspace).joined(separator: "\n")
    #expect(text.contains("SH1.1  growth") && !text.contains("20%") && !text.contains("0.2"))
    #expect(workspace.revealed.isEmpty)
    text = lines("揭晓 \(folder)/ sh1 20%", &workspace).joined(separator: "\n")
    #expect(text.contains("within 1%") && text.contains("0.2000"))
    #expect(lines("reveal \(folder)/", &workspace)[0] == "SH1  sign-ups grow by 20%  (revealed)")
  }

  @Test("estimates are told to be within 1%, within 5%, or off")
  func verdicts() throws {
    var workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func verdict(_ estimate: String) -> String {
      lines("reveal \(folder)/ \(estimate)", &workspace).last ?? ""
    }
    #expect(verdict("SH2.1 550").contains("within 1%"))
    #expect(verdict("SH2.orders 570").contains("within 5%"))
    #expect(verdict("SH2.1 700").contains("off"))
    #expect(verdict("SH2.2 0").contains("within 1%"))
    #expect(verdict("SH2.2 1").contains("off"))
    let shown = lines("reveal \(folder)/ SH2.1 572", &workspace)
    #expect(shown.contains("  difference  +22 (+4.00%)"))
    #expect(lines("reveal \(folder)/ SH2 now", &workspace).contains("  orders: 550"))
  }

  @Test("what cannot be revealed says so")
  func refusals() throws {
    var workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(lines("reveal \(folder)/ SH9 1", &workspace) == ["E551"])
    #expect(lines("reveal \(folder)/ SH2 1", &workspace) == ["E552"])
    #expect(lines("reveal \(folder)/ SH2.7 1", &workspace) == ["E552"])
    #expect(lines("reveal \(folder)/ SH1 many", &workspace) == ["E553"])
    #expect(lines("reveal /nowhere/", &workspace) == ["E550"])
    #expect(lines("reveal", &workspace) == ["E402"])
  }
}
