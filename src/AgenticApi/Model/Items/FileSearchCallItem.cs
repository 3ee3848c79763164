using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>A search in vector stores, which the server performs: an output item of type <c>file_search_call</c>.</summary>
public sealed class FileSearchCallItem : OutputItem
{
    internal FileSearchCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>queries</c>, in order; empty if absent, for example before the item is done.</summary>
    public IReadOnlyList<string> Queries => List("queries"u8, json => JsonText.GetString(json) ?? "");

    /// <summary>The passages that were found (<c>results</c>), in order; empty unless the request includes them.</summary>
    public IReadOnlyList<FileSearchResult> Results => List("results"u8, json => new FileSearchResult(json));
}
