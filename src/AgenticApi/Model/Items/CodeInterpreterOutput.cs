using System.Text.Json;

namespace AgenticApi;

/// <summary>What code printed (<c>logs</c>) or drew (<c>image</c>).</summary>
public sealed class CodeInterpreterOutput : WireObject
{
    internal CodeInterpreterOutput(JsonElement json)
        : base(json)
    {
    }

    /// <summary>Which of them; empty where the server does not say.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>What was printed; null for an image.</summary>
    public string? Logs => String("logs"u8);

    /// <summary>Where the image is; null for logs.</summary>
    public string? Url => String("url"u8);
}
