using System.Text.Json;

namespace AgenticApi;

/// <summary>A content part of a type that this library has no class for. <see cref="WireObject.Json"/> has all of it.</summary>
public sealed class UnknownPart : ContentPart
{
    internal UnknownPart(JsonElement json)
        : base(json)
    {
    }
}
