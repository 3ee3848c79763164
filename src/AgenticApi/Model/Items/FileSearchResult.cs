using System.Text.Json;

namespace AgenticApi;

/// <summary>A passage that a file search found.</summary>
public sealed class FileSearchResult : WireObject
{
    internal FileSearchResult(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>file_id</c>; null if absent.</summary>
    public string? FileId => String("file_id"u8);

    /// <summary>The name of the file (<c>filename</c>); null if absent.</summary>
    public string? Filename => String("filename"u8);

    /// <summary>The passage (<c>text</c>); empty if absent.</summary>
    public string Text => String("text"u8) ?? "";

    /// <summary>The relevance, from 0 to 1 (<c>score</c>); null if absent.</summary>
    public double? Score => Number("score"u8);

    /// <summary>The <c>attributes</c> of the file; undefined if absent.</summary>
    public JsonElement Attributes => Member("attributes"u8);
}
