using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>A step of a web search: <c>search</c>, <c>open_page</c> or <c>find_in_page</c>.</summary>
public sealed class WebSearchAction : WireObject
{
    internal WebSearchAction(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>type</c>: <c>search</c>, <c>open_page</c> or <c>find_in_page</c>; empty if absent.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>The <c>query</c> of a search; null if absent, for example in other steps.</summary>
    public string? Query => String("query"u8);

    /// <summary>The <c>queries</c> of a search, in order; empty if absent.</summary>
    public IReadOnlyList<string> Queries => List("queries"u8, json => JsonText.GetString(json) ?? "");

    /// <summary>The <c>url</c> of the page that was opened or searched; null if absent.</summary>
    public string? Url => String("url"u8);

    /// <summary>The text to find in the page (<c>pattern</c>); null if absent.</summary>
    public string? Pattern => String("pattern"u8);

    /// <summary>The pages that were used (<c>sources</c>), in order; empty unless the request includes them.</summary>
    public IReadOnlyList<JsonElement> Sources => List("sources"u8, json => json);
}
