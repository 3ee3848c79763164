using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts items to contents.</summary>
internal static class ItemContents
{
    /// <summary>Returns the text of an item as a content; null if the text is empty.</summary>
    public static AIContent? TextOf(string? type, string text) =>
        text.Length == 0 ? null
        : type == ItemTypes.Reasoning ? new TextReasoningContent(text)
        : new TextContent(text);

    /// <summary>Returns the contents after the text of a complete item. Empty for items that the abstractions do not know.</summary>
    public static IEnumerable<AIContent> AfterText(OutputItem item) => item switch
    {
        ReasoningItem { EncryptedContent: { Length: > 0 } encrypted } => [new TextReasoningContent(null) { ProtectedData = encrypted }],
        MessageItem message => OfMessage(message),
        WebSearchCallItem search => OfSearch(search),
        FileSearchCallItem search => OfSearch(search),
        CodeInterpreterCallItem call => OfCode(call),
        ImageGenerationCallItem call => OfImage(call),
        McpCallItem call => OfMcp(call),
        McpToolCallItem call => OfMcp(call),
        McpApprovalRequestItem { Id: { Length: > 0 } id } request => [new ToolApprovalRequestContent(id, McpCall(id, request.Name, request.ServerLabel, JsonText.MembersOf(request.Arguments), request))
        {
            RawRepresentation = request,
        }],
        _ => [],
    };

    private static IEnumerable<AIContent> OfMessage(MessageItem message)
    {
        foreach (var refusal in message.Content.OfType<RefusalPart>())
        {
            yield return new ErrorContent(refusal.Refusal) { ErrorCode = "refusal", RawRepresentation = refusal };
        }

        // On a content of their own: a text with annotations would not be joined with its beginning, which was streamed without them.
        if (Citations.Of(message) is { Count: > 0 } citations)
        {
            yield return new AIContent { Annotations = citations };
        }
    }

    private static IEnumerable<AIContent> OfSearch(WebSearchCallItem search)
    {
        var action = search.Action;
        var queries = action?.Queries is { Count: > 0 } all ? [.. all] : action?.Query is { } query ? [query] : (List<string>?)null;
        yield return new WebSearchToolCallContent(IdOf(search)) { Queries = queries, RawRepresentation = search };
        var sources = (action?.Sources ?? []).Select(static source => source.TryGetMember("url")?.ToString() ?? "").Where(static url => Uri.IsWellFormedUriString(url, UriKind.Absolute));
        yield return new WebSearchToolResultContent(IdOf(search)) { Outputs = [.. sources.Select(static url => new UriContent(url, "text/html"))], RawRepresentation = search };
    }

    private static IEnumerable<AIContent> OfSearch(FileSearchCallItem search)
    {
        yield return new ToolCallContent(IdOf(search)) { RawRepresentation = search };
        yield return new ToolResultContent(IdOf(search)) { RawRepresentation = search };
    }

    private static IEnumerable<AIContent> OfCode(CodeInterpreterCallItem call)
    {
        yield return new CodeInterpreterToolCallContent(IdOf(call)) { Inputs = [new DataContent(Encoding.UTF8.GetBytes(call.Code), "text/x-python")], RawRepresentation = call };
        yield return new CodeInterpreterToolResultContent(IdOf(call)) { Outputs = [.. call.Outputs.Select(OutputOf).OfType<AIContent>()], RawRepresentation = call };
    }

    private static AIContent? OutputOf(CodeInterpreterOutput output) =>
        output.Logs is { } logs ? new TextContent(logs) { RawRepresentation = output }
        : output.Url is { } url && Media.TryUri(url, "image/png") is { } image ? image
        : null;

    private static IEnumerable<AIContent> OfImage(ImageGenerationCallItem call)
    {
        yield return new ImageGenerationToolCallContent(IdOf(call)) { RawRepresentation = call };
        yield return new ImageGenerationToolResultContent(IdOf(call)) { Outputs = [.. Media.Image(call.Result, call.OutputFormat)], RawRepresentation = call };
    }

    private static IEnumerable<AIContent> OfMcp(McpCallItem call)
    {
        yield return McpCall(IdOf(call), call.Name, call.ServerLabel, JsonText.MembersOf(call.Arguments), call);
        yield return McpResult(call, call.Output, call.Error);
    }

    private static IEnumerable<AIContent> OfMcp(McpToolCallItem call)
    {
        yield return McpCall(IdOf(call), call.Tool, call.Server, JsonText.MembersOf(call.Arguments), call);
        yield return McpResult(
            call, call.Result.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : call.Result.ToString(),
            call.Error is { } error ? JsonSerializer.SerializeToElement(error, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(string))) : default);
    }

    private static McpServerToolCallContent McpCall(string id, string name, string server, Dictionary<string, object?>? arguments, OutputItem item) =>
        new(id, name.Length > 0 ? name : "unknown", server) { Arguments = arguments, RawRepresentation = item };

    private static McpServerToolResultContent McpResult(OutputItem call, string? output, JsonElement error)
    {
        var outputs = new List<AIContent>();
        if (output is not null)
        {
            outputs.Add(new TextContent(output));
        }

        if (error.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            outputs.Add(new ErrorContent(error.TryGetMember("message")?.ToString() ?? error.ToString()));
        }

        return new McpServerToolResultContent(IdOf(call)) { Outputs = outputs, RawRepresentation = call };
    }

    private static string IdOf(OutputItem item) => item.Id is { Length: > 0 } id ? id : string.Create(CultureInfo.InvariantCulture, $"{item.Type}_without_id");
}
