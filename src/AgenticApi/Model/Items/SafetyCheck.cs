using System.Text.Json;

namespace AgenticApi;

/// <summary>A warning about a computer action, which must be acknowledged.</summary>
public sealed class SafetyCheck : WireObject
{
    internal SafetyCheck(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>id</c>; empty if absent.</summary>
    public string Id => String("id"u8) ?? "";

    /// <summary>The kind of check (<c>code</c>); null if absent.</summary>
    public string? Code => String("code"u8);

    /// <summary>The <c>message</c>; null if absent.</summary>
    public string? Message => String("message"u8);
}
