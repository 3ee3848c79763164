using System.Text.Json;

namespace AgenticApi;

/// <summary>Tools that became available during the conversation: an output item of type <c>additional_tools</c>.</summary>
public sealed class AdditionalToolsItem : OutputItem
{
    internal AdditionalToolsItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>role</c> of the author that added the tools; null if absent.</summary>
    public string? Role => String("role"u8);

    /// <summary>The <c>tools</c>, in the form of a request; empty if absent.</summary>
    public IReadOnlyList<JsonElement> Tools => List("tools"u8, json => json);
}
