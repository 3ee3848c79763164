using System.Collections;
using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>Items that an event finished. Each is parsed on first use, so callers that do not use them pay nothing.</summary>
/// <param name="json">The valid JSON of each item.</param>
internal sealed class FinishedItems(byte[][] json) : IReadOnlyList<OutputItem>
{
    // Two threads may both parse an item. The results are equal, so either may be kept.
    private readonly OutputItem?[] _items = new OutputItem?[json.Length];

    public int Count => json.Length;

    public OutputItem this[int index] => _items[index] ??= OutputItem.FromJson(JsonText.Parse(json[index]));

    public IEnumerator<OutputItem> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
