using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>What a web search call did: <c>search</c>, <c>open_page</c> or <c>find_in_page</c>.</summary>
public sealed class WebSearchAction : WireObject
{
    internal WebSearchAction(JsonElement json)
        : base(json)
    {
    }

    /// <summary>Which of them; empty where the server does not say.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>What was searched for; null for other actions, and where there are several queries.</summary>
    public string? Query => String("query"u8);

    /// <summary>All that was searched for; empty where there is one query or none.</summary>
    public IReadOnlyList<string> Queries => List("queries"u8, json => JsonText.GetString(json) ?? "");

    /// <summary>The page that was opened or searched; otherwise null.</summary>
    public string? Url => String("url"u8);

    /// <summary>What was looked for in the page; otherwise null.</summary>
    public string? Pattern => String("pattern"u8);

    /// <summary>The pages that were used; empty unless the request includes them.</summary>
    public IReadOnlyList<JsonElement> Sources => List("sources"u8, json => json);
}
