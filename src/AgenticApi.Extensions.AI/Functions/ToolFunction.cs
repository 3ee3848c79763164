using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>A tool with a handler, as a function that any function-invoking client can call.</summary>
internal sealed class ToolFunction(Tool tool) : AIFunction
{
    private static readonly JsonElement InputSchema = JsonElement.Parse("""{"type":"object","properties":{"input":{"type":"string"}},"required":["input"],"additionalProperties":false}"""u8);

    private readonly IReadOnlyDictionary<string, object?>? _properties =
        tool.Declaration.TryGetMember("strict") is { ValueKind: JsonValueKind.True } ? new AdditionalPropertiesDictionary { [ChatProperties.Strict] = true } : null;

    public Tool Tool => tool;

    public override string Name => tool.Name;

    public override string Description => tool.Description();

    /// <summary>The schema of the arguments. That of a custom tool has one string.</summary>
    public override JsonElement JsonSchema => tool.IsCustom ? InputSchema : tool.Parameters() ?? base.JsonSchema;

    public override IReadOnlyDictionary<string, object?> AdditionalProperties => _properties ?? base.AdditionalProperties;

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(Tool) ? tool : base.GetService(serviceType, serviceKey);

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var output = await tool.InvokeAsync(CallOf(arguments), cancellationToken).ConfigureAwait(false);
        return output.Text is { } text ? text : PartContents.TryRead(output.Parts) is { } contents ? contents : output.Parts;
    }

    private ToolCall CallOf(AIFunctionArguments arguments)
    {
        var text = tool.IsCustom ? InputOf(arguments) : JsonText.ElementOf(new JsonObject(arguments.Select(static member => KeyValuePair.Create(member.Key, JsonText.NodeOf(member.Value))))).GetRawText();
        if (arguments.Context?.TryGetValue(typeof(ToolCall), out var given) == true && given is ToolCall call)
        {
            return call with { Name = tool.Name, Arguments = text };
        }

        // The abstractions do not pass the id of the call, so each invocation is a call of its own.
        var id = Guid.NewGuid().ToString("N");
        return new ToolCall(new CallKey(id, 0, 0), $"call_{id}", tool.Name, text);
    }

    private static string InputOf(AIFunctionArguments arguments) =>
        !arguments.TryGetValue(CallContents.Input, out var input) ? ""
        : input is JsonElement { ValueKind: not JsonValueKind.String } json ? json.GetRawText()
        : input?.ToString() ?? "";
}
