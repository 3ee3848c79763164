using System.Text.Json;

namespace AgenticApi;

/// <summary>An output item of a type that this library has no class for. <see cref="WireObject.Json"/> has its members.</summary>
public sealed class UnknownItem : OutputItem
{
    internal UnknownItem(JsonElement json)
        : base(json)
    {
    }
}
