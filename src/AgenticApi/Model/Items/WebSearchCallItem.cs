using System.Text.Json;

namespace AgenticApi;

/// <summary>A web search or a visit to a page, which the server performs: an output item of type <c>web_search_call</c>.</summary>
public sealed class WebSearchCallItem : OutputItem
{
    internal WebSearchCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The step that was taken (<c>action</c>); null if absent, for example before the item is done.</summary>
    public WebSearchAction? Action => Object("action"u8, json => new WebSearchAction(json));
}
