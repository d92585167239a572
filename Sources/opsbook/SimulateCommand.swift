import ArgumentParser
import Charts
import Reporting
import Simulation

/// `opsbook simulate`: makes a dataset whose truths are known.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Make a dataset whose truths are known 生成真值已知的数据集",
    discussion: """
      The same dataset, seed and number of users give the same bytes everywhere. A folder that \
      holds anything but a simulated dataset is left alone.
      """)

  /// What the counts of events and sessions at this many users still fit.
  private static let mostUsers = 100_000_000

  @OptionGroup var common: CommonOptions

  @ArgumentParser.Argument(
    help: "\(Simulations.all.map { $0.name }.joined(separator: ", ")).")
  var dataset: String

  @Option(
    parsing: .unconditional,
    help: "What decides who and when: a whole number; 42 is what the program ships with.")
  var seed = "42"

  @Option(
    parsing: .unconditional,
    help: "About how many users: rounded to a multiple of the shipped number.")
  var users: String?

  @Flag(help: "Write the truths beside the tables, hidden from passing eyes.")
  var sealed = false

  @Option(name: [.customShort("o"), .long], help: "The folder to write into.")
  var output: String

  func run() async throws {
    let surroundings = Surroundings()
    let voice = Voice(
      traits: common.traits(surroundings), language: common.language(surroundings),
      isASCII: common.ascii)
    do throws(Diagnostic) {
      try write(voice)
    } catch {
      voice.complain(error)
      throw Self.usageCodes.contains(error.code) ? ProgramStatus.usage : .statementFailed
    }
  }

  private static let usageCodes: Set = ["E524", "E525", "E529", "E532"]

  private func write(_ voice: Voice) throws(Diagnostic) {
    guard let type = Simulations.named(dataset) else { throw unknownDataset }
    guard let seed = UInt64(seed) else {
      throw Self.badNumber(
        "--seed", found: seed, Phrase("a whole number from 0", "从 0 起的整数"), example: "--seed 42")
    }
    var scale = 1
    if let users {
      guard let count = Int(users), (1...Self.mostUsers).contains(count) else {
        throw Self.badNumber(
          "--users", found: users,
          Phrase("a whole number from 1 to \(Self.mostUsers)", " 1 到 \(Self.mostUsers) 的整数"),
          example: "--users \(type.users * 10)")
      }
      scale = Simulations.scale(of: type, users: count)
      if scale * type.users != count {
        voice.narrate([
          Phrase(
            "rounded to \(scale * type.users) users, \(scale) × \(type.users)",
            "取整为 \(scale * type.users) 名用户，即 \(scale) × \(type.users)")
        ])
      }
    }
    let tables = try Simulations.write(
      type, seed: seed, scale: scale, isSealed: sealed, into: output)
    voice.say(lines(tables).flatMap { voice.printer.lines($0) })
  }

  private func lines(_ tables: [WrittenTable]) -> [Phrase] {
    let width = tables.map { $0.name.count }.max() ?? 0
    let digits = tables.map { String($0.rows).count }.max() ?? 0
    let folder = Escaping.visible(output)
    var lines = [
      Phrase(
        "wrote \(dataset), seed \(seed), to \(folder)", "已写入 \(dataset)（种子 \(seed)）：\(folder)")
    ]
    lines += tables.map { table in
      let name = table.name + String(repeating: " ", count: width - table.name.count)
      let rows = String(table.rows)
      let count = String(repeating: " ", count: digits - rows.count) + rows
      return Phrase("  \(name)  \(count) rows", "  \(name)  \(count) 行")
    }
    lines.append(Phrase("look at it: opsbook \(folder)", "打开：opsbook \(folder)"))
    return lines
  }

  private var unknownDataset: Diagnostic {
    let names = Simulations.all.map { $0.name }.joined(separator: ", ")
    let shown = Escaping.visible(String(dataset.prefix(100)))
    return Diagnostic(
      "E529",
      Phrase("unknown dataset '\(shown)'; expected \(names)", "未知数据集 '\(shown)'；应为 \(names)"),
      at: nil,
      notes: [Phrase(verbatim: "opsbook simulate shop -o /tmp/shop")])
  }

  private static func badNumber(
    _ option: String, found: String, _ expected: Phrase, example: String
  ) -> Diagnostic {
    let shown = Escaping.visible(String(found.prefix(100)))
    return Diagnostic(
      "E525",
      Phrase(
        "expected \(expected.english) after \(option), found '\(shown)'",
        "\(option) 之后应为\(expected.chinese)，实为 '\(shown)'"), at: nil,
      notes: [Phrase("for example: \(example)", "例如：\(example)")])
  }
}
