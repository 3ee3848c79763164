using System.Text.Json.Nodes;

namespace AgenticApi.Cassettes.Tests.Scripted;

/// <summary>The arguments of the record command, taken apart.</summary>
internal sealed class Arguments
{
    private static readonly string[] Flags = ["--stream", "--no-stream", "--store", "--no-store", "--websocket", "--background"];

    private readonly Dictionary<string, string> _options = [];

    public Arguments(IEnumerable<string> arguments)
    {
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var argument))
        {
            if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                Prompts.Add(argument);
            }
            else
            {
                _options[argument] = Flags.Contains(argument) ? "" : rest.Dequeue();
            }
        }
    }

    public List<string> Prompts { get; } = [];

    public string? this[string option] => _options.GetValueOrDefault(option);

    public bool Has(string option) => _options.ContainsKey(option);

    public int? Number(string option) => this[option] is { } value ? int.Parse(value) : null;

    public JsonNode? File(string option) => this[option] is { } path ? JsonNode.Parse(System.IO.File.ReadAllText(path)) : null;

    /// <summary>A value that is a name, or JSON.</summary>
    public JsonNode? Value(string option) => this[option] is { } value ? value.StartsWith('{') ? JsonNode.Parse(value) : value : null;
}
