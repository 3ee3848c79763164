namespace AgenticApi.Benchmarks.Measuring;

/// <summary>What one contender took for one unit.</summary>
/// <param name="Name">The contender.</param>
/// <param name="Nanoseconds">Of processor time.</param>
/// <param name="OverFirst">The time over the first contender's in the same round.</param>
/// <param name="Bytes">Allocated on the thread that measures.</param>
internal sealed record ContenderResult(string Name, double Nanoseconds, double OverFirst, double Bytes);
