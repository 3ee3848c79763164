using System.Text;
using AgenticApi.Tests.Reading;

namespace AgenticApi.Tests.Folding;

/// <summary>Memory that is rented to read an answer is returned at its end.</summary>
public class FoldMemoryTests
{
    private static readonly string Long = new('x', 5_000);
    private static readonly string Logprobs = ",\"logprobs\":[{\"token\":\"x\",\"logprob\":-1}]}";

    public static TheoryData<string, string[]> Streams => new()
    {
        {
            "a whole message",
            [
                Wire.Created, Wire.InProgress, Wire.Added(0, Wire.EmptyMessage("m")), Wire.PartAdded(0, id: "m"), Wire.Text(0, Long, id: "m"),
                Wire.TextDone(0, Long, id: "m"), Wire.PartDone(0, Long, id: "m"), Wire.Done(0, Wire.Message("m", Long)), Wire.Completed(Wire.Message("m", Long)),
            ]
        },
        { "deltas alone", [Wire.Text(0, Long, id: "m"), Wire.Reasoning(1, Long, "rs"), Wire.Arguments(2, Long, "f")] },
        { "an item that says more in each event", [Wire.Created, Wire.Added(0, Wire.Message("m", "a", "in_progress")), Wire.Text(0, Long, id: "m"), Wire.Text(0, "x", id: "m")[..^2] + Logprobs, Wire.Done(0, Wire.Message("other", "b")), Wire.Completed(Wire.Message("third", "c"))] },
        { "a call that is cut off", [Wire.Created, Wire.Added(0, Wire.Call("f", "c", "n")), Wire.Arguments(0, Long, "f")] },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void Memory_is_returned_when_the_stream_was_read(string what, string[] events)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', events));
        using var log = new PoolLog();

        Fold.Bytes(bytes);

        log.Rented.Should().NotBeEmpty();
        log.Returned.Should().BeEquivalentTo(log.Rented, what);
    }
}
