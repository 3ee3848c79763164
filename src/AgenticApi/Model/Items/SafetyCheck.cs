using System.Text.Json;

namespace AgenticApi;

/// <summary>Something about a computer action that must be acknowledged.</summary>
public sealed class SafetyCheck : WireObject
{
    internal SafetyCheck(JsonElement json)
        : base(json)
    {
    }

    /// <summary>Its id; empty where the server gave none.</summary>
    public string Id => String("id"u8) ?? "";

    /// <summary>What kind of check it is; null where the server does not say.</summary>
    public string? Code => String("code"u8);

    /// <summary>What it is about; null where the server does not say.</summary>
    public string? Message => String("message"u8);
}
