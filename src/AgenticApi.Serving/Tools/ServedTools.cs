using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving.Tools;

/// <summary>The tools of a request as the model sees them: functions, each with a name of its own.</summary>
/// <remarks>
/// A function keeps its name. One in a namespace is called by both names, and a custom tool is a function with one parameter. The same tools
/// always have the same names. What is no function, such as a hosted tool, is not among them. Immutable.
/// </remarks>
internal sealed class ServedTools
{
    private readonly Dictionary<string, ServedTool> _byModelName = new(StringComparer.Ordinal);
    private readonly Dictionary<(string?, string), int> _byName = [];
    private readonly List<ServedTool> _all = [];

    private ServedTools(IReadOnlyList<Declared> declared)
    {
        // Names without a namespace first: they stay as they are, whatever the others come to.
        var taken = declared.Where(tool => tool.Namespace is null).Select(tool => tool.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var tool in declared)
        {
            var key = (tool.Namespace, tool.Name);
            var isAgain = _byName.TryGetValue(key, out var at);
            var modelName = isAgain ? _all[at].ModelName
                : tool.Namespace is null ? tool.Name
                : ToolNames.Distinct(tool.Namespace, tool.Name, taken);
            var served = new ServedTool(modelName, tool.Name, tool.Namespace, tool.IsCustom, tool.Declaration);
            taken.Add(modelName);
            _byModelName[modelName] = served;
            if (isAgain)
            {
                // What is declared again later in the conversation is what holds.
                _all[at] = served;
            }
            else
            {
                _byName.Add(key, _all.Count);
                _all.Add(served);
            }
        }
    }

    /// <summary>All functions, in the order of their first declarations.</summary>
    public IReadOnlyList<ServedTool> All => _all;

    /// <summary>Reads the tools of a request: those that it names, and those that items of its conversation add. What is malformed is left out.</summary>
    /// <param name="request">A request of the Responses API; anything else has no tools.</param>
    /// <param name="history">The items that stand before its input; null for none.</param>
    public static ServedTools Of(JsonElement request, IEnumerable<JsonElement>? history = null) =>
        new([.. Lists(request, history).SelectMany(list => list.Values()).SelectMany(tool => Read(tool, null))]);

    /// <summary>Whether an item adds tools to those of the request, in its member <c>tools</c>.</summary>
    public static bool AddsTools(string? itemType) => itemType is ItemTypes.AdditionalTools or ItemTypes.ToolSearchOutput;

    /// <summary>The tool by the name that the model uses; null where there is none.</summary>
    public ServedTool? Find(string modelName) => _byModelName.GetValueOrDefault(modelName);

    /// <summary>The tool by the names that the client uses; null where there is none.</summary>
    public ServedTool? Find(string? @namespace, string name) =>
        _byName.TryGetValue((@namespace is { Length: > 0 } ? @namespace : null, name), out var at) ? _all[at] : null;

    /// <summary>The tool by the names that the client uses, the namespace left out where only one has such a tool; null where there is none.</summary>
    public ServedTool? Resolve(string? @namespace, string name)
    {
        if (Find(@namespace, name) is { } tool)
        {
            return tool;
        }

        var named = @namespace is { Length: > 0 } ? [] : _all.Where(candidate => candidate.Name == name).Take(2).ToList();
        return named.Count == 1 ? named[0] : null;
    }

    /// <summary>The name that the model knows a tool by, also of one that the request no longer declares.</summary>
    public string ModelName(string? @namespace, string name) => Resolve(@namespace, name)?.ModelName ?? ToolNames.Join(@namespace, name);

    private static IEnumerable<JsonElement> Lists(JsonElement request, IEnumerable<JsonElement>? history) =>
        (history ?? []).Concat(request.Member("input").Values())
            .Where(item => AddsTools(item.Member("type").Text()))
            .Select(item => item.Member("tools"))
            .Prepend(request.Member("tools"));

    private static IEnumerable<Declared> Read(JsonElement tool, string? @namespace) => tool.Member("type").Text() switch
    {
        "namespace" when @namespace is null && tool.Member("name").Text() is { Length: > 0 } name =>
            tool.Member("tools").Values().SelectMany(inner => Read(inner, name)),
        null or "function" when Function(tool) is var function && function.Member("name").Text() is { Length: > 0 } name =>
            [new(@namespace, name, false, function)],
        "custom" when tool.Member("name").Text() is { Length: > 0 } name => [new(@namespace, name, true, tool)],
        _ => [],
    };

    /// <summary>The function of a tool: the tool itself, or what it holds in the form of Chat Completions.</summary>
    private static JsonElement Function(JsonElement tool) => tool.Member("function") is { ValueKind: JsonValueKind.Object } nested ? nested : tool;

    private readonly record struct Declared(string? Namespace, string Name, bool IsCustom, JsonElement Declaration);
}
