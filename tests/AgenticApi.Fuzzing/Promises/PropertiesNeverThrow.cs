using System.Text.Json;

namespace AgenticApi.Fuzzing.Promises;

/// <summary>No property of a response, item, part or event throws, whatever its JSON is.</summary>
internal sealed class PropertiesNeverThrow() : Promise(every: 6)
{
    public override Breach? Check(Subject subject, Random random)
    {
        if (subject.Whole.Result is { } result)
        {
            Walker.Walk(result);
        }

        if (subject.Facts.Events.Count > 0)
        {
            var e = subject.Facts.Events[random.Next(subject.Facts.Events.Count)];
            WalkEvent(ResponseStreamEvent.Parse(e.Data), e);
            WalkElement(e.Json, random);
        }

        if (random.Next(24) == 0)
        {
            subject.Events.ForEach(Walker.Walk);
            Walker.Walk(OutputItem.FromJson(default));
            Walker.Walk(ContentPart.FromJson(default));
        }

        return null;
    }

    private static void WalkEvent(ResponseStreamEvent read, EventFact e)
    {
        if (e.IsObject != read is not MalformedEvent && !e.Data.AsSpan().StartsWith("\uFEFF"u8))
        {
            throw new InvalidOperationException($"The framework reads the event as {(e.IsObject ? "an object" : "none")}, and the library does not.");
        }

        Walker.Walk(read);
    }

    /// <summary>Takes any value in an event for an item and a part.</summary>
    private static void WalkElement(JsonElement json, Random random)
    {
        while (true)
        {
            Walker.Walk(OutputItem.FromJson(json));
            Walker.Walk(ContentPart.FromJson(json));
            var inner = json.ValueKind == JsonValueKind.Object ? [.. json.EnumerateObject().Select(member => member.Value)]
                : json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().ToArray()
                : [];
            if (inner.Length == 0)
            {
                return;
            }

            json = inner[random.Next(inner.Length)];
        }
    }
}
