import CLibEdit
import Dispatch
import Foundation

/// Ctrl-C and changes of the window's size, as something that can be waited for.
///
/// From the first relay of a signal on, that signal no longer ends the program. It calls its
/// action on a background queue and wakes whoever waits on the bell.
final class SignalRelay {
  let bell: Bell
  private let sources: [any DispatchSourceSignal]

  init(bell: Bell, _ actions: [Int32: @Sendable () -> Void]) {
    self.bell = bell
    sources = actions.map { number, action in
      if number != SIGWINCH { signal(number, SIG_IGN) }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        action()
        bell.ring()
      }
      source.resume()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
  }
}

/// A pipe that wakes a thread which waits for input as well.
final class Bell: Sendable {
  /// Becomes readable when the bell was rung; -1 where no pipe could be had.
  let descriptor: Int32
  private let writer: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
    }
    descriptor = ends[0]
    writer = ends[1]
  }

  deinit {
    for end in [descriptor, writer] where end >= 0 { close(end) }
  }

  func ring() {
    var byte: UInt8 = 1
    _ = write(writer, &byte, 1)
  }

  /// Takes note of all rings so far; whether there was one.
  func drain() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 64)
    var rang = false
    while read(descriptor, &bytes, bytes.count) > 0 { rang = true }
    return rang
  }
}
