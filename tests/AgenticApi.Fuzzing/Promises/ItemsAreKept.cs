using System.Text.Json;

namespace AgenticApi.Fuzzing.Promises;

/// <summary>What a finished item says is in the output where no terminal output says otherwise; what the terminal output says is in it always.</summary>
internal sealed class ItemsAreKept : Promise
{
    public override Breach? Check(Subject subject, Random random)
    {
        var facts = subject.Facts;
        if (subject.Input.IsBody || subject.Whole.Result is null || !facts.IsClean || facts.IsDeep || !facts.IsInOrder || facts.Events.Any(e => e.IsObject && e.HasDuplicates))
        {
            return null;
        }

        if (facts.Events.FirstOrDefault(e => e.MayEnd) is { } end)
        {
            return end.IsClearEnd && JsonFacts.Member(end.Member("response")!.Value, "output") is { ValueKind: JsonValueKind.Array } output
                ? Missing(subject.Whole.Json, output, "the terminal output")
                : null;
        }

        // Where a proxy makes up ids, an id inside an item is one of them.
        var idsAreMadeUp = subject.Whole.Result.Deviations.Any(deviation => deviation.Kind == DeviationKind.ItemIdUnstable);
        if (idsAreMadeUp || facts.Events.Any(IsWholeItem) || facts.Events.Count(e => e.Type == "response.created") > 1)
        {
            return null;
        }

        var finished = facts.Events.Where(e => e.Type == "response.output_item.done").ToList();
        return IsUnique(finished, e => e.Member("output_index") is { ValueKind: JsonValueKind.Number } index && index.TryGetInt32(out var number) && number >= 0 ? number : null)
            && IsUnique(finished, e => e.Member("item") is { } item && JsonFacts.Member(item, "id") is { ValueKind: JsonValueKind.String } id ? JsonFacts.Text(id) : null)
            ? finished.Select(e => Missing(subject.Whole.Json, e.Member("item")!.Value, "a finished item")).FirstOrDefault(breach => breach is not null)
            : null;
    }

    /// <summary>Whether it is another event with a whole item, which might say something else.</summary>
    private static bool IsWholeItem(EventFact e) => e.IsObject && e.Type is not ("response.output_item.done" or "response.output_item.added") && e.Member("item") is not null;

    private static bool IsUnique(List<EventFact> events, Func<EventFact, object?> key)
    {
        var keys = events.Select(key).ToList();
        return keys.All(k => k is not null) && keys.Distinct().Count() == keys.Count;
    }

    private static Breach? Missing(string output, JsonElement from, string what) =>
        JsonFacts.Tags(from).FirstOrDefault(tag => !output.Contains(tag, StringComparison.Ordinal)) is { } lost ? new Breach($"a tag of {what} is lost", lost) : null;
}
