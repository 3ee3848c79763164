using System.Text.Json;

namespace AgenticApi;

/// <summary>Tools that became known in the course of the conversation. An output item of type <c>additional_tools</c>.</summary>
public sealed class AdditionalToolsItem : OutputItem
{
    internal AdditionalToolsItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>Who brought them; null where the server does not say.</summary>
    public string? Role => String("role"u8);

    /// <summary>The tools as they are declared in a request; empty where there are none.</summary>
    public IReadOnlyList<JsonElement> Tools => List("tools"u8, json => json);
}
