using System.Text.Json;

namespace AgenticApi;

/// <summary>One passage that a file search found.</summary>
public sealed class FileSearchResult : WireObject
{
    internal FileSearchResult(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The file; null where the server does not say.</summary>
    public string? FileId => String("file_id"u8);

    /// <summary>Its name; null where the server does not say.</summary>
    public string? Filename => String("filename"u8);

    /// <summary>The passage; empty where none came.</summary>
    public string Text => String("text"u8) ?? "";

    /// <summary>How well it fits, 0 to 1; null where the server does not say.</summary>
    public double? Score => Number("score"u8);

    /// <summary>The file's attributes; undefined where absent.</summary>
    public JsonElement Attributes => Member("attributes"u8);
}
