using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Declares tools that the server runs. Their <see cref="AITool.AdditionalProperties"/> become members of the declaration.</summary>
internal static class HostedTools
{
    public static JsonObject Make(string type, AITool tool)
    {
        var declaration = new JsonObject { ["type"] = type };
        foreach (var (name, value) in tool.AdditionalProperties)
        {
            declaration[name] = JsonText.NodeOf(value);
        }

        return declaration;
    }

    public static JsonObject CodeInterpreter(HostedCodeInterpreterTool tool)
    {
        var declaration = Make("code_interpreter", tool);
        if (!declaration.ContainsKey("container"))
        {
            var container = new JsonObject { ["type"] = "auto" };
            if (tool.Inputs?.OfType<HostedFileContent>().ToList() is { Count: > 0 } files)
            {
                container["file_ids"] = Texts(files.Select(static file => file.FileId));
            }

            declaration["container"] = container;
        }

        return declaration;
    }

    public static JsonObject FileSearch(HostedFileSearchTool tool)
    {
        var declaration = Make("file_search", tool);
        declaration.Default("vector_store_ids", Texts((tool.Inputs ?? []).OfType<HostedVectorStoreContent>().Select(static store => store.VectorStoreId)));
        if (tool.MaximumResultCount is { } count)
        {
            declaration.Default("max_num_results", JsonValue.Create(count));
        }

        return declaration;
    }

    public static JsonObject Mcp(HostedMcpServerTool tool)
    {
        var declaration = Make("mcp", tool);
        declaration["server_label"] = tool.ServerName;

        // The address of a connector is its id.
        declaration[Uri.IsWellFormedUriString(tool.ServerAddress, UriKind.Absolute) ? "server_url" : "connector_id"] = tool.ServerAddress;
        if (tool.ServerDescription is { } description)
        {
            declaration["server_description"] = description;
        }

        if (tool.AllowedTools is { } allowed)
        {
            declaration["allowed_tools"] = Texts(allowed);
        }

        if (tool.Headers is { Count: > 0 } headers)
        {
            declaration["headers"] = new JsonObject([.. headers.Select(static header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value))]);
        }

        if (ApprovalOf(tool.ApprovalMode) is { } approval)
        {
            declaration["require_approval"] = approval;
        }

        return declaration;
    }

    public static JsonObject ImageGeneration(HostedImageGenerationTool tool)
    {
        var declaration = Make("image_generation", tool);
        if (tool.Options is { } options)
        {
            declaration.Default("model", options.ModelId);
            declaration.Default("size", options.ImageSize is { } size ? $"{size.Width}x{size.Height}" : null);
            declaration.Default("output_format", options.MediaType?.StartsWith("image/", StringComparison.Ordinal) == true ? options.MediaType["image/".Length..] : null);
            declaration.Default("partial_images", options.StreamingCount is { } count ? JsonValue.Create(count) : null);
        }

        return declaration;
    }

    private static void Default(this JsonObject declaration, string name, JsonNode? value)
    {
        if (value is not null && !declaration.ContainsKey(name))
        {
            declaration[name] = value;
        }
    }

    private static JsonNode? ApprovalOf(HostedMcpServerToolApprovalMode? mode) => mode switch
    {
        HostedMcpServerToolAlwaysRequireApprovalMode => "always",
        HostedMcpServerToolNeverRequireApprovalMode => "never",
        HostedMcpServerToolRequireSpecificApprovalMode specific => Specific(specific),
        _ => null,
    };

    private static JsonObject Specific(HostedMcpServerToolRequireSpecificApprovalMode mode)
    {
        var json = new JsonObject();
        if (mode.AlwaysRequireApprovalToolNames is { Count: > 0 } always)
        {
            json["always"] = new JsonObject { ["tool_names"] = Texts(always) };
        }

        if (mode.NeverRequireApprovalToolNames is { Count: > 0 } never)
        {
            json["never"] = new JsonObject { ["tool_names"] = Texts(never) };
        }

        return json;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(static text => (JsonNode?)text)]);
}
