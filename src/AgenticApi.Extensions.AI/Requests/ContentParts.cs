using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts contents to the parts of a message or of a tool's output.</summary>
internal static class ContentParts
{
    /// <summary>The member of an image, and the additional property of its content, that says in which resolution the model sees it.</summary>
    public const string Detail = "detail";

    /// <summary>Returns the part; null for a content that is not part of a message.</summary>
    /// <exception cref="NotSupportedException">The API does not support the data.</exception>
    public static JsonObject? Of(AIContent content) => content switch
    {
        TextContent text => Text("input_text", text.Text ?? ""),
        TextReasoningContent => null,
        DataContent data when data.HasTopLevelMediaType("image") => Image("image_url", data.Uri, content),
        UriContent uri when uri.HasTopLevelMediaType("image") => Image("image_url", uri.Uri.AbsoluteUri, content),
        DataContent data when data.HasTopLevelMediaType("audio") => Audio(data),
        DataContent data => File("file_data", data.Uri, data.Name ?? NameOf(data.MediaType)),
        UriContent uri => File("file_url", uri.Uri.AbsoluteUri, null),
        HostedFileContent file when file.MediaType is not null && file.HasTopLevelMediaType("image") => Image("file_id", file.FileId, content),
        HostedFileContent file => File("file_id", file.FileId, null),
        ErrorContent error => Text("input_text", error.Message ?? ""),
        _ => null,
    };

    public static JsonObject Text(string type, string text) => new() { ["type"] = type, ["text"] = text };

    private static JsonObject Image(string member, string value, AIContent content)
    {
        var part = new JsonObject { ["type"] = "input_image", [member] = value };
        if (content.AdditionalProperties?.TryGetValue(Detail, out var detail) == true)
        {
            part[Detail] = detail?.ToString();
        }

        return part;
    }

    private static JsonObject Audio(DataContent data) => new()
    {
        ["type"] = "input_audio",
        ["input_audio"] = new JsonObject
        {
            ["data"] = data.Base64Data.ToString(),
            ["format"] = data.MediaType switch
            {
                "audio/mpeg" or "audio/mp3" => "mp3",
                "audio/wav" or "audio/x-wav" or "audio/wave" => "wav",
                var other => other["audio/".Length..],
            },
        },
    };

    private static JsonObject File(string member, string value, string? name)
    {
        var part = new JsonObject { ["type"] = "input_file", [member] = value };
        if (name is not null)
        {
            part["filename"] = name;
        }

        return part;
    }

    // Servers refuse a file with data and without a name.
    private static string NameOf(string mediaType) => mediaType == "application/pdf" ? "file.pdf" : "file";
}
