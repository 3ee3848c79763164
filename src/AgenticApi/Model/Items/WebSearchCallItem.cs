using System.Text.Json;

namespace AgenticApi;

/// <summary>A web search, or a visit of a page, which the server runs: an output item of type <c>web_search_call</c>.</summary>
public sealed class WebSearchCallItem : OutputItem
{
    internal WebSearchCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The step that was taken (<c>action</c>); null if absent, as before the item is done.</summary>
    public WebSearchAction? Action => Object("action"u8, json => new WebSearchAction(json));
}
