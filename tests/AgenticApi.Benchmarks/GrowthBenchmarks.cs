using AgenticApi.Benchmarks.Contenders;
using AgenticApi.Benchmarks.Growth;
using BenchmarkDotNet.Attributes;

namespace AgenticApi.Benchmarks;

/// <summary>A million deltas in messages of different lengths, and a long stream with snapshots.</summary>
[InProcess] // As in StreamBenchmarks.
[MemoryDiagnoser]
public class GrowthBenchmarks
{
    /// <summary>What is folded.</summary>
    [ParamsSource(nameof(Works))]
    public string Work { get; set; } = "";

    /// <summary>The names of all that can be folded.</summary>
    public static IEnumerable<string> Works => All.Select(contender => contender.Name);

    private static IReadOnlyList<Contender> All { get; } = [.. DeltaCost.Contenders(), .. Snapshots.Contenders()];

    /// <summary>Folds it.</summary>
    [Benchmark]
    public void Fold() => All.First(contender => contender.Name == Work).Pass();
}
