using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving.Tools;

/// <summary>The tools of a request, as functions with unique names that the model can call.</summary>
/// <remarks>
/// A tool without a namespace keeps its name. The function of a tool in a namespace has the name <c>namespace__name</c>. The function of a
/// custom tool has one parameter. Equal requests always give equal names. Hosted tools are not included. Immutable.
/// </remarks>
internal sealed class ServedTools
{
    private readonly Dictionary<string, ServedTool> _byModelName = new(StringComparer.Ordinal);
    private readonly Dictionary<(string? Namespace, string Name), int> _byName = [];
    private readonly List<ServedTool> _all = [];

    // The only tool with a name in any namespace; null if several have it.
    private readonly Dictionary<string, ServedTool?> _byBareName = new(StringComparer.Ordinal);

    private ServedTools(IReadOnlyList<Declared> declared)
    {
        // Tools without a namespace keep their names, so no other tool can have one of these names.
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
                // The last declaration is used.
                _all[at] = served;
            }
            else
            {
                _byName.Add(key, _all.Count);
                _all.Add(served);
            }
        }

        foreach (var tool in _all)
        {
            _byBareName[tool.Name] = _byBareName.ContainsKey(tool.Name) ? null : tool;
        }
    }

    /// <summary>All tools, in the order of their first declarations.</summary>
    public IReadOnlyList<ServedTool> All => _all;

    /// <summary>Reads the tools of a request, and the tools that items of its conversation add. Invalid tools are left out.</summary>
    /// <param name="request">A request of the Responses API. Any other JSON has no tools.</param>
    /// <param name="history">The stored items before its input; null for none.</param>
    public static ServedTools Of(JsonElement request, IEnumerable<JsonElement>? history = null) =>
        new([.. Lists(request, history).SelectMany(list => list.Values()).SelectMany(tool => Read(tool, null))]);

    /// <summary>Returns whether items of a type add the tools in their member <c>tools</c> to those of the request.</summary>
    public static bool AddsTools(string? itemType) => itemType is ItemTypes.AdditionalTools or ItemTypes.ToolSearchOutput;

    /// <summary>Finds a tool by the name of its function; returns null if there is none.</summary>
    public ServedTool? Find(string modelName) => _byModelName.GetValueOrDefault(modelName);

    /// <summary>Finds a tool by its names in the request; returns null if there is none.</summary>
    public ServedTool? Find(string? @namespace, string name) =>
        _byName.TryGetValue((@namespace is { Length: > 0 } ? @namespace : null, name), out var at) ? _all[at] : null;

    /// <summary>
    /// Finds a tool by its names in the request; returns null if there is none. The namespace may be missing if only one tool has the name.
    /// </summary>
    public ServedTool? Resolve(string? @namespace, string name) =>
        Find(@namespace, name) ?? (@namespace is { Length: > 0 } ? null : _byBareName.GetValueOrDefault(name));

    /// <summary>Returns the name of a tool's function, even if the request does not declare the tool.</summary>
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

    /// <summary>
    /// Returns the declaration of a function: the tool itself, or its member <c>function</c> in the form of Chat Completions.
    /// </summary>
    private static JsonElement Function(JsonElement tool) => tool.Member("function") is { ValueKind: JsonValueKind.Object } nested ? nested : tool;

    private readonly record struct Declared(string? Namespace, string Name, bool IsCustom, JsonElement Declaration);
}
