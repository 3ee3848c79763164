using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>A search in vector stores, run by the server. An output item of type <c>file_search_call</c>.</summary>
public sealed class FileSearchCallItem : OutputItem
{
    internal FileSearchCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>What was searched for; empty until the item is done.</summary>
    public IReadOnlyList<string> Queries => List("queries"u8, json => JsonText.GetString(json) ?? "");

    /// <summary>What was found; empty unless the request includes it.</summary>
    public IReadOnlyList<FileSearchResult> Results => List("results"u8, json => new FileSearchResult(json));
}
