using System.Text.RegularExpressions;

namespace AgenticApi.Readme.Tests.Commands;

/// <summary>Commands that no test runs to the letter, each with its reason.</summary>
/// <param name="Pattern">Matches the whole line.</param>
/// <param name="Reason">Why not, and what is tested in its place.</param>
internal sealed record NotRun(Regex Pattern, string Reason)
{
    public static IReadOnlyList<NotRun> All { get; } =
    [
        new(new("^dotnet test$"), "runs these tests themselves; .ci/run runs it"),
        new(new(@"^dotnet test tests/AgenticApi\.\w+\.Tests --filter FullyQualifiedName~\w+$"), "is part of `dotnet test`"),
        new(new("^dotnet run -c Release --project tests/AgenticApi.Benchmarks -- --quick$"), "takes minutes; .ci/run runs it without its repetitions, as --smoke"),
        new(new("^dotnet run --project tests/AgenticApi.ScriptedServer -- record cassettes$"), "writes cassettes/; a test of AgenticApi.Cassettes.Tests compares what it writes with them"),
        new(new(@"^dotnet (add|package add)( \S+)? (package )?AgenticApi[\w.]*( --prerelease)?$"), "needs a published package; AgenticApi.Packages.Tests takes each from a folder"),
        new(new("^dotnet tool install --global AgenticApi.Cli( --prerelease)?$"), "the same, and it would change the tools of who runs the tests"),
        new(new(@"^dotnet nuget add source "), "changes the sources of who runs the tests; AgenticApi.Packages.Tests has such a source"),
        new(new(@"^\.ci/pack \S+$"), "takes minutes; a job of the workflow runs it, and AgenticApi.Packages.Tests packs with the same targets"),
        new(new("^docker (build|run) "), "needs Docker and images from a registry"),
    ];

    /// <summary>Whether a line of a block is one of them.</summary>
    public static bool Has(string line) => All.Any(command => command.Pattern.IsMatch(line));
}
