using System.Collections;
using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>Items that an event finished. Each is parsed when it is first asked for: whoever reads only the response pays nothing for them.</summary>
/// <param name="json">The valid JSON of each.</param>
internal sealed class FinishedItems(byte[][] json) : IReadOnlyList<OutputItem>
{
    // Two threads may both parse one: the two are equal, and either may stay.
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
