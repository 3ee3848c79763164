namespace AgenticApi.Benchmarks.Contenders;

/// <summary>One way to do the work.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Units">How many events, bodies or deltas a pass goes over.</param>
/// <param name="Pass">Does all of the work once.</param>
internal sealed record Contender(string Name, double Units, Action Pass);
