using System.Text.Json;

namespace AgenticApi;

/// <summary>A change to a file: <c>create_file</c>, <c>update_file</c> or <c>delete_file</c>.</summary>
public sealed class PatchOperation : WireObject
{
    internal PatchOperation(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>type</c>: <c>create_file</c>, <c>update_file</c> or <c>delete_file</c>; empty if absent.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>The <c>path</c> of the file; empty if absent.</summary>
    public string Path => String("path"u8) ?? "";

    /// <summary>The change as a V4A diff (<c>diff</c>); empty if absent, for example when the file is deleted.</summary>
    public string Diff => String("diff"u8) ?? "";
}
