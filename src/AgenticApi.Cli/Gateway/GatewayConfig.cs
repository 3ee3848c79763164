using System.Text;

namespace AgenticApi.Cli;

/// <summary>The <c>--config</c> file: the settings of a gateway for each model.</summary>
/// <example><c>{"models": {"Qwen/*": {"parse": ["think", "hermes"], "max_tokens": "max_tokens", "hosted_tools": "leave_out"}}}</c></example>
/// <param name="Models">The rules, in the order of the file. The first rule that matches applies.</param>
internal sealed record GatewayConfig(IReadOnlyList<ModelRule> Models)
{
    public static GatewayConfig Empty { get; } = new([]);

    /// <summary>Reads a file.</summary>
    /// <exception cref="UsageException">The file cannot be read, or is invalid. The message names the file, the line and the member.</exception>
    public static GatewayConfig Read(string file)
    {
        var reader = new ConfigReader($"--config {file}", Encoding.UTF8.GetBytes(Input.ReadText(file, "--config")));
        var models = new List<ModelRule>();
        var hasModels = false;
        reader.ReadFirst();
        reader.ExpectObject("");
        while (reader.ReadMember() is { } member)
        {
            if (member != "models" || hasModels)
            {
                throw reader.Fault(member, hasModels ? "is defined twice." : "is not known. The file has one member, models.");
            }

            hasModels = true;
            ReadModels(ref reader, models);
        }

        reader.ReadToEnd();
        return new(models);
    }

    /// <summary>Returns the rule for a model; null if there is none.</summary>
    public ModelRule? Of(string? model) => model is null ? null : Models.FirstOrDefault(rule => rule.Matches(model));

    private static void ReadModels(ref ConfigReader reader, List<ModelRule> models)
    {
        reader.ExpectObject("models");
        while (reader.ReadMember() is { } pattern)
        {
            if (models.Exists(rule => rule.Pattern == pattern))
            {
                throw reader.Fault($"models.{pattern}", "is defined twice.");
            }

            models.Add(ReadModel(ref reader, pattern));
        }
    }

    private static ModelRule ReadModel(ref ConfigReader reader, string pattern)
    {
        var rule = new ModelRule(pattern);
        var place = $"models.{pattern}";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        reader.ExpectObject(place);
        while (reader.ReadMember() is { } member)
        {
            var at = $"{place}.{member}";
            if (!seen.Add(member))
            {
                throw reader.Fault(at, "is defined twice.");
            }

            rule = member switch
            {
                "parse" => rule with { Parse = reader.ReadStrings(at, CheckKind) },
                "max_tokens" => rule with { UsesMaxTokens = Choice(ref reader, at, "max_tokens", "max_completion_tokens") },
                "hosted_tools" => rule with { LeavesOutHostedTools = Choice(ref reader, at, "leave_out", "refuse") },
                _ => throw reader.Fault(at, "is not known. A model has parse, max_tokens and hosted_tools."),
            };
        }

        return rule;
    }

    private static string? CheckKind(string kind) =>
        TextBlocks.Names.Contains(kind) ? null : $"is '{kind}', and must be one of {string.Join(", ", TextBlocks.Names)}.";

    private static bool Choice(ref ConfigReader reader, string at, string yes, string no)
    {
        var text = reader.GetString(at);
        return text == yes || (text == no ? false : throw reader.Fault(at, $"must be '{yes}' or '{no}'."));
    }
}
