using AgenticApi.Benchmarks.Contenders;
using BenchmarkDotNet.Attributes;

namespace AgenticApi.Benchmarks;

/// <summary>All recorded event streams, once an operation.</summary>
[InProcess] // The project that BenchmarkDotNet would generate inherits this repository's rules and does not keep them.
[MemoryDiagnoser]
public class StreamBenchmarks
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

    /// <summary>Every frame found and every token seen, nothing kept.</summary>
    [Benchmark(Baseline = true)]
    public void FloorTokens() => Floor.Streams(_corpus);

    /// <summary>Typed events, none kept.</summary>
    [Benchmark]
    public void OursTypedEvents() => Ours.TypedEvents(_corpus);

    /// <summary>The whole fold.</summary>
    [Benchmark]
    public void OursWholeFold() => Ours.WholeFold(_corpus);

    /// <summary>The whole fold, and its text.</summary>
    [Benchmark]
    public void OursWholeFoldAndText() => Ours.WholeFoldAndText(_corpus);

    /// <summary>Typed events from framed messages, each added.</summary>
    [Benchmark]
    public void OursParseAndAdd() => Ours.ParseAndAdd(_corpus);

    /// <summary>Framed messages added as bytes.</summary>
    [Benchmark]
    public void OursAddBytes() => Ours.AddBytes(_corpus);

    /// <summary>The OpenAI package's updates, not folded.</summary>
    [Benchmark]
    public void OpenAIPackageParsing() => _package.Streams();

    /// <summary>A fold over JsonNode as it is written by hand.</summary>
    [Benchmark]
    public void JsonNodeByHand() => JsonNodeFold.Streams(_corpus);
}
