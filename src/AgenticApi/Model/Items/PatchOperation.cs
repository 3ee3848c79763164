using System.Text.Json;

namespace AgenticApi;

/// <summary>A change of a file: <c>create_file</c>, <c>update_file</c> or <c>delete_file</c>.</summary>
public sealed class PatchOperation : WireObject
{
    internal PatchOperation(JsonElement json)
        : base(json)
    {
    }

    /// <summary>Which of them; empty where the server does not say.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>The file; empty where the server gave none.</summary>
    public string Path => String("path"u8) ?? "";

    /// <summary>The change as a V4A diff; empty where the file is deleted or none came.</summary>
    public string Diff => String("diff"u8) ?? "";
}
