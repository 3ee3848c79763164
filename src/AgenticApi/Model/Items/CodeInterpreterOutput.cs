using System.Text.Json;

namespace AgenticApi;

/// <summary>An output of a code interpreter call: text (<c>logs</c>) or an image (<c>image</c>).</summary>
public sealed class CodeInterpreterOutput : WireObject
{
    internal CodeInterpreterOutput(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>type</c>, <c>logs</c> or <c>image</c>; empty if absent.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>The printed text (<c>logs</c>); null for an image.</summary>
    public string? Logs => String("logs"u8);

    /// <summary>The <c>url</c> of the image; null for logs.</summary>
    public string? Url => String("url"u8);
}
