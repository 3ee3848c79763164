using AgenticApi.Fuzzing.Generation;

namespace AgenticApi.Fuzzing.Promises;

/// <summary>What an input is, read without the library.</summary>
internal sealed class InputFacts
{
    // The library allows 64; what stays this far below never touches the bound, whichever brackets it counts.
    private const int Shallow = 55;

    public InputFacts(FuzzInput input)
    {
        IsDeep = DepthOf(input.Bytes) > Shallow;
        Framing = WireEvents.FramingOf(input.Bytes);
        var isClean = true;
        var events = input.IsBody ? [new WireEvent("", WithoutMark(input.Bytes))] : WireEvents.Split(input.Bytes, out isClean);
        IsClean = isClean;
        Events = [.. events.Select(e => new EventFact(e))];
    }

    public WireFraming Framing { get; }

    /// <summary>Whether the framework's readers find the end of every event without a doubt.</summary>
    public bool IsClean { get; }

    /// <summary>Whether some JSON may nest as deep as the library's limit.</summary>
    public bool IsDeep { get; }

    public IReadOnlyList<EventFact> Events { get; }

    /// <summary>Whether the stream begins with an event or response as it should be; then reading never throws.</summary>
    public bool BeginsValid => Events.Count > 0 && Events[0] is { IsObject: true } first && (first.IsKnown || first.IsBare);

    /// <summary>Whether any event might end the response: so where it cannot be told.</summary>
    public bool MayEnd => !IsClean || Events.Any(e => e.MayEnd);

    /// <summary>Whether every <c>sequence_number</c> is a whole number above the one before: then no event can count as a repetition.</summary>
    public bool IsInOrder
    {
        get
        {
            var last = -1L;
            foreach (var e in Events)
            {
                if (!e.IsObject || e.Member("sequence_number") is not { } value)
                {
                    continue;
                }

                if (value.ValueKind != System.Text.Json.JsonValueKind.Number || !value.TryGetInt64(out var number) || number <= last)
                {
                    return false;
                }

                last = number;
            }

            return true;
        }
    }

    private static byte[] WithoutMark(byte[] bytes) => bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    /// <summary>How deep brackets nest in any line; what stands in strings counts too.</summary>
    private static int DepthOf(ReadOnlySpan<byte> bytes)
    {
        int depth = 0, most = 0;
        foreach (var b in bytes)
        {
            if (b is (byte)'{' or (byte)'[')
            {
                most = Math.Max(most, ++depth);
            }
            else if (b is (byte)'}' or (byte)']' && depth > 0)
            {
                depth--;
            }
        }

        return most;
    }
}
