using AgenticApi.Benchmarks.Contenders;
using AgenticApi.Benchmarks.Measuring;

namespace AgenticApi.Benchmarks.Growth;

/// <summary>What memory is taken and held.</summary>
/// <param name="Fold">The whole fold over the corpus.</param>
internal sealed record Memory(Contender Fold) : Part
{
    public override PartResult Measure(TimeSpan time, Random random)
    {
        // The peak first: what other work leaves in the pools would be memory that the fold need not allocate. The short one warms up.
        PeakMemory.OfFold(10_000);
        var memory = PeakMemory.OfFold(DeltaCost.Deltas);
        var held = OpenStreams.BytesHeld();
        var rested = time == TimeSpan.Zero || WarmUp.Run([Fold]);
        var text = (double)LongMessage.Characters(DeltaCost.Deltas) * sizeof(char);
        return new("Memory", "", rested, [],
        [
            new(new("bytes that the whole fold allocates for an event", AtMost: 105), Allocated.By(Fold.Pass) / Fold.Units),
            new(new("bytes that one of 10,000 open streams holds beyond its text", AtMost: 2560), held),
            new(new("peak memory of 1,000,000 deltas over their text in UTF-16", AtMost: 4), memory.Peak / text),
            new(new("allocated for 1,000,000 deltas, over their text in UTF-16"), memory.Allocated / text),
            new(new("remaining of 1,000,000 deltas, over their text in UTF-16"), memory.Remains / text),
        ]);
    }
}
