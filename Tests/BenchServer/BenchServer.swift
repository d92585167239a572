import Foundation
import Reporting

/// Answers the benchmark's items: prints `ready`, then one line of JSON for each item line.
///
/// Exits with 2 where it is not called as it should be, or the dataset cannot be opened.
@main
enum BenchServer {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 4 else {
      refuse("usage: benchserver DATASET ITEMS.json CACHE")
    }
    do {
      let text = try Data(contentsOf: URL(fileURLWithPath: arguments[2]))
      let items = try JSONDecoder().decode([BenchItem].self, from: text)
      let session = try BenchSession(dataset: arguments[1], cacheFolder: arguments[3])
      serve(items, session)
    } catch let error as Diagnostic {
      refuse("\(error.code) \(error.message.english)")
    } catch {
      refuse("\(error)")
    }
  }

  private static func serve(_ items: [BenchItem], _ session: BenchSession) {
    var session = session
    say("ready")
    while let line = readLine() {
      do throws(BenchFault) {
        guard let item = items.first(where: { $0.item == line }) else {
          throw BenchFault("no item '\(line)'")
        }
        say(try JSON.text(try session.measure(item)))
      } catch {
        say((try? JSON.text(error)) ?? #"{"err":"no text"}"#)
      }
    }
  }

  private static func say(_ line: String) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
  }

  private static func refuse(_ text: String) -> Never {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
    exit(2)
  }
}

/// One line of JSON.
private enum JSON {
  static func text(_ value: some Encodable) throws(BenchFault) -> String {
    do {
      return String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    } catch {
      throw BenchFault("\(error)")
    }
  }
}
