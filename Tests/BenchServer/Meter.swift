import Foundation

/// What the process has spent, read from the system.
enum Meter {
  /// Seconds on the wall and of all cores.
  struct Reading {
    let wall: Double
    let cpu: Double

    static func - (left: Reading, right: Reading) -> Reading {
      Reading(wall: left.wall - right.wall, cpu: left.cpu - right.cpu)
    }
  }

  static var now: Reading {
    Reading(wall: seconds(CLOCK_MONOTONIC), cpu: seconds(CLOCK_PROCESS_CPUTIME_ID))
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Lets the greatest memory begin anew; only Linux can.
  static func forgetPeak() {
    let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs")
    try? file?.write(contentsOf: Data("5".utf8))
  }

  /// The greatest resident memory in MB, since `forgetPeak` where the system can tell.
  static var peakMegabytes: Double {
    #if os(macOS)
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / 1_048_576
    #else
      let file = FileHandle(forReadingAtPath: "/proc/self/status")
      let status = (try? file?.readToEnd()) ?? Data()
      let line = String(decoding: status, as: UTF8.self).split(separator: "\n")
        .first { $0.hasPrefix("VmHWM:") }
      let kilobytes = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
      return Double(kilobytes ?? 0) / 1024
    #endif
  }
}
