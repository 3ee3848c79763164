using System.Text.Json;

namespace AgenticApi;

/// <summary>
/// A citation or a file in a text. Which members it has goes by its type: <c>url_citation</c>, <c>file_citation</c>,
/// <c>container_file_citation</c>, <c>file_path</c>; others are kept in <see cref="WireObject.Json"/>.
/// </summary>
public sealed class Annotation : WireObject
{
    internal Annotation(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The annotation's <c>type</c>; empty where the server sent none.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>Where a <c>url_citation</c> points; otherwise null.</summary>
    public string? Url => String("url"u8);

    /// <summary>The title of the page that a <c>url_citation</c> points to; null where there is none.</summary>
    public string? Title => String("title"u8);

    /// <summary>The file that a file annotation names; otherwise null.</summary>
    public string? FileId => String("file_id"u8);

    /// <summary>The name of that file; null where there is none.</summary>
    public string? Filename => String("filename"u8);

    /// <summary>The container that holds the file of a <c>container_file_citation</c>; otherwise null.</summary>
    public string? ContainerId => String("container_id"u8);

    /// <summary>The first character of the text that is annotated, from 0; null where the type or server gives none.</summary>
    public long? StartIndex => Integer("start_index"u8);

    /// <summary>The character after the last one that is annotated; null where the type or server gives none.</summary>
    public long? EndIndex => Integer("end_index"u8);

    /// <summary>The place in the list of files, of a <c>file_citation</c> or <c>file_path</c>; otherwise null.</summary>
    public long? Index => Integer("index"u8);
}
