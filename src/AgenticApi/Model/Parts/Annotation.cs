using System.Text.Json;

namespace AgenticApi;

/// <summary>
/// A citation or a file in a text. Its members depend on its type: <c>url_citation</c>, <c>file_citation</c>,
/// <c>container_file_citation</c>, <c>file_path</c>; others are kept in <see cref="WireObject.Json"/>.
/// </summary>
public sealed class Annotation : WireObject
{
    internal Annotation(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>type</c>; empty if absent.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>The <c>url</c> that a <c>url_citation</c> points to; otherwise null.</summary>
    public string? Url => String("url"u8);

    /// <summary>The <c>title</c> of the page that a <c>url_citation</c> points to; null if absent.</summary>
    public string? Title => String("title"u8);

    /// <summary>The <c>file_id</c> of a file annotation; otherwise null.</summary>
    public string? FileId => String("file_id"u8);

    /// <summary>The name of the file (<c>filename</c>); null if absent.</summary>
    public string? Filename => String("filename"u8);

    /// <summary>The <c>container_id</c> of the container that holds the file of a <c>container_file_citation</c>; otherwise null.</summary>
    public string? ContainerId => String("container_id"u8);

    /// <summary>
    /// The index of the first annotated character, counted from 0 as the server counts (<c>start_index</c>); null if absent.
    /// </summary>
    public long? StartIndex => Integer("start_index"u8);

    /// <summary>The index after the last annotated character, counted as the server counts (<c>end_index</c>); null if absent.</summary>
    public long? EndIndex => Integer("end_index"u8);

    /// <summary>The <c>index</c> of a <c>file_citation</c> or <c>file_path</c> in the list of files; otherwise null.</summary>
    public long? Index => Integer("index"u8);
}
