using AgenticApi.Benchmarks.Contenders;
using BenchmarkDotNet.Attributes;

namespace AgenticApi.Benchmarks;

/// <summary>All recorded blocking bodies, once an operation.</summary>
[InProcess] // As in StreamBenchmarks.
[MemoryDiagnoser]
public class BodyBenchmarks
{
    private Corpus _corpus = null!;
    private OpenAIPackage _package = null!;

    /// <summary>Loads the recordings.</summary>
    [GlobalSetup]
    public void Load()
    {
        _corpus = Corpus.Load();
        _package = new OpenAIPackage(_corpus);
    }

    /// <summary>The framework's parser, nothing kept.</summary>
    [Benchmark(Baseline = true)]
    public void FloorJsonDocument() => Floor.Bodies(_corpus);

    /// <summary>The response of each body.</summary>
    [Benchmark]
    public void OursFromJson() => Ours.Bodies(_corpus);

    /// <summary>The OpenAI package's response of each body.</summary>
    [Benchmark]
    public void OpenAIPackageResult() => _package.Bodies();
}
