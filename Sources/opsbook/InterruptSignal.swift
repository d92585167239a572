import Engine
import Foundation

/// Ctrl-C raises the interrupt of the running query instead of ending the program.
struct InterruptSignal {
  private let source: any DispatchSourceSignal

  init(_ interrupt: Interrupt) {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { interrupt.raise() }
    source.resume()
  }

  func cancel() { source.cancel() }
}
