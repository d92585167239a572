import Reporting

/// Whole numbers of some width, as they lie in a column.
public typealias Packed = FixedWidthInteger & BitwiseCopyable & Sendable

/// One pass over the events of users, a stretch of users at a time, on all cores.
public protocol EventKernel: Sendable {
  /// What a stretch gives.
  associatedtype Part: Sendable

  func part<Code: Packed, Instant: Packed>(
    of users: Range<Int>, in columns: RawColumns<Code, Instant>
  ) -> Part
}

/// The columns that every kernel reads, as they lie.
public struct RawColumns<Code: Packed, Instant: Packed>: Sendable {
  // Nobody writes to them, and the columns beside them keep them alive.
  /// The event code of each row.
  public nonisolated(unsafe) let codes: UnsafePointer<Code>
  /// The instant of each row in ticks: `zero + scale * tick` milliseconds since 1970 UTC.
  public nonisolated(unsafe) let ticks: UnsafePointer<Instant>
  @usableFromInline nonisolated(unsafe) let offsets: UnsafePointer<UInt32>
  public let zero: Int64
  public let scale: Int64
  @usableFromInline let owners: [any AnyObject & Sendable]

  @inlinable
  init(
    _ codes: Column<Code>, _ ticks: Column<Instant>, _ offsets: Column<UInt32>, zero: Int64,
    scale: Int64
  ) {
    self.codes = codes.base
    self.ticks = ticks.base
    self.offsets = offsets.base
    self.zero = zero
    self.scale = scale
    owners = [codes.owner, ticks.owner, offsets.owner]
  }

  /// The rows of one user, in order of time.
  @inlinable
  public func rows(of user: Int) -> Range<Int> {
    // A file that contradicts itself gives no rows rather than a trap.
    let (start, end) = (Int(offsets[user]), Int(offsets[user + 1]))
    return start..<max(start, end)
  }

  @inlinable
  public func tick(_ row: Int) -> Int64 { Int64(truncatingIfNeeded: ticks[row]) }

  /// Milliseconds since 1970 UTC.
  @inlinable
  public func instant(ofTick tick: Int64) -> Int64 { zero &+ scale &* tick }

  /// The first tick at or after an instant; the ends of all time stay what they are.
  @inlinable
  public func tick(notBefore instant: Int64) -> Int64 {
    if instant == .max || instant == .min { return instant }
    let (after, overflow) = instant.subtractingReportingOverflow(zero)
    if overflow { return instant > zero ? .max : .min }
    let whole = after / scale
    return after % scale > 0 ? whole + 1 : whole
  }
}

extension EventLog {
  /// What a kernel gives for each stretch of users, in order.
  ///
  /// - Parameter most: how many stretches at most, where each gives much.
  ///
  /// Throws E590 once interrupted.
  @inlinable
  public func parts<Kernel: EventKernel>(
    of kernel: Kernel, most: Int = .max, _ interrupt: Interrupt
  ) throws(Diagnostic) -> [Kernel.Part] {
    let ranges = UserRanges(of: self, most: most)
    let offsets = self.offsets
    switch (codes.storage, times.storage) {
    case (.narrow(let codes), .seconds(let ticks, let base)):
      let raw = RawColumns(codes, ticks, offsets, zero: base, scale: 1000)
      return try ranges.map(interrupt) { kernel.part(of: $0, in: raw) }
    case (.narrow(let codes), .milliseconds(let ticks)):
      let raw = RawColumns(codes, ticks, offsets, zero: 0, scale: 1)
      return try ranges.map(interrupt) { kernel.part(of: $0, in: raw) }
    case (.wide(let codes), .seconds(let ticks, let base)):
      let raw = RawColumns(codes, ticks, offsets, zero: base, scale: 1000)
      return try ranges.map(interrupt) { kernel.part(of: $0, in: raw) }
    case (.wide(let codes), .milliseconds(let ticks)):
      let raw = RawColumns(codes, ticks, offsets, zero: 0, scale: 1)
      return try ranges.map(interrupt) { kernel.part(of: $0, in: raw) }
    }
  }
}
