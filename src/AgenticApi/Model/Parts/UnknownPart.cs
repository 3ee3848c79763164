using System.Text.Json;

namespace AgenticApi;

/// <summary>A content part of a type that this library has no class for. <see cref="WireObject.Json"/> has its members.</summary>
public sealed class UnknownPart : ContentPart
{
    internal UnknownPart(JsonElement json)
        : base(json)
    {
    }
}
