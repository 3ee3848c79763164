using System.Text.Json;

namespace AgenticApi;

/// <summary>A web search, or a look at a page, run by the server. An output item of type <c>web_search_call</c>.</summary>
public sealed class WebSearchCallItem : OutputItem
{
    internal WebSearchCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>What was done; null where the server does not say, as before the item is done.</summary>
    public WebSearchAction? Action => Object("action"u8, json => new WebSearchAction(json));
}
