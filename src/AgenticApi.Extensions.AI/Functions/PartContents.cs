using System.Text.Json;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Reads the parts of a tool's output as contents. The opposite of <see cref="ContentParts"/>.</summary>
internal static class PartContents
{
    /// <summary>Reads the parts.</summary>
    /// <param name="parts">The array of <see cref="ToolOutput.Parts"/>.</param>
    /// <returns>A content for each part; null if the abstractions have none for one of them.</returns>
    public static List<AIContent>? TryRead(JsonElement parts)
    {
        var contents = parts.EnumerateArray().Select(TryReadPart).OfType<AIContent>().ToList();
        return contents.Count == parts.GetArrayLength() ? contents : null;
    }

    private static AIContent? TryReadPart(JsonElement part)
    {
        var content = TextOf(part, "type") switch
        {
            "input_text" => TextOf(part, "text") is { } text ? new TextContent(text) : null,
            "input_image" => Image(part),
            "input_file" => File(part),
            _ => null,
        };
        content?.RawRepresentation = part;
        return content;
    }

    private static AIContent? Image(JsonElement part)
    {
        var image = TextOf(part, "image_url") is { } url ? Media.TryUri(url, "image/*")
            : TextOf(part, "file_id") is { Length: > 0 } id ? new HostedFileContent(id) { MediaType = "image/*" }
            : null;
        if (image is not null && TextOf(part, ContentParts.Detail) is { } detail)
        {
            image.AdditionalProperties = new() { [ContentParts.Detail] = detail };
        }

        return image;
    }

    private static AIContent? File(JsonElement part)
    {
        var file = (TextOf(part, "file_data") ?? TextOf(part, "file_url")) is { } url ? Media.TryUri(url, "application/octet-stream")
            : TextOf(part, "file_id") is { Length: > 0 } id ? new HostedFileContent(id)
            : null;
        if (file is DataContent data)
        {
            data.Name = TextOf(part, "filename");
        }

        return file;
    }

    private static string? TextOf(JsonElement part, string name) => part.TryGetMember(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
