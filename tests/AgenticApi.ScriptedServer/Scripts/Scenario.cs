using System.Text.Json.Nodes;
using AgenticApi.Scripted.Dialects;
using AgenticApi.Scripted.Scripts;

namespace AgenticApi.Scripted;

/// <summary>A conversation that the scripted server can have: what is asked, what is answered, and in which server's dialect.</summary>
public sealed class Scenario
{
    private static readonly Lazy<IReadOnlyList<Scenario>> Loaded = new(static () =>
        [.. Directory.EnumerateFiles(Folder, "*.yaml").Order(StringComparer.Ordinal).SelectMany(Load)]);

    private readonly JsonObject _options;

    private Scenario(JsonObject file, JsonObject scenario)
    {
        Name = (string)scenario["name"]!;
        var server = (string)scenario["server"]!;
        Dialect = Dialect.Of((string?)scenario["dialect"] ?? server);
        RecordedFrom = $"scripted {server}";
        Turns = [.. file["turns"]!.AsArray().Select(turn => new ScriptedTurn(turn!.AsObject(), server))];
        Like = scenario["like"] is JsonValue one ? [one.ToString()] : Strings(scenario["like"]);
        Unlike = Strings(scenario["unlike"]);
        Deviations = Strings(scenario["deviations"]);
        Endings = scenario["endings"] is { } endings ? Strings(endings) : [.. Turns.Select(_ => "Completed")];
        _options = file["record"] as JsonObject ?? [];
        RecordArguments = ArgumentsFor(RecordedFrom, Dialect.Model);
    }

    /// <summary>Every scenario, by the names of their files.</summary>
    /// <exception cref="InvalidDataException">A scenario file is wrong.</exception>
    public static IReadOnlyList<Scenario> All => Loaded.Value;

    /// <summary>The cassette's file name without its ending.</summary>
    public string Name { get; }

    /// <summary>Which server's dialect it is: <c>scripted vLLM</c> for instance.</summary>
    public string RecordedFrom { get; }

    /// <summary>The arguments of <c>agentic-api record</c>, without <c>--base-url</c> and <c>-o</c>.</summary>
    public IReadOnlyList<string> RecordArguments { get; }

    /// <summary>The kinds of deviation that the answers show, all turns together.</summary>
    public IReadOnlyList<string> Deviations { get; }

    /// <summary>The recordings of a real server that it is modelled on, and whose deviations it shows; empty where there are none.</summary>
    public IReadOnlyList<string> Like { get; }

    /// <summary>The kinds of deviation that those recordings show and the answers do not.</summary>
    public IReadOnlyList<string> Unlike { get; }

    /// <summary>How each answer ends.</summary>
    public IReadOnlyList<string> Endings { get; }

    internal static string Folder => Path.Combine(AppContext.BaseDirectory, "Scenarios");

    internal Dialect Dialect { get; }

    internal IReadOnlyList<ScriptedTurn> Turns { get; }

    /// <summary>The arguments of <c>agentic-api record</c> for another server and its model.</summary>
    public IReadOnlyList<string> ArgumentsFor(string server, string model) =>
        RecordCommand.Arguments(Name.Split('-')[^1], server, model, _options, Turns);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static IEnumerable<Scenario> Load(string path)
    {
        var file = YamlNodes.Load(path);
        return file["scenarios"]!.AsArray().Select(scenario => new Scenario(file, scenario!.AsObject()));
    }

    private static string[] Strings(JsonNode? list) => [.. (list as JsonArray ?? []).Select(value => (string)value!)];
}
