namespace AgenticApi.Extensions.AI;

/// <summary>Matches the items of the stream with those of the final response. Servers change ids, and leave out or add items.</summary>
internal static class ItemMatch
{
    /// <summary>Returns the final items in order, without calls, each with its streamed item; null if it was not streamed.</summary>
    public static IEnumerable<(OutputItem Item, StreamedItem? Streamed)> Of(IReadOnlyList<StreamedItem> streamed, IReadOnlyList<OutputItem> final)
    {
        var left = streamed.Where(static item => !item.IsCall).ToList();
        foreach (var item in final.Where(static item => !AnswerText.IsCall(item)))
        {
            var match = left.Find(other => IsSame(other, item)) ?? left.Find(other => other.Type == item.Type && other.Id is not null && other.Id == item.Id);

            // Items with different texts match if each is the only one of its type that is left.
            match ??= left.FindAll(other => other.Type == item.Type) is [var only] && final.Count(other => other.Type == item.Type) == streamed.Count(other => other.Type == item.Type) ? only : null;
            left.Remove(match!);
            yield return (item, match);
        }
    }

    private static bool IsSame(StreamedItem streamed, OutputItem item) => streamed.Type == item.Type
        && (streamed.Whole is { } whole && (AnswerText.Of(whole).Length > 0 || AnswerText.Of(item).Length > 0) ? AnswerText.Of(whole) == AnswerText.Of(item)
            : streamed.HasBegun ? AnswerText.Of(item).StartsWith(streamed.Given, StringComparison.Ordinal)
            : streamed.Id == item.Id || streamed.Id is null);
}
