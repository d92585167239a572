/// The README of a simulated folder: what its tables hold and how they were made, not what is true
/// in them.
struct FolderReadme {
  let name: String
  let seed: UInt64
  let scale: Int
  /// How many users there are at that scale.
  let users: Int
  let introduction: String
  /// One item a table.
  let columns: String
  /// Who and what is invented: `no person and no company`.
  let unreal: String
  let caveats: String

  func text(_ tables: [WrittenTable]) -> String {
    let files = tables.map { "| `\($0.name).csv` | \($0.rows) | `\($0.sha256)` |" }
    let size = scale == 1 ? "" : " --users \(users)"
    return """
      # \(name)

      \(introduction)

      | file | rows | SHA-256 |
      |---|---|---|
      \(files.joined(separator: "\n"))

      ## Tables
      \(columns)

      ## Source
      None of this happened: \(unreal) is real. It was made by

          opsbook simulate \(name) --seed \(seed)\(size) -o FOLDER

      which writes the same bytes on every machine. Numbers that the lessons ask for are planted as
      exact counts; the seed decides only who and when. `--sealed` writes them beside the tables.

      ## Licence
      Apache-2.0, the Opsbook authors, as the program itself.

      ## Caveats
      \(caveats)

      """
  }
}
